import { createArgoCdClient } from '../../activities/argocd/client.ts';
import { createArgoCdActivities } from '../../activities/argocd/index.ts';
import { createSlackClient } from '../../activities/slack/client.ts';
import { createSlackActivities } from '../../activities/slack/index.ts';
import { createArgoCd } from '../../sandbox/argocd/index.ts';
import { createSlack, type SlackSandbox } from '../../sandbox/slack/index.ts';
import type { ArgoCdPort } from '../../workflows/contract/ports/argocd.ts';
import type { SlackEditPort, SlackPort } from '../../workflows/contract/ports/slack.ts';
import { aCompany, CHANNEL, DEV, TOKEN } from '../sandbox/slack/company.ts';
import { asActivity, NO_EFFECT, type Row, type Scene } from './row.ts';

const git = { head: async () => 'one', read: async () => 'images:\n- name: app\n  newName: r/app\n  newTag: v1\n' };
const APPLICATION = { application: 'app', project: 'default', timeoutMs: 1 };

/** An application that ails, so that its pods are asked as well. */
export const ARGOCD_ROWS = {
  awaitApplicationChange: {
    vendor: 'argocd',
    open: async () => {
      const argo = createArgoCd({ token: 'good', git });
      await argo.listen();
      await argo.registerApplication({
        name: 'app',
        project: 'default',
        repository: 'o/r',
        branch: 'main',
        path: 'app',
      });
      argo.degrade('app', 'v1', 'back-off');
      const scene = async () => {
        const { awaitApplicationChange } = createArgoCdActivities(createArgoCdClient({ url: argo.url, token: 'good' }));
        return {
          run: async (attempt: number) => {
            const state = await asActivity(awaitApplicationChange, attempt, { argocd: APPLICATION });
            return `${state.sync} ${state.health} ${state.images.join()}`;
          },
          effects: NO_EFFECT,
        };
      };
      return { gate: argo.gate, scene, close: () => argo.close() };
    },
  },
} as const satisfies Record<keyof ArgoCdPort, Row>;

const render = () => ({ text: 'drawn', blocks: [] });
const letter = { kind: 'pointer', locale: 'en', what: 'x', permalink: 'https://x.example' } as const;
let said = 0;

type Post = ReturnType<typeof createSlackActivities>;
/** The words tell one scene's message from another's. */
function slack(
  scene: (slack: SlackSandbox, post: (text: string) => Post) => Promise<Scene>,
  more: Pick<Row, 'mayDouble'> = {},
): Row {
  return {
    ...more,
    vendor: 'slack',
    open: async () => {
      const town = createSlack(aCompany());
      await town.listen();
      const web = createSlackClient({ token: TOKEN, apiUrl: town.apiUrl });
      const post = (text: string) =>
        createSlackActivities({ web, render: () => ({ ...render(), text }), localeOf: async () => undefined });
      return { gate: town.gate, scene: () => scene(town, post), close: () => town.close() };
    },
  };
}
const heard = (town: SlackSandbox, text: string) =>
  [...town.messages(CHANNEL), ...town.ephemerals(DEV)].filter((message) => message.text === text).map(() => 'heard');
const place = { channel: CHANNEL };

export const SLACK_ROWS = {
  postMessage: slack(
    async (town, post) => {
      const text = `message ${++said}`;
      const { postMessage } = post(text);
      return { run: async () => (await postMessage({ place, letter })).channel, effects: () => heard(town, text) };
    },
    { mayDouble: true },
  ),
  whisper: slack(
    async (town, post) => {
      const text = `whisper ${++said}`;
      const { whisper } = post(text);
      const run = async () => whisper({ place, user: DEV, letter }).then(() => 'whispered');
      return { run, effects: () => heard(town, text) };
    },
    { mayDouble: true },
  ),
  updateMessage: slack(async (town, post) => {
    const text = `edited ${++said}`;
    const message = await post('before').postMessage({ place, letter });
    // Each attempt comes when Slack's pause is over, as to a worker that knows of none.
    const run = async () =>
      post(text)
        .updateMessage({ message, letter })
        .then(() => 'updated');
    return { run, effects: () => heard(town, text) };
  }),
} as const satisfies Record<keyof (SlackPort & SlackEditPort), Row>;
