import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  title: (what: SafeText): SafeText => safe`Would a deploy of ${what} go ahead now?`,
  yes: safe`Nothing stands in its way.`,
  no: safe`No:`,
  notKnown: safe`Not known: Temporal does not answer.`,
  order: (first: SafeText): SafeText => safe`An image has to be deployed to ${first} before.`,
  orderNow: (first: SafeText, tag: SafeText): SafeText => safe`${first} was given ${tag} last.`,
  orderNone: (first: SafeText): SafeText => safe`tempocat has deployed nothing to ${first} yet.`,
  turn: (holder: SafeText): SafeText => safe`${holder} has the turn`,
  waiting: (count: number): SafeText => safe`${count} waiting`,
  approval: (count: number, groups: SafeText): SafeText =>
    count === 1 ? safe`It needs an approval by ${groups}.` : safe`It needs ${count} approvals by ${groups}.`,
  deployers: (groups: SafeText): SafeText => safe`For ${groups}.`,
  held: (by: SafeText, at: SafeText): SafeText => safe`Auto-deploy is held by ${by} since ${at}`,
  heldHint: (command: SafeText): SafeText => safe`People may deploy; ${command} lets auto-deploy go on.`,
  glass: (by: SafeText, until: SafeText): SafeText =>
    safe`${by} broke the glass: one roll-out may go through the freeze until ${until}.`,
  locksTitle: safe`Locks and holds`,
  noLocks: safe`Nothing is locked or held.`,
  moreLocks: (count: number): SafeText => safe`and ${count} more`,
  unknownTargets: (count: number): SafeText => safe`${count} targets are not known: Temporal does not answer.`,
};

const ja: typeof en = {
  title: (what) => safe`いま ${what} をデプロイできますか？`,
  yes: safe`妨げるものはありません。`,
  no: safe`できません:`,
  notKnown: safe`不明: Temporal が応答しません。`,
  order: (first) => safe`先に ${first} へのデプロイが必要です。`,
  orderNow: (first, tag) => safe`${first} への最新のデプロイは ${tag} です。`,
  orderNone: (first) => safe`${first} への tempocat のデプロイはまだありません。`,
  turn: (holder) => safe`${holder} が実行中`,
  waiting: (count) => safe`${count} 件待機中`,
  approval: (count, groups) => safe`${groups} の承認が ${count} 件必要です。`,
  deployers: (groups) => safe`実行できるのは ${groups} です。`,
  held: (by, at) => safe`${by} が ${at} から自動デプロイを一時停止しています`,
  heldHint: (command) => safe`手動のデプロイはできます。${command} で自動デプロイを再開します。`,
  glass: (by, until) => safe`${by} が緊急解除しました。${until} まで 1 回だけロールアウトできます。`,
  locksTitle: safe`ロックと一時停止`,
  noLocks: safe`ロックも一時停止もありません。`,
  moreLocks: (count) => safe`ほか ${count} 件`,
  unknownTargets: (count) => safe`${count} 件は不明です: Temporal が応答しません。`,
};

/** What `why` and `locks` say. */
export const whyWords = { en, ja } satisfies Record<Locale, typeof en>;
