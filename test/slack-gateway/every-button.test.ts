import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FINAL_PHASES } from '../../domain/deploy.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import * as actions from '../../slack-gateway/actions.ts';
import { BUTTONS } from '../../slack-gateway/listeners/clicks.ts';
import { deployEn } from '../../slack-gateway/views/words/deploy-en.ts';
import { eventually } from '../support/deploying.ts';
import { ENDS, type Ending } from '../support/ends.ts';
import { buttonsOf, SCENES, type Scene, SORRY } from '../support/scenes.ts';
import { KINDS, type Kind, openTheatre, PEOPLE, type Plot, type Stage, type Theatre } from '../support/stage.ts';

const BUTTONS_AT_MOST = 4;
const PLAYED_AT_ONCE = 4;
const scenes: [string, Scene][] = Object.entries(SCENES);
const ends: [string, Ending][] = Object.entries(ENDS);

const members = (kind: Kind) => !['guest', 'stranger', 'bot', 'deleted', 'unknown'].includes(kind);
const among =
  (...kinds: readonly Kind[]) =>
  (kind: Kind) =>
    kinds.includes(kind);
const deployers = among('asker', 'deployer');

/** Whose click does something, of those who see the button. */
const MAY: Readonly<Record<string, (kind: Kind) => boolean>> = {
  [actions.APPROVE]: among('releaser'),
  [actions.REJECT]: among('releaser', 'asker'),
  [actions.CANCEL]: among('asker', 'admin'),
  [actions.START]: deployers,
  [actions.DEPLOY_PLANNED]: deployers,
  [actions.UNDO]: deployers,
  [actions.RUN_AGAIN]: deployers,
  [actions.INVOKE_AGAIN]: deployers,
  [actions.REVERT]: deployers,
  [actions.ADOPT]: among('asker', 'deployer', 'admin'),
  [actions.IT_WORKED]: among('asker', 'deployer', 'admin'),
  [actions.IT_FAILED]: among('asker', 'deployer', 'admin'),
  [actions.TELL_ME]: members,
  [actions.UNLOCK]: among('asker', 'admin'),
  // these change nothing that can be looked at: a form opens, or a reminder comes later
  [actions.EXTEND_LOCK]: among(),
  [actions.OPEN_DEPLOY_FORM]: among(),
  [actions.BREAK_GLASS]: among(),
};
/** Pressed again they do it again. */
const REPEATABLE = [actions.TELL_ME];

type Button = ReturnType<typeof buttonsOf>[number];
/** Complaints: what was silent, what had an effect and must not, what had none and should. */
interface Play {
  readonly complaints: string[];
  readonly pressed: Set<string>;
  readonly phases: Set<string>;
}

let theatre: Theatre;
const plays = new Map<string, Promise<Play>>();
beforeAll(async () => {
  const plotsOf = (name: string, { policy, deploy, is, elsewhere }: Omit<Plot, 'name'>): Plot[] =>
    Array.from({ length: BUTTONS_AT_MOST }, (_, index) => ({
      name: `${name}-${index}`,
      ...(policy !== undefined && { policy }),
      ...(deploy && { deploy }),
      ...(is && { is }),
      ...(elsewhere && { elsewhere }),
    }));
  theatre = await openTheatre([
    ...scenes.flatMap(([name, scene]) => plotsOf(name, scene)),
    ...ends.flatMap(([name, end]) => plotsOf(`end-${name}`, end)),
  ]);
  const free = Array.from({ length: PLAYED_AT_ONCE }, () => Promise.resolve());
  const all: [string, () => Promise<Play>][] = [
    ...scenes.map(([name, scene]): [string, () => Promise<Play>] => [name, () => playScene(name, scene)]),
    ...ends.map(([name, end]): [string, () => Promise<Play>] => [`end-${name}`, () => playEnd(name, end)]),
  ];
  for (const [index, [name, play]] of all.entries()) {
    const before = free[index % PLAYED_AT_ONCE];
    const played = Promise.resolve(before).then(play);
    free[index % PLAYED_AT_ONCE] = played.then(
      () => undefined,
      () => undefined,
    );
    plays.set(name, played);
  }
  await Promise.all(free);
}, 280_000);
afterAll(() => theatre.close());

/** Everybody presses; what they hear is in the channel of the message, or a form. */
async function press(play: Play, { action, value }: Button, { kind, message }: { kind: Kind; message: Message }) {
  const { slack } = theatre;
  const user = PEOPLE[kind].id;
  const heard = () => slack.ephemerals(user).filter(({ channel }) => channel === message.channel);
  const forms = () =>
    slack.views.filter((view) => view.user === user && view.private_metadata?.includes(message.channel));
  const before = heard().length + forms().length;
  const everybody = Object.values(PEOPLE);
  slack.company.people = everybody;
  const click = slack.click({
    ...{ user, channel: message.channel, ts: message.ts, actionId: action, late: true },
    ...(value !== undefined && { value }),
  });
  slack.company.people = everybody
    .filter(({ id }) => id !== PEOPLE.unknown.id)
    .map((one) => (one.id === PEOPLE.deleted.id ? { ...one, deleted: true } : one)); // by the time that we ask Slack about them
  const { outcome } = await click;
  play.pressed.add(action);
  const said = heard();
  const what = `${action} by ${kind}`;
  if (outcome.kind !== 'answered' || outcome.status !== 200)
    play.complaints.push(`${what}: ${JSON.stringify(outcome)}`);
  if (said.length + forms().length <= before) play.complaints.push(`${what}: silence`);
  if (said.length > 0 && SORRY.test(said.at(-1)?.text ?? '')) play.complaints.push(`${what}: ${said.at(-1)?.text}`);
}

