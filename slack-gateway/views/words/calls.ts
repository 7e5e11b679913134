import type { PassedGate } from '../../../domain/gates.ts';
import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  'approval-asked': (what: SafeText, missing: number, who: SafeText): SafeText =>
    missing === 1 ? safe`${who} ${what} asks for your approval` : safe`${who} ${what} asks for ${missing} approvals`,
  'approval-reminder': (what: SafeText, missing: number, who: SafeText): SafeText =>
    missing === 1
      ? safe`${what} still waits for an approval by ${who}`
      : safe`${what} still waits for ${missing} approvals by ${who}`,
  gates: (passed: SafeText, at: SafeText): SafeText => safe`Gates open: ${passed} (looked ${at})`,
  cancelAsked: (by: SafeText): SafeText => safe`${by} asked to cancel it: what is half-way is finished first`,
  gate: {
    'no-lock': safe`no lock`,
    'no-freeze': safe`no freeze`,
    'glass-broken': safe`frozen, but the glass is broken`,
    'in-order': safe`in the order of environments`,
  } satisfies Record<PassedGate, SafeText>,
};

const ja: typeof en = {
  'approval-asked': (what, missing, who) => safe`${who} ${what} の承認をお願いします（あと ${missing} 件）`,
  'approval-reminder': (what, missing, who) => safe`${what} は ${who} の承認をあと ${missing} 件待っています`,
  gates: (passed, at) => safe`デプロイ可能: ${passed}（${at} 確認）`,
  cancelAsked: (by) => safe`${by} が取り消しを依頼しました。途中の処理が終わってから中止します`,
  gate: {
    'no-lock': safe`ロックなし`,
    'no-freeze': safe`凍結なし`,
    'glass-broken': safe`凍結中（緊急解除済み）`,
    'in-order': safe`環境の順序どおり`,
  },
};

/** Who is called, and what was asked before a deploy may go on. */
export const callWords = { en, ja } satisfies Record<Locale, typeof en>;
