import type { VoteRefusal } from '../../../domain/approval.ts';
import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  refused: {
    'not-an-approver': safe`Your click does not count: you are not among the approvers of this deploy.`,
    'own-request': safe`Your click does not count: you asked for this deploy, and somebody else has to approve it.`,
    'not-your-request': safe`Only the one who asked can withdraw a deploy.`,
    'not-waiting': safe`Your click does not count: this deploy does not wait for a decision any more.`,
    'old-plan': safe`Your click does not count: the plan has changed since this message was drawn. Look at it again, then decide.`,
    'already-voted': safe`You have approved this already; your approval counts once.`,
    guest: safe`Your click does not count: guests of the workspace may not decide.`,
    bot: safe`Bots may not decide.`,
    deleted: safe`This account is deactivated and may not decide.`,
    stranger: safe`Your click does not count: only members of this workspace may decide.`,
    'unknown-person': safe`Slack could not say who you are or which groups you are in, so your click does not count. Please press again in a moment.`,
  } satisfies Record<VoteRefusal, SafeText>,
  approved: safe`Your approval counts. The deploy goes on.`,
  approvedOf: (missing: number): SafeText =>
    missing === 1
      ? safe`Your approval counts. One more is needed.`
      : safe`Your approval counts. ${missing} more are needed.`,
  rejected: safe`Your rejection counts. The deploy ends here.`,
  recorded: safe`Your click is recorded. No worker answers just now; it is judged as soon as one is back.`,
  ended: (phase: SafeText): SafeText => safe`Your click came too late: this deploy has ended (${phase}).`,
  endedSomehow: safe`Your click came too late: this deploy has ended.`,
};

const ja: typeof en = {
  refused: {
    'not-an-approver': safe`このデプロイの承認者ではないため、操作は無効です。`,
    'own-request': safe`依頼した本人は承認できません。他の人の承認が必要です。`,
    'not-your-request': safe`取り下げは依頼した本人だけができます。`,
    'not-waiting': safe`このデプロイはすでに判断待ちではないため、操作は無効です。`,
    'old-plan': safe`このメッセージの表示後に計画が変わったため、操作は無効です。内容を確認してからもう一度操作してください。`,
    'already-voted': safe`すでに承認済みです。承認は一人一回です。`,
    guest: safe`ゲストは承認・却下できません。`,
    bot: safe`ボットは承認・却下できません。`,
    deleted: safe`無効化されたアカウントでは承認・却下できません。`,
    stranger: safe`このワークスペースのメンバーだけが承認・却下できます。`,
    'unknown-person': safe`Slack から所属グループを確認できなかったため、操作は無効です。少し待ってからもう一度押してください。`,
  },
  approved: safe`承認しました。デプロイを続行します。`,
  approvedOf: (missing) => safe`承認しました。あと ${missing} 件の承認が必要です。`,
  rejected: safe`却下しました。デプロイは終了します。`,
  recorded: safe`操作を記録しました。現在ワーカーが応答していません。復帰後に判定されます。`,
  ended: (phase) => safe`このデプロイはすでに終了しています（${phase}）。`,
  endedSomehow: safe`このデプロイはすでに終了しています。`,
};

/** What the person who clicked hears, and nobody else. */
export const voteWords = { en, ja } satisfies Record<Locale, typeof en>;