/** Nothing that these people press changes anything. */
async function pressInVain(
  play: Play,
  stage: Stage,
  presses: readonly (readonly [Button, Kind, Message])[],
): Promise<void> {
  const before = await stage.look();
  for (const [button, kind, message] of presses) await press(play, button, { kind, message });
  const after = await stage.look();
  const who = presses.map(([{ action }, kind]) => `${action} by ${kind}`).join(', ');
  if (after !== before) play.complaints.push(`a wrong effect of one of ${who}:\n${before}\n${after}`);
}

async function playScene(name: string, scene: Scene): Promise<Play> {
  const play: Play = { complaints: [], pressed: new Set(), phases: new Set() };
  for (let index = 0; index < BUTTONS_AT_MOST; index += 1) {
    const stage = theatre.stage(`${name}-${index}`);
    const isLast = await (scene.to ? playToEach : playToAll)(play, { scene, stage, index });
    if (isLast) break;
  }
  return play;
}

interface Act {
  readonly scene: Scene;
  readonly stage: Stage;
  /** Which of the buttons is pressed. */
  readonly index: number;
}

async function playToAll(play: Play, { scene, stage, index }: Act): Promise<boolean> {
  const message = await scene.show(stage, theatre, 'asker');
  const button = message && buttonsOf(message)[index];
  if (!message || !button) throw new Error('no button');
  const may = MAY[button.action] ?? among();
  for (const phase of await stage.phases()) play.phases.add(phase);
  await pressInVain(
    play,
    stage,
    KINDS.filter((kind) => !may(kind)).map((kind) => [button, kind, message] as const),
  );
  const able = KINDS.find(may);
  if (able) {
    const before = await stage.look();
    await press(play, button, { kind: able, message });
    if ((await stage.look()) === before) play.complaints.push(`no effect of ${button.action} by ${able}`);
  }
  stage.letGo();
  await untilQuiet(stage);
  const again = KINDS.filter((kind) => !(REPEATABLE.includes(button.action) && may(kind)));
  await pressInVain(
    play,
    stage,
    again.map((kind) => [button, kind, message] as const),
  );
  return index + 1 >= buttonsOf(message).length;
}

/** Each has a message of their own, or was refused with words before. */
async function playToEach(play: Play, { scene, stage, index }: Act): Promise<boolean> {
  let isLast = true;
  for (const kind of scene.to ?? []) {
    const message = await scene.show(stage, theatre, kind);
    if (!message) continue;
    const button = buttonsOf(message)[index];
    if (!button) throw new Error('no button');
    isLast &&= index + 1 >= buttonsOf(message).length;
    const may = MAY[button.action]?.(kind) ?? false;
    if (may) {
      const before = await stage.look();
      await press(play, button, { kind, message });
      if ((await stage.look()) === before) play.complaints.push(`no effect of ${button.action} by ${kind}`);
      await untilQuiet(stage);
    }
    if (!may || !REPEATABLE.includes(button.action)) await pressInVain(play, stage, [[button, kind, message]]);
  }
  return isLast;
}

/** Nobody but people moves anything here now. */
const untilQuiet = (stage: Stage) => {
  let before = '';
  return eventually(async () => {
    const isQuiet = await stage.isQuiet();
    const now = await stage.look();
    const isSame = now === before;
    before = now;
    return isQuiet && isSame ? true : undefined;
  }, 'quiet');
};

async function playEnd(name: string, ending: Ending): Promise<Play> {
  const play: Play = { complaints: [], pressed: new Set(), phases: new Set() };
  const stage = theatre.stage(`end-${name}-0`);
  const message = await ending.begin(stage);
  const buttons = buttonsOf(message);
  for (const phase of await stage.phases()) play.phases.add(phase);
  await ending.end(stage, theatre, message);
  await eventually(async () => ((await stage.phases())[0] === name ? true : undefined), `the end as ${name}`);
  await untilQuiet(stage);
  play.phases.add(name);
  await pressInVain(
    play,
    stage,
    buttons.flatMap((button) => KINDS.map((kind) => [button, kind, message] as const)),
  );
  return play;
}

describe('every button of every message, pressed by everybody, and again when things have moved on', () => {
  it.each([...scenes.map(([name]) => name), ...FINAL_PHASES.map((phase) => `end-${phase}`)])(
    '%s: an answer each time, the right effect once',
    async (name) => {
      const played = await plays.get(name);
      expect(played?.complaints).toEqual([]);
      expect(played?.pressed.size).toBeGreaterThan(0);
    },
  );

  it('answers even to a button that it does not know any more', async () => {
    const button = {
      type: 'button',
      action_id: 'deploy-of-yore',
      text: { type: 'plain_text', text: 'Deploy' },
    } as const;
    const blocks = [{ type: 'actions', elements: [button] }] as const;
    const { ts = '' } = await theatre.web.chat.postMessage({ channel: 'C0DEPLOYS', text: 'old', blocks: [...blocks] });
    await theatre.slack.click({ user: PEOPLE.asker.id, channel: 'C0DEPLOYS', ts, actionId: 'deploy-of-yore' });
    const told = theatre.slack.ephemerals(PEOPLE.asker.id).filter(({ channel }) => channel === 'C0DEPLOYS');
    expect(told.at(-1)?.text).toContain('means nothing any more');
  });

  it('leaves no button and no phase out', async () => {
    const all = await Promise.all(plays.values());
    const pressed = new Set(all.flatMap((play) => [...play.pressed]));
    expect([...pressed].sort()).toEqual(Object.keys(BUTTONS).sort());
    expect(Object.keys(MAY).sort()).toEqual(Object.keys(BUTTONS).sort());
    const phases = new Set(all.flatMap((play) => [...play.phases]));
    expect([...phases].sort()).toEqual(Object.keys(deployEn.phase).sort());
  });
});
