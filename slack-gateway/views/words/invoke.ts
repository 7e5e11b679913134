import type { Locale } from '../../../domain/target.ts';
import { type SafeText, safe } from '../text.ts';

const en = {
  running: safe`Running`,
  succeeded: safe`Succeeded`,
  failed: safe`Failed`,
  asked: (by: SafeText): SafeText => safe`Asked by ${by}`,
  payload: (payload: SafeText): SafeText => safe`Payload ${payload}`,
  request: (id: SafeText): SafeText => safe`Request ${id}`,
  answer: safe`Answer:`,
  answerBelow: safe`The answer is in the thread.`,
  noAnswer: safe`The function answered nothing.`,
  mend: (who: SafeText): SafeText => safe`Who can mend it: ${who}`,
};

const ja: typeof en = {
  running: safe`実行中`,
  succeeded: safe`成功`,
  failed: safe`失敗`,
  asked: (by) => safe`依頼: ${by}`,
  payload: (payload) => safe`ペイロード ${payload}`,
  request: (id) => safe`リクエスト ${id}`,
  answer: safe`応答:`,
  answerBelow: safe`応答はスレッドにあります。`,
  noAnswer: safe`関数からの応答は空でした。`,
  mend: (who) => safe`対応できる人: ${who}`,
};

/** What the message of an invocation says. */
export const invokeWords = { en, ja } satisfies Record<Locale, typeof en>;
