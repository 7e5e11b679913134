import { permanent } from '../activities/failures.ts';

/**
 * What this worker's catalogue does not use it has no credentials for. A gateway may have a newer catalogue in force, which this
 * worker refused: whoever deploys by that one hears it at once, instead of after an hour of trying.
 */
export function withoutCredentials<Port extends object>(port: Port, missing: string): Port {
  const message = `The worker has no ${missing}. It refused the catalogue that needs it, and its log says so: give the worker what is missing, start it again, and ask again.`;
  const refuse = async () => {
    throw permanent('credentials-refused', message);
  };
  return new Proxy(port, { get: () => refuse });
}
