import {
  Connection,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import type { Recorder } from '../domain/measure.ts';
import type { Desk } from './desk.ts';
import { measuredCalls } from './measured-calls.ts';

/** Slack waits three seconds for us; what Temporal has not taken by then counts as not recorded. */
const TAKES_WITHIN_MS = 2_500;

/** Whatever this asks of Temporal is answered in time for Slack, or fails. */
export const inTime = <T>({ client }: Pick<Desk, 'client'>, work: () => Promise<T>): Promise<T> =>
  client.withDeadline(Date.now() + TAKES_WITHIN_MS, work);

/** It may come up later than we do. One that is away is not waited for longer than Slack waits for us, and is found soon when it is back. */
export const connectInTime = (options: ConnectionOptions, record: Recorder): Connection =>
  Connection.lazy({
    ...options,
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 1_000 },
    interceptors: [measuredCalls(makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 })), record)],
  });
