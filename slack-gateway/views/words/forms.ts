import type { Locale } from '../../../domain/target.ts';
import type { FormId } from '../reason-form.ts';

interface FormWords extends Record<FormId, { readonly title: string; readonly submit: string; readonly text: string }> {
  readonly reason: string;
  readonly close: string;
}

const en: FormWords = {
  reason: 'Reason',
  close: 'Close',
  'reject-reason': {
    title: 'Rejected. Why?',
    submit: 'Say it',
    text: 'Your rejection counts already. What you write here is shown in the thread of the deploy.',
  },
  'break-glass-reason': {
    title: 'Break glass',
    submit: 'Break glass',
    text: 'Deploys are frozen. One roll-out may go through within an hour. Everybody sees who did it and why.',
  },
};

const ja: FormWords = {
  reason: '理由',
  close: '閉じる',
  'reject-reason': {
    title: '却下の理由',
    submit: '送信',
    text: '却下はすでに記録されています。入力した理由はデプロイのスレッドに表示されます。',
  },
  'break-glass-reason': {
    title: '緊急解除',
    submit: '緊急解除',
    text: 'デプロイは凍結中です。1 時間以内に 1 回だけロールアウトできます。実行者と理由は全員に公開されます。',
  },
};

/** Forms hold plain text only. */
export const formWords = { en, ja } satisfies Record<Locale, FormWords>;
