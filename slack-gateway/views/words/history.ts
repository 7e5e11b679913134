import type { FinalPhase, Phase } from '../../../domain/deploy.ts';
import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

/** A phase that takes time. */
export type Step = Exclude<Phase, FinalPhase>;

const en = {
  title: (what: SafeText): SafeText => safe`The last deploys of ${what}, newest first`,
  none: (what: SafeText): SafeText => safe`Temporal knows of no deploy of ${what}.`,
  notKnown: safe`Not known: Temporal does not answer.`,
  limits: safe`Read from Temporal’s list: it may be a second behind, and what is older than Temporal keeps is gone.`,
  phaseNotKnown: safe`not known`,
  terminated: (phase: SafeText): SafeText => safe`Terminated in Temporal; it was at: ${phase}`,
  timedOut: (phase: SafeText): SafeText => safe`Its workflow timed out; it was at: ${phase}`,
  wordless: (phase: SafeText): SafeText => safe`Ended without saying how; it was at: ${phase}`,
  undo: safe`undo`,
  approvedBy: (people: SafeText): SafeText => safe`approved by ${people}`,
  more: (count: number): SafeText => safe`and ${count} more`,
  took: (time: SafeText): SafeText => safe`took ${time}`,
  soFar: (time: SafeText): SafeText => safe`under way for ${time}`,
  step: {
    resolving: (time: SafeText): SafeText => safe`image ${time}`,
    planned: (time: SafeText): SafeText => safe`plan ${time}`,
    'awaiting-approval': (time: SafeText): SafeText => safe`approval ${time}`,
    queued: (time: SafeText): SafeText => safe`queue ${time}`,
    'rolling-out': (time: SafeText): SafeText => safe`roll-out ${time}`,
    verifying: (time: SafeText): SafeText => safe`check ${time}`,
  } satisfies Record<Step, (time: SafeText) => SafeText>,
  noTimes: safe`how long its phases took is not known`,
  noMemo: safe`Who approved, and how long it took, is not known: it has written nothing down.`,
};

const ja: typeof en = {
  title: (what) => safe`${what} の最近のデプロイ（新しい順）`,
  none: (what) => safe`Temporal に ${what} のデプロイの記録はありません。`,
  notKnown: safe`不明: Temporal が応答しません。`,
  limits: safe`Temporal の一覧による表示です。1 秒ほど遅れることがあり、保存期間を過ぎたものは表示できません。`,
  phaseNotKnown: safe`不明`,
  terminated: (phase) => safe`Temporal で強制終了（直前の状態: ${phase}）`,
  timedOut: (phase) => safe`ワークフローがタイムアウト（直前の状態: ${phase}）`,
  wordless: (phase) => safe`結果の記録なしに終了（直前の状態: ${phase}）`,
  undo: safe`取り消しのデプロイ`,
  approvedBy: (people) => safe`承認: ${people}`,
  more: (count) => safe`他 ${count} 名`,
  took: (time) => safe`所要時間 ${time}`,
  soFar: (time) => safe`経過時間 ${time}`,
  step: {
    resolving: (time) => safe`イメージの確認 ${time}`,
    planned: (time) => safe`計画 ${time}`,
    'awaiting-approval': (time) => safe`承認 ${time}`,
    queued: (time) => safe`順番待ち ${time}`,
    'rolling-out': (time) => safe`ロールアウト ${time}`,
    verifying: (time) => safe`動作確認 ${time}`,
  },
  noTimes: safe`各段階の所要時間は不明です`,
  noMemo: safe`記録がないため、承認者と所要時間は不明です。`,
};

/** What `history` says. */
export const historyWords = { en, ja } satisfies Record<Locale, typeof en>;
