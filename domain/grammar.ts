interface Rule {
  readonly usage: string;
  /** How many words may follow the verb. */
  readonly words: readonly [min: number, max: number];
  readonly does: { readonly en: string; readonly ja: string };
  readonly example: string;
}

/**
 * What a person may say to us, and nothing else.
 * The table is the grammar: parsing, the help text and docs/commands.md all read it, so they cannot disagree.
 */
export const GRAMMAR = {
  deploy: {
    usage: 'deploy <service> <environment> [branch or tag]',
    words: [0, 3],
    does: {
      en: 'Start a deploy. `deploy <environment>` shows what can be deployed there, `deploy` alone a form to choose in.',
      ja: 'デプロイを開始します。`deploy <environment>` で候補を、`deploy` だけで選択フォームを表示します。',
    },
    example: 'deploy api staging',
  },
  plan: {
    usage: 'plan <service> <environment> [branch or tag]',
    words: [2, 3],
    does: {
      en: 'What a deploy would change, and whether it would go ahead now. Changes nothing.',
      ja: 'デプロイした場合の変更内容と、いま実行できるかを表示します。何も変更しません。',
    },
    example: 'plan api production',
  },
  invoke: {
    usage: 'invoke <function> <environment> [key=value …]',
    words: [2, Number.POSITIVE_INFINITY],
    does: { en: 'Run a Lambda function and show its answer.', ja: 'Lambda 関数を実行し、結果を表示します。' },
    example: 'invoke reindex staging index=products',
  },
  status: {
    usage: 'status [service] [environment]',
    words: [0, 2],
    does: { en: 'What runs where, since when, by whom, and who waits.', ja: '各環境で何が動いているかを表示します。' },
    example: 'status api',
  },
  history: {
    usage: 'history <service> [environment]',
    words: [1, 2],
    does: {
      en: 'The last deploys: how they ended, who asked, who approved, how long it took.',
      ja: '最近のデプロイの結果・依頼者・承認者・所要時間を表示します。',
    },
    example: 'history api production',
  },
  undo: {
    usage: 'undo <service> <environment>',
    words: [2, 2],
    does: {
      en: 'Back to what ran before. Auto-deploy is put on hold, and does not pick that image again.',
      ja: '直前のバージョンに戻します。自動デプロイは一時停止し、そのイメージは再度選ばれません。',
    },
    example: 'undo api production',
  },
  cancel: {
    usage: 'cancel <service> <environment> [for <reason>]',
    words: [2, Number.POSITIVE_INFINITY],
    does: {
      en: 'Stop your own waiting or running deploy at the next safe point.',
      ja: '自分のデプロイを次の安全な時点で中止します。',
    },
    example: 'cancel api production',
  },
  lock: {
    usage: 'lock <service> <environment> for <reason> [until <duration>]',
    words: [4, Number.POSITIVE_INFINITY],
    does: { en: 'Stop deploys to a target.', ja: 'デプロイを禁止します。' },
    example: 'lock api production for database migration until 2h',
  },
  unlock: {
    usage: 'unlock <service> <environment>',
    words: [2, 2],
    does: { en: 'Allow deploys again.', ja: 'デプロイの禁止を解除します。' },
    example: 'unlock api production',
  },
  hold: {
    usage: 'hold <service> <environment> [for <reason>]',
    words: [2, Number.POSITIVE_INFINITY],
    does: { en: 'Pause auto-deploy; people may still deploy.', ja: '自動デプロイを一時停止します。' },
    example: 'hold api staging for a demo',
  },
  resume: {
    usage: 'resume <service> <environment>',
    words: [2, 2],
    does: { en: 'Let auto-deploy go on.', ja: '自動デプロイを再開します。' },
    example: 'resume api staging',
  },
  locks: {
    usage: 'locks',
    words: [0, 0],
    does: { en: 'All locks and holds, with who and why.', ja: 'ロックと一時停止の一覧を表示します。' },
    example: 'locks',
  },
  why: {
    usage: 'why <service> <environment>',
    words: [2, 2],
    does: {
      en: 'Why a deploy there would or would not go ahead now.',
      ja: 'いまデプロイできるか、できない理由を表示します。',
    },
    example: 'why api production',
  },
  list: {
    usage: 'list',
    words: [0, 0],
    does: { en: 'Services, environments and functions.', ja: 'サービス・環境・関数の一覧を表示します。' },
    example: 'list',
  },
  branches: {
    usage: 'branches <service>',
    words: [1, 1],
    does: { en: 'The branches of a service.', ja: 'サービスのブランチを表示します。' },
    example: 'branches api',
  },
  help: {
    usage: 'help [command]',
    words: [0, 1],
    does: { en: 'This text.', ja: 'このヘルプを表示します。' },
    example: 'help deploy',
  },
} as const satisfies Record<string, Rule>;

export type Verb = keyof typeof GRAMMAR;
export const VERBS = Object.keys(GRAMMAR).filter(isVerb);

export function isVerb(word: string): word is Verb {
  return Object.hasOwn(GRAMMAR, word);
}
