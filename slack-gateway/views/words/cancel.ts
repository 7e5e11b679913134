import type { RightRefusal } from '../../../domain/rights.ts';
import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  stopping: safe`It stops now. Nothing is rolled out.`,
  afterThis: safe`Its roll-out has begun: what is half-way is finished first, and then it stops. Its message says what was done.`,
  ended: safe`That deploy has ended already.`,
  noAnswer: safe`No worker answers just now. It may still be cancelled when one is back; look at its message.`,
  nothing: (what: SafeText): SafeText => safe`You have no deploy of ${what} that could be cancelled.`,
  others: (owners: SafeText): SafeText => safe`There are deploys of ${owners}; they or an admin can cancel them.`,
  which: (what: SafeText): SafeText => safe`Which deploy of ${what}?`,
  refused: {
    'not-yours': safe`Only the one who asked for a deploy, or an admin, can cancel it. Nothing was done.`,
    'not-a-deployer': safe`You may not do that. Nothing was done.`,
    'not-an-admin': safe`Only an admin may do that. Nothing was done.`,
    guest: safe`Guests of the workspace may not do that.`,
    bot: safe`Bots may not do that.`,
    deleted: safe`This account is deactivated.`,
    stranger: safe`Only members of this workspace may do that.`,
    unknown: safe`Slack could not say who you are, so nothing was done. Try again in a moment.`,
  } satisfies Record<RightRefusal, SafeText>,
};

const ja: typeof en = {
  stopping: safe`いま中止します。ロールアウトは行いません。`,
  afterThis: safe`ロールアウトはすでに始まっています。途中の処理が終わってから中止します。結果はメッセージに表示します。`,
  ended: safe`このデプロイはすでに終了しています。`,
  noAnswer: safe`現在ワーカーが応答していません。復帰後に取り消される可能性があります。メッセージを確認してください。`,
  nothing: (what) => safe`取り消せる ${what} のデプロイはありません。`,
  others: (owners) => safe`${owners} のデプロイがあります。取り消せるのは本人か管理者です。`,
  which: (what) => safe`${what} のどのデプロイですか？`,
  refused: {
    'not-yours': safe`取り消せるのは依頼した本人か管理者だけです。何も変更していません。`,
    'not-a-deployer': safe`権限がありません。何も変更していません。`,
    'not-an-admin': safe`管理者だけが実行できます。何も変更していません。`,
    guest: safe`ゲストは実行できません。`,
    bot: safe`ボットは実行できません。`,
    deleted: safe`このアカウントは無効化されています。`,
    stranger: safe`このワークスペースのメンバーだけが実行できます。`,
    unknown: safe`Slack から確認できなかったため、何も実行していません。少し待ってからやり直してください。`,
  },
};

/** What the person who cancels hears. */
export const cancelWords = { en, ja } satisfies Record<Locale, typeof en>;
