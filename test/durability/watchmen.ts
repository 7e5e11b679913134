import type { Watchman } from '../../sandbox/fault-gate.ts';
import { createRpcReader, type Sign } from './read-rpc.ts';
import { operationOf, type Stage, whoIsIn } from './stage.ts';
import type { Rpc, RpcWatchman } from './temporal-gate.ts';

/** Between worker and Temporal: sees every activity begin, end and be decided on. */
export function watchWorker(stage: Stage): RpcWatchman {
  const reader = createRpcReader();
  const isKept = ({ workflowId, activity, moment }: Sign): boolean => {
    const who = whoIsIn(workflowId);
    return who !== undefined && stage.passes(who, { of: 'worker', moment, name: activity });
  };
  const keptAfterwards = new WeakSet<Rpc>();
  return {
    asks: (rpc) => {
      if (!reader.readRequest(rpc).some(isKept)) return 'pass';
      if (stage.victim !== 'temporal') return 'lose';
      keptAfterwards.add(rpc); // Temporal writes it down, and dies before it can say so
      return 'pass';
    },
    answers: (rpc, answer) => (keptAfterwards.has(rpc) ? 'keep' : (reader.readAnswer(rpc, answer, isKept) ?? 'pass')),
  };
}

/** Between gateway and Temporal: sees all that the gateway asks for somebody. */
export function watchGateway(stage: Stage): RpcWatchman {
  const isKept = ({ method, request }: Rpc, moment: 'before' | 'after'): boolean => {
    const who = whoIsIn(Buffer.from(request).toString('latin1'));
    return who !== undefined && stage.passes(who, { of: 'gateway', moment, name: method });
  };
  const fateOf = (isTheirs: boolean) => (isTheirs ? 'keep' : 'pass');
  return { asks: (rpc) => fateOf(isKept(rpc, 'before')), answers: (rpc) => fateOf(isKept(rpc, 'after')) };
}

/** The gateway says these; all else the worker does. */
const OF_GATEWAY = /^(chat\.postEphemeral|views\.|users|response_url)/;

/** In front of a vendor: sees every call that is made for somebody. */
export function watchVendor(stage: Stage): Watchman {
  return async (operation, request) => {
    if (OF_GATEWAY.test(operation)) return undefined;
    const who = whoIsIn(`${request.url} ${await request.text()}`);
    if (who === undefined) return undefined;
    const name = operationOf(operation, who);
    if (stage.passes(who, { of: 'worker', moment: 'asked', name })) return 'before';
    return stage.passes(who, { of: 'worker', moment: 'answered', name }) ? 'after' : undefined;
  };
}
