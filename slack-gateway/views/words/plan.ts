import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  title: (what: SafeText): SafeText => safe`:mag: Plan of ${what}`,
  cannot: (why: SafeText): SafeText => safe`A deploy could not even be planned: ${why}`,
  unchanged: (tag: SafeText): SafeText => safe`${tag} is there already: a deploy would change nothing.`,
  noEffect: safe`Only a look: nothing was changed, nobody was asked.`,
};

const ja: typeof en = {
  title: (what) => safe`:mag: ${what} のデプロイ計画`,
  cannot: (why) => safe`計画を作成できませんでした: ${why}`,
  unchanged: (tag) => safe`${tag} はすでに反映されています。デプロイしても何も変わりません。`,
  noEffect: safe`確認のみです。何も変更せず、誰にも承認を依頼していません。`,
};

/** What `plan` says. */
export const planWords = { en, ja } satisfies Record<Locale, typeof en>;
