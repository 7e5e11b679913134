import type { Locale } from '../domain/target.ts';
import { type SafeText, safe } from '../slack-gateway/views/text.ts';

const en = {
  whoAreYou: (word: SafeText, known: SafeText): SafeText =>
    safe`The catalogue does not say who ${word} is. Say who you are: \`--as <Slack user id, or GitHub login>\`. It knows ${known}. Nothing was done.`,
  severalAreYou: (word: SafeText): SafeText =>
    safe`The catalogue gives the login ${word} to several people. Say who you are by your Slack user id: \`--as <id>\`. Nothing was done.`,
  noUserGroups: safe`At the command line only those count whose own id stands in the catalogue's groups: who is in a Slack user group, only Slack knows.`,
  started: (deploy: SafeText): SafeText => safe`Started ${deploy}.`,
  watching: (deploy: SafeText): SafeText => safe`Watching ${deploy}. Ctrl-C ends the watching, not the deploy.`,
  noWorker: safe`No worker answers just now. The deploy goes on when one is back.`,
  noSuchDeploy: (deploy: SafeText): SafeText => safe`Temporal knows of no deploy ${deploy}.`,
  nothingToDecide: (what: SafeText): SafeText => safe`No deploy of ${what} waits for a decision.`,
  severalToDecide: (what: SafeText): SafeText =>
    safe`Several deploys of ${what} wait for a decision. Say which, by its id:`,
  whichPlan: (plan: number): SafeText =>
    safe`Nothing was approved. What you approve is a plan: say \`--plan ${plan}\` for the one above, or \`--yes\`.`,
  question: (plan: number): SafeText => safe`Approve plan ${plan}? [y/N] `,
  notApproved: safe`Nothing was approved.`,
  severalRunning: safe`Say which, by its id, instead of service and environment.`,
  silent: (why: SafeText): SafeText => safe`Temporal does not answer: ${why}`,
  unreadable: (why: SafeText): SafeText =>
    safe`What Temporal keeps of tempocat cannot be read here (${why}). Set \`TEMPOCAT_ENCRYPTION_KEYS\` as worker and gateway have it.`,
  nothingDone: safe`Nothing was done.`,
  notTaken: (why: SafeText): SafeText =>
    safe`Temporal did not take it: ${why}. \`tempocat doctor\` looks for the reason.`,
};

const ja: typeof en = {
  whoAreYou: (word, known) =>
    safe`カタログから ${word} が誰か分かりません。\`--as <Slack ユーザー ID または GitHub ログイン名>\` を指定してください。カタログにある人: ${known}。何も実行していません。`,
  severalAreYou: (word) =>
    safe`カタログではログイン名 ${word} が複数の人に割り当てられています。\`--as <Slack ユーザー ID>\` を指定してください。何も実行していません。`,
  noUserGroups: safe`コマンドラインでは、カタログのグループに本人の ID がある人だけが対象です（Slack のユーザーグループの構成員は Slack しか知りません）。`,
  started: (deploy) => safe`${deploy} を開始しました。`,
  watching: (deploy) => safe`${deploy} を表示しています。Ctrl-C で表示だけを終了します（デプロイは続きます）。`,
  noWorker: safe`現在ワーカーが応答していません。復帰後にデプロイを続行します。`,
  noSuchDeploy: (deploy) => safe`Temporal に ${deploy} というデプロイはありません。`,
  nothingToDecide: (what) => safe`判断待ちの ${what} のデプロイはありません。`,
  severalToDecide: (what) => safe`判断待ちの ${what} のデプロイが複数あります。ID で指定してください:`,
  whichPlan: (plan) =>
    safe`承認していません。承認の対象は計画です。上の計画なら \`--plan ${plan}\`、または \`--yes\` を指定してください。`,
  question: (plan) => safe`計画 ${plan} を承認しますか？ [y/N] `,
  notApproved: safe`承認していません。`,
  severalRunning: safe`サービスと環境の代わりに ID で指定してください。`,
  silent: (why) => safe`Temporal が応答しません: ${why}`,
  unreadable: (why) =>
    safe`Temporal に保存された tempocat のデータを読み取れません（${why}）。ワーカー・ゲートウェイと同じ \`TEMPOCAT_ENCRYPTION_KEYS\` を設定してください。`,
  nothingDone: safe`何も実行していません。`,
  notTaken: (why) => safe`Temporal に受け付けられませんでした: ${why}。\`tempocat doctor\` で原因を確認できます。`,
};

/** What only the command line says; everything else it says in Slack's words. */
export const cliWords = { en, ja } satisfies Record<Locale, typeof en>;
