import { condition, setHandler } from '@temporalio/workflow';
import type { LambdaAnswer } from '../domain/invoke.ts';
import { type CallBack, callBackSignal } from './contract/messages.ts';

export interface CallBacks {
  /** What the function said of itself, as if it had answered; `silence` when the time is over. */
  within(ms: number): Promise<LambdaAnswer | 'silence'>;
}

/** A function that nobody waits for says itself how it went. Its first word counts; nonsense is no word. */
export function listenForCallBack(): CallBacks {
  let said: CallBack | undefined;
  setHandler(callBackSignal, (callBack) => {
    if (typeof callBack?.ok === 'boolean') said ??= callBack;
  });
  return {
    within: async (ms) => {
      await condition(() => said !== undefined, ms, { summary: 'how long the function may take to call back' });
      if (!said) return 'silence';
      const payload = JSON.stringify(said.answer ?? null);
      return { kind: 'answered', payload, ...(!said.ok && { functionError: 'CallBack' }) };
    },
  };
}
