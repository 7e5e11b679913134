import { noticeDrift } from '../../client/ask-target.ts';
import { interactiveOf } from '../../sandbox/slack/block-kit/block.ts';
import type { ShownView } from '../../sandbox/slack/web-api/views.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import {
  ADOPT,
  APPROVE,
  CANCEL,
  DEPLOY_PLANNED,
  EXTEND_LOCK,
  INVOKE_AGAIN,
  IT_WORKED,
  OPEN_DEPLOY_FORM,
  START,
  TELL_ME,
  UNDO,
} from '../../slack-gateway/actions.ts';
import { TASK_QUEUE } from '../../workflows/contract/ids.ts';
import { type Kind, PEOPLE, type Stage, type Theatre } from './stage.ts';

/** How a message with buttons comes about. */
export interface Scene {
  /** Of the service's environment, besides its kind. */
  readonly policy?: string;
  readonly deploy?: 'lambda' | 'lost' | 'bad' | 'event';
  readonly is?: 'function';
  /** Announced elsewhere, so that what is said here is not about this service. */
  readonly elsewhere?: true;
  /** Only one person sees it, so each gets their own; nothing where they are refused before. */
  readonly to?: readonly Kind[];
  show(stage: Stage, theatre: Theatre, kind: Kind): Promise<Message | undefined>;
}

export const APPROVAL = 'approval: { by: [releasers], within: 4h }';
const MEMBERS = ['asker', 'deployer', 'releaser', 'admin', 'outsider', 'guest', 'stranger', 'bot'] as const;

/** Words that answer nobody: what the one who presses must never hear here. */
export const SORRY = /could not be recorded|does not answer|means nothing any more/;

/** Of a message, or of the home tab. */
export const buttonsOf = ({ blocks }: Pick<Message | ShownView, 'blocks'>) =>
  blocks
    .flatMap((block) => (block.type === 'input' ? [] : interactiveOf(block)))
    .flatMap((element) =>
      element.type === 'button' && element.action_id !== undefined
        ? [{ action: element.action_id, value: element.value }]
        : [],
    );
const has = (message: Message, action: string) => buttonsOf(message).some((button) => button.action === action);
export const card = (stage: Stage, action: string, ...words: readonly string[]) =>
  stage.hear(
    (message) => !message.onlyFor && has(message, action) && words.every((word) => message.text.includes(word)),
  );
export const ask = ({ say, service }: Stage, kind?: Kind) => say(`deploy ${service} here`, kind);

export async function awaiting(stage: Stage): Promise<Message> {
  await ask(stage);
  return card(stage, APPROVE);
}

async function deployed(stage: Stage): Promise<Message> {
  await ask(stage);
  return card(stage, UNDO);
}

/** What only this person is told in answer to their words; nothing when that has no buttons. */
async function told(stage: Stage, words: string, kind: Kind): Promise<Message | undefined> {
  const mine = (message: Message) => message.onlyFor === PEOPLE[kind].id;
  await stage.say(words, kind);
  const heard = await stage.hear(mine);
  return buttonsOf(heard).length > 0 ? heard : undefined;
}

export const click = ({ slack }: Theatre, kind: Kind, { channel, ts }: Message, actionId: string) =>
  slack.click({ user: PEOPLE[kind].id, channel, ts, actionId });

/** Every message of ours that has buttons, in every phase of a deploy. */
export const SCENES = {
  resolving: {
    show: async (stage) => {
      stage.hold('resolve');
      await ask(stage);
      return card(stage, CANCEL);
    },
  },
  planned: {
    show: async (stage) => {
      stage.hold('check');
      await ask(stage);
      return card(stage, CANCEL, '*Planned*');
    },
  },
  awaiting: { policy: APPROVAL, show: awaiting },
  queued: {
    deploy: 'lambda',
    show: async (stage) => {
      stage.hold('invoke');
      await ask(stage, 'deployer');
      await card(stage, CANCEL, '*Rolling out*');
      await ask(stage);
      return card(stage, TELL_ME, 'in the queue');
    },
  },
  stopped: {
    show: async (stage) => {
      stage.hold('check');
      await ask(stage);
      const planned = await card(stage, CANCEL, '*Planned*');
      await stage.say(`lock ${stage.service} here for a look`, 'deployer');
      stage.letGo();
      return stage.hear((message) => message.ts === planned.ts && has(message, TELL_ME));
    },
  },
  rolling: {
    deploy: 'lambda',
    show: async (stage) => {
      stage.hold('invoke');
      await ask(stage);
      return card(stage, CANCEL, '*Rolling out*');
    },
  },
  verifying: {
    deploy: 'event',
    show: async (stage) => {
      await ask(stage);
      return card(stage, CANCEL, 'checking that it runs');
    },
  },
  deployed: { show: deployed },
  locked: {
    show: async (stage) => {
      await stage.say(`lock ${stage.service} here for a look`, 'deployer');
      await ask(stage);
      return card(stage, TELL_ME, '*Refused*');
    },
  },
  frozen: {
    policy: 'freeze: [{ days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00", reason: stocktaking }]',
    show: async (stage) => {
      await ask(stage);
      return card(stage, TELL_ME, '*Refused*');
    },
  },
  disordered: {
    policy: 'after: before',
    show: async (stage) => {
      await ask(stage);
      return card(stage, TELL_ME, '*Refused*');
    },
  },
  unclear: {
    deploy: 'lost',
    show: async (stage) => {
      await ask(stage);
      return card(stage, IT_WORKED);
    },
  },
  invoked: {
    is: 'function',
    show: async (stage) => {
      await stage.say(`invoke ${stage.service} here`);
      return card(stage, INVOKE_AGAIN);
    },
  },
  drift: {
    show: async (stage, { client }) => {
      await deployed(stage);
      const { channel, target } = stage;
      const found = { tag: 'v9', digest: `sha256:${'9'.repeat(64)}` };
      await noticeDrift(client, { ...target, taskQueue: TASK_QUEUE }, { found, home: { channel, locale: 'en' } });
      return card(stage, ADOPT);
    },
  },
  plan: {
    show: async (stage) => {
      await stage.say(`plan ${stage.service} here`);
      return card(stage, DEPLOY_PLANNED);
    },
  },
  chooser: {
    elsewhere: true,
    to: MEMBERS,
    show: async (stage, _, kind) => {
      const heard = await told(stage, `deploy ${stage.target.environment}`, kind);
      return heard && has(heard, START) ? heard : undefined;
    },
  },
  form: {
    elsewhere: true,
    to: MEMBERS,
    show: async (stage, _, kind) => {
      const heard = await told(stage, 'deploy', kind);
      return heard && has(heard, OPEN_DEPLOY_FORM) ? heard : undefined;
    },
  },
  halted: {
    policy: APPROVAL,
    to: MEMBERS,
    show: async (stage, theatre, kind) => {
      if (stage.started().length === 0) {
        await awaiting(stage);
        await stage.say(`lock ${stage.service} here for a look`, 'deployer');
      }
      await click(theatre, kind, await card(stage, APPROVE), APPROVE);
      return stage.hear((message) => message.onlyFor === PEOPLE[kind].id && has(message, TELL_ME));
    },
  },
  reminder: {
    policy: 'lockReminder: 2s',
    to: ['asker'],
    show: async (stage, { slack }) => {
      await stage.say(`lock ${stage.service} here for a look`);
      return slack.waitForMessage(
        (message) => has(message, EXTEND_LOCK) && message.text.includes(stage.service),
        45_000,
      );
    },
  },
} as const satisfies Record<string, Scene>;
