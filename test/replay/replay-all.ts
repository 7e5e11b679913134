import { Worker } from '@temporalio/worker';
import { installRuntime } from '../support/house.ts';
import type { Recorded } from './histories.ts';

/** `replayed`, or why not, by the history's name. Needs no server. */
export async function replayAll(code: string, histories: readonly Recorded[]): Promise<Map<string, string>> {
  installRuntime();
  const results = Worker.runReplayHistories(
    { workflowBundle: { code } },
    histories.map(({ name, json }) => ({ workflowId: name, history: json })),
  );
  const said = new Map<string, string>();
  for await (const { workflowId, error } of results) said.set(workflowId, error ? `${error}` : 'replayed');
  return said;
}
