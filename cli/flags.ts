import type { Locale } from '../domain/target.ts';

interface Flag {
  readonly form: string;
  readonly does: Readonly<Record<Locale, string>>;
}

/** Every option, in one place. */
export const FLAGS = {
  json: { form: '--json', does: { en: 'One JSON document instead of words.', ja: '結果を JSON で出力します。' } },
  catalog: {
    form: '--catalog <file>',
    does: { en: 'The catalogue, instead of TEMPOCAT_CATALOG.', ja: 'TEMPOCAT_CATALOG の代わりに使うカタログ。' },
  },
  as: {
    form: '--as <person>',
    does: {
      en: 'Who you are: a Slack user id, or a GitHub login of the catalogue; else the name of your account.',
      ja: '本人の指定: Slack ユーザー ID またはカタログの GitHub ログイン名（省略時はアカウント名）。',
    },
  },
  key: {
    form: '--key <word>',
    does: {
      en: 'Makes it one request: the same command with the same key starts nothing new.',
      ja: '依頼を識別する語。同じ語で再実行しても新しく開始しません。',
    },
  },
  noWait: {
    form: '--no-wait',
    does: { en: 'Do not wait for the end of the deploy.', ja: 'デプロイの終了を待ちません。' },
  },
  reason: { form: '--reason <words>', does: { en: 'Why, for all to read.', ja: '理由（全員に表示されます）。' } },
  plan: {
    form: '--plan <number>',
    does: { en: 'The plan that you have looked at.', ja: '確認した計画の番号。' },
  },
  yes: {
    form: '--yes',
    does: { en: 'Whatever plan stands there now, without being asked.', ja: '確認なしで現在の計画を対象にします。' },
  },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;

/** What was given. */
export interface Given {
  readonly json?: boolean;
  readonly catalog?: string;
  readonly as?: string;
  readonly key?: string;
  readonly wait?: boolean;
  readonly reason?: string;
  readonly plan?: string;
  readonly yes?: boolean;
}
