import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  asked: (by: SafeText): SafeText => safe`Undo, asked by ${by}`,
  followed: (deploy: SafeText, ending: SafeText): SafeText =>
    safe`Undo of ${deploy}, which did not go well (${ending})`,
  takesBack: (tag: SafeText): SafeText => safe`Takes back ${tag}.`,
  held: (command: SafeText): SafeText =>
    safe`:double_vertical_bar: Auto-deploy is on hold, and does not pick that image again; ${command} lets it go on with newer ones.`,
  undoneBy: (deploy: SafeText): SafeText =>
    safe`The catalogue says \`onFailure: undo\`: ${deploy} goes back to what ran before.`,
  byHand: (tag: SafeText): SafeText => safe`Somebody changed this by hand since tempocat had set it to ${tag}.`,
  settled: (by: SafeText, worked: boolean): SafeText =>
    worked ? safe`${by} says that it worked.` : safe`${by} says that it failed.`,
  nothing: (what: SafeText): SafeText =>
    safe`There is nothing to undo: tempocat has changed nothing at ${what} yet. Nothing was done.`,
  underWay: (what: SafeText, deploy: SafeText): SafeText =>
    safe`${what} is being taken back already: ${deploy}. Nothing more was done.`,
  notTheLast: (what: SafeText): SafeText => safe`Something else was done to ${what} since. Nothing was done now.`,
  theLast: (deploy: SafeText, command: SafeText): SafeText =>
    safe`The last change is ${deploy}; ${command} takes that one back.`,
  started: (what: SafeText): SafeText => safe`The undo of ${what} has started.`,
  startedAgain: (what: SafeText): SafeText => safe`${what} runs again.`,
  cannotRunAgain: safe`What was asked for then is not known any more. Nothing was started; ask for it again in words.`,
  undo: 'Undo',
  undoLabel: (service: string, environment: string): string => `Undo ${service} ${environment}`,
  confirmUndo: 'It goes back to what ran before. Auto-deploy is put on hold, and this image is not picked again.',
  confirmYes: 'Undo',
  confirmNo: 'Leave it',
  again: 'Run again',
  againLabel: (name: string, environment: string): string => `Run again: ${name} ${environment}`,
  confirmAgain: 'It may have run already. If it did, it runs twice.',
  worked: 'It worked',
  workedLabel: (service: string, environment: string): string =>
    `It worked: the deploy of ${service} to ${environment}`,
  failed: 'It failed',
  failedLabel: (service: string, environment: string): string =>
    `It failed: the deploy of ${service} to ${environment}`,
};

const ja: typeof en = {
  asked: (by) => safe`元に戻す依頼: ${by}`,
  followed: (deploy, ending) => safe`失敗した ${deploy}（${ending}）を元に戻します`,
  takesBack: (tag) => safe`${tag} を取りやめます。`,
  held: (command) =>
    safe`:double_vertical_bar: 自動デプロイを一時停止しました。このイメージは再度選ばれません。${command} で新しいイメージから再開します。`,
  undoneBy: (deploy) => safe`カタログの \`onFailure: undo\` により、${deploy} が直前のバージョンに戻します。`,
  byHand: (tag) => safe`手作業で変更されています。tempocat が設定したのは ${tag} です。`,
  settled: (by, worked) => (worked ? safe`${by} が成功と確認しました。` : safe`${by} が失敗と確認しました。`),
  nothing: (what) =>
    safe`${what} は tempocat がまだ変更していないため、元に戻すものがありません。何も変更していません。`,
  underWay: (what, deploy) => safe`${what} はすでに元に戻しているところです: ${deploy}。何も変更していません。`,
  notTheLast: (what) => safe`${what} はその後さらに変更されています。何も変更していません。`,
  theLast: (deploy, command) => safe`最後の変更は ${deploy} です。${command} で元に戻せます。`,
  started: (what) => safe`${what} を元に戻す処理を開始しました。`,
  startedAgain: (what) => safe`${what} をもう一度実行します。`,
  cannotRunAgain: safe`当時の依頼内容を確認できないため、何も開始していません。もう一度コマンドで依頼してください。`,
  undo: '元に戻す',
  undoLabel: (service, environment) => `元に戻す: ${service} ${environment}`,
  confirmUndo: '直前のバージョンに戻します。自動デプロイは一時停止し、このイメージは再度選ばれません。',
  confirmYes: '元に戻す',
  confirmNo: 'このままにする',
  again: 'もう一度実行',
  againLabel: (name, environment) => `もう一度実行: ${name} ${environment}`,
  confirmAgain: 'すでに実行されている可能性があります。その場合は二重に実行されます。',
  worked: '成功していた',
  workedLabel: (service, environment) => `成功していた: ${service} ${environment} へのデプロイ`,
  failed: '失敗していた',
  failedLabel: (service, environment) => `失敗していた: ${service} ${environment} へのデプロイ`,
};

/** Undo, and what people say of an outcome that nobody knew. */
export const undoWords = { en, ja } satisfies Record<Locale, typeof en>;
