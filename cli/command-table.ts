import { GRAMMAR } from '../domain/grammar.ts';
import type { Locale } from '../domain/target.ts';
import type { FlagName } from './flags.ts';

interface CliCommand {
  readonly usage: string;
  readonly does: Readonly<Record<Locale, string>>;
  readonly example: string;
  readonly flags: readonly FlagName[];
}

const LOOK = ['json', 'catalog'] as const satisfies readonly FlagName[];
const ACT = ['as', 'key', ...LOOK] as const satisfies readonly FlagName[];

/** What can be said at the command line; help and docs/cli.md read it. Where Slack has the same command, it is Slack's. */
export const COMMANDS = {
  validate: {
    usage: 'validate [file]',
    does: {
      en: 'Check a catalogue: every problem with its line, the reason, and a hint.',
      ja: 'カタログを検査し、すべての問題を行番号・理由・ヒント付きで表示します。',
    },
    example: 'validate config/catalog.yaml',
    flags: ['json'],
  },
  doctor: {
    usage: 'doctor',
    does: {
      en: 'Try every credential, right and address that worker and gateway need, without changing anything.',
      ja: 'ワーカーとゲートウェイに必要な認証情報・権限・接続先を、何も変更せずに実際に確認します。',
    },
    example: 'doctor',
    flags: LOOK,
  },
  schedules: {
    usage: 'schedules',
    does: {
      en: 'The Schedules of auto-deploy, and what a worker with this catalogue would change.',
      ja: '自動デプロイの Schedule と、このカタログで起動したワーカーが行う変更を表示します。',
    },
    example: 'schedules',
    flags: LOOK,
  },
  deploy: {
    ...GRAMMAR.deploy,
    does: { en: 'Start a deploy, and watch it to its end.', ja: 'デプロイを開始し、終了まで経過を表示します。' },
    flags: ['noWait', 'reason', ...ACT],
  },
  follow: {
    usage: 'follow <deploy id>',
    does: { en: 'Watch a deploy to its end.', ja: 'デプロイの終了まで経過を表示します。' },
    example: 'follow deploy:api:staging:cli-20261125T221003-1f3a9c4e',
    flags: LOOK,
  },
  approve: {
    usage: 'approve <service> <environment> | approve <deploy id>',
    does: { en: 'Approve the plan of a deploy that waits for it.', ja: '承認待ちのデプロイの計画を承認します。' },
    example: 'approve api production --plan 1',
    flags: ['plan', 'yes', ...ACT],
  },
  reject: {
    usage: 'reject <service> <environment> | reject <deploy id>',
    does: { en: 'Reject a deploy that waits for approval.', ja: '承認待ちのデプロイを却下します。' },
    example: 'reject api production --reason "not during the sale"',
    flags: ['plan', 'reason', ...ACT],
  },
  undo: { ...GRAMMAR.undo, flags: ['noWait', ...ACT] },
  cancel: {
    ...GRAMMAR.cancel,
    usage: `${GRAMMAR.cancel.usage} | cancel <deploy id>`,
    flags: ACT,
  },
  lock: { ...GRAMMAR.lock, flags: ACT },
  unlock: { ...GRAMMAR.unlock, flags: ACT },
  hold: { ...GRAMMAR.hold, flags: ACT },
  resume: { ...GRAMMAR.resume, flags: ACT },
  status: { ...GRAMMAR.status, flags: LOOK },
  history: { ...GRAMMAR.history, flags: LOOK },
  why: { ...GRAMMAR.why, flags: LOOK },
  locks: { ...GRAMMAR.locks, flags: LOOK },
  list: { ...GRAMMAR.list, flags: LOOK },
} as const satisfies Record<string, CliCommand>;

export type CliVerb = keyof typeof COMMANDS;
export const CLI_VERBS = Object.keys(COMMANDS).filter(isCliVerb);

function isCliVerb(word: string): word is CliVerb {
  return Object.hasOwn(COMMANDS, word);
}
