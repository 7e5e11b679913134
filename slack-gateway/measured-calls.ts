import type { ConnectionOptions } from '@temporalio/client';
import { type Recorder, seconds } from '../domain/measure.ts';

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];

/** Says how long each call to Temporal took, with its repetitions by `repeat`, and how it ended. */
export function measuredCalls(repeat: Interceptor, record: Recorder): Interceptor {
  return (options, nextCall) => {
    const call = repeat(options, nextCall);
    const start = call.start.bind(call);
    const method = options.method_definition.path.split('/').at(-1) ?? '';
    call.start = (metadata, listener) => {
      const startedAt = performance.now();
      start(metadata, {
        onReceiveMetadata: (received) => listener?.onReceiveMetadata?.(received),
        onReceiveMessage: (message) => listener?.onReceiveMessage?.(message),
        onReceiveStatus: (status) => {
          const took = performance.now() - startedAt;
          record([seconds('tempocat_temporal_call', took, { method, code: String(status.code) })]);
          listener?.onReceiveStatus?.(status);
        },
      });
    };
    return call;
  };
}
