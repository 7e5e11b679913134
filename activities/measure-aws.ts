import { type Recorder, seconds } from '../domain/measure.ts';
import type { CallOutcome } from '../domain/vendor-call.ts';
import { outcomeOfAws } from './aws-errors.ts';

type Send = (args: never) => Promise<unknown>;

/** As much of an AWS client as this needs. */
interface AwsClient {
  readonly middlewareStack: {
    add(middleware: (next: Send) => Send, options: { readonly step: 'initialize'; readonly name: string }): void;
  };
}

/** The client, saying from now on how each of its calls went. */
export function measured<Client extends AwsClient>(client: Client, vendor: string, record: Recorder): Client {
  const measure =
    (next: Send): Send =>
    async (args) => {
      const startedAt = performance.now();
      const tell = (outcome: CallOutcome) =>
        record([seconds('tempocat_vendor_call', performance.now() - startedAt, { vendor, outcome })]);
      try {
        const answer = await next(args);
        tell('ok');
        return answer;
      } catch (error) {
        const outcome = outcomeOfAws(error);
        if (outcome) tell(outcome);
        throw error;
      }
    };
  client.middlewareStack.add(measure, { step: 'initialize', name: 'measure' });
  return client;
}
