import { APPROVE } from '../slack-gateway/actions.ts';
import type { Town } from './open-town.ts';
import { MANIFESTS } from './seed-git.ts';
import type { Message } from './slack/workspace.ts';

type Say = (line: string) => void;

const PATIENCE_MS = 90_000;
const BOT = '<@U0TEMPOCAT>';

interface Stop {
  readonly title: string;
  /** Does it, and answers whether the sandbox really shows it. */
  play(town: Town, say: Say): Promise<boolean>;
}

/** What there is to see, without hands: each stop is asked for in Slack, and proven in git, ECS and Lambda. */
const STOPS: readonly Stop[] = [
  {
    title: 'A new image of api; Daichi deploys it to production, Maya approves',
    play: async (town, say) => {
      const tag = await town.push('api');
      await speak(town, say, 'deploy api production');
      await approve(town, say, 'api');
      await untilEnded(town, say, ['api', 'production', tag]);
      const manifest = await town.github.read(MANIFESTS, 'api/overlays/production/kustomization.yaml');
      const images = await town.argocd.running('api-production');
      return manifest.includes(`newTag: ${tag}\n`) && images.some((image) => image.endsWith(`:${tag}`));
    },
  },
  {
    title: 'A new image of shop; hako brings it to ECS production',
    play: async (town, say) => {
      const tag = await town.push('shop');
      await speak(town, say, 'deploy shop production');
      await approve(town, say, 'shop');
      await untilEnded(town, say, ['shop', 'production', tag]);
      const runs = town.aws.lambda
        .executions('hako-deploy')
        .filter((payload) => JSON.stringify(payload).includes('"production"'));
      return runs.length === 1 && town.aws.ecs.service('example-production', 'shop').image.endsWith(`:${tag}`);
    },
  },
  {
    title: 'Daichi invokes a Lambda function',
    play: async (town, say) => {
      await speak(town, say, 'invoke reindex staging index=products');
      const hear = (words: RegExp) =>
        town.slack.waitForMessage(({ fromApp, text }) => fromApp && words.test(text), PATIENCE_MS);
      say(`  tempocat: ${firstLine((await hear(/reindex staging.*Succeeded/)).text)}`);
      await hear(/128/);
      const runs = town.aws.lambda.executions('reindex-staging').map((payload) => JSON.stringify(payload));
      return runs.length === 1 && runs[0]?.startsWith('{"index":"products"') === true;
    },
  },
  {
    title: 'A new image of api is pushed; nobody asks, and its schedule brings it to staging',
    play: async (town, say) => {
      const tag = await town.push('api');
      say(`  (pushed ${tag.slice(0, 7)}; nobody says a word)`);
      await untilEnded(town, say, ['api', 'staging', tag]);
      return (await town.argocd.running('api-staging')).some((image) => image.endsWith(`:${tag}`));
    },
  },
  {
    title: 'Daichi takes that back, and the schedule does not bring it again',
    play: async (town, say) => {
      const [bad = ''] = await town.argocd.running('api-staging');
      await speak(town, say, 'undo api staging');
      await untilEnded(town, say, ['api', 'staging', 'on hold']);
      const [now = ''] = await town.argocd.running('api-staging');
      const manifest = await town.github.read(MANIFESTS, 'api/overlays/staging/kustomization.yaml');
      return now !== bad && manifest.includes(`newTag: ${now.split(':').at(-1)}\n`);
    },
  },
];

/** 0 when everything was really seen, else 1. */
export async function playTour(town: Town, say: Say): Promise<number> {
  let code = 0;
  for (const [index, { title, play }] of STOPS.entries()) {
    say(`${index + 1}. ${title}`);
    const seen = await play(town, say).catch((error: unknown) => {
      say(`  ${String(error)}`);
      return false;
    });
    say(seen ? '  seen in the sandbox: yes\n' : '  seen in the sandbox: NO\n');
    if (!seen) code = 1;
  }
  return code;
}

async function speak({ slack }: Town, say: Say, words: string): Promise<void> {
  say(`  Daichi: @tempocat ${words}`);
  await slack.say({ channel: 'C0DEPLOYS', user: 'U0DEV1', text: `${BOT} ${words}` }).delivered;
}

/** Maya does, as soon as she can. */
export async function approve({ slack }: Town, say: Say, service: string): Promise<void> {
  const isOurs = (message: Message) =>
    message.text.includes(service) && JSON.stringify(message.blocks).includes(APPROVE);
  const { channel, ts, text } = await slack.waitForMessage(isOurs, PATIENCE_MS);
  say(`  tempocat: ${firstLine(text)}`);
  say('  Maya presses Approve');
  await slack.click({ user: 'U0LEAD', channel, ts, actionId: APPROVE });
}

/** Until a message says that this service, there, with this tag or word, is deployed. */
export async function untilEnded(
  { slack }: Town,
  say: Say,
  [service, environment, tag]: readonly [string, string, string],
): Promise<void> {
  const words = [service, environment, tag.slice(0, 7), 'deployed'];
  const isDone = ({ fromApp, text }: Message) => fromApp && words.every((word) => text.toLowerCase().includes(word));
  const { text } = await slack.waitForMessage(isDone, PATIENCE_MS);
  say(`  tempocat: ${firstLine(text)}`);
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
