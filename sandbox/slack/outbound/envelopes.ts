import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type { Again, Outcome } from './line.ts';

export type Kind = 'events_api' | 'slash_commands' | 'interactive';

const Answer = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

/** What Slack sends through a socket. */
export function envelopeOf(kind: Kind, payload: object, again?: Again) {
  const retry = { retry_attempt: again?.num ?? 0, retry_reason: again ? 'timeout' : '' };
  return {
    envelope_id: crypto.randomUUID(),
    type: kind,
    accepts_response_payload: kind !== 'events_api',
    payload,
    ...(kind === 'events_api' && retry),
  };
}

/** Sends it and waits for its acknowledgement, as long as the socket lives and Slack has patience. */
export function exchange(
  socket: WebSocket,
  envelope: ReturnType<typeof envelopeOf>,
  { closing, answerWithinMs }: { readonly closing: AbortSignal; readonly answerWithinMs: number },
): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      socket.off('message', hear).off('close', lost);
      closing.removeEventListener('abort', late);
      clearTimeout(patience);
      resolve(outcome);
    };
    const lost = () => end({ kind: 'unreachable' });
    const late = () => end({ kind: 'timed-out' });
    const hear = (data: RawData) => {
      const { envelope_id, payload } = Answer.parse(JSON.parse(data.toString()));
      if (envelope_id !== envelope.envelope_id) return;
      const isEmpty = payload === undefined || JSON.stringify(payload) === '{}';
      end({ kind: 'answered', status: 200, body: isEmpty ? '' : JSON.stringify(payload), noRetry: false });
    };
    socket.on('message', hear).on('close', lost);
    closing.addEventListener('abort', late);
    const patience = setTimeout(late, answerWithinMs);
    socket.send(JSON.stringify(envelope));
  });
}
