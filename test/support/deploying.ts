import { randomUUID } from 'node:crypto';
import { startDeploy } from '../../client/start-deploy.ts';
import type { DeployCard, DeployRequest, Phase } from '../../domain/deploy.ts';
import type { Target } from '../../domain/target.ts';
import { deployId } from '../../workflows/contract/ids.ts';
import { type Decision, progressQuery } from '../../workflows/contract/messages.ts';
import type { House } from './house.ts';

/** A service name that no other test uses: targets live as long as the run's server. */
export const aServiceName = (name = 'api'): string => `${name}-${randomUUID().slice(0, 8)}`;

export async function startFor(
  house: House,
  target: Target,
  over: Partial<DeployRequest> & { readonly key?: string } = {},
) {
  const { key = randomUUID(), ...rest } = over;
  const workflowId = deployId(target, key);
  const request: DeployRequest = { target, trigger: 'slack', requestedBy: 'U0DEV1', ...rest };
  await startDeploy(house.client, { workflowId, taskQueue: house.taskQueue, request });
  return house.client.workflow.getHandle(workflowId);
}

const PATIENCE_MS = 60_000;

/** Waits for what must come; how long it takes is nobody's business but must end. */
export async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((goOn) => setTimeout(goOn, 50));
  }
}

export function untilPhase(house: House, workflowId: string, phase: Phase): Promise<DeployCard> {
  return eventually(async () => {
    const card = await house.client.workflow.getHandle(workflowId).query(progressQuery);
    return card.phase === phase ? card : undefined;
  }, `${workflowId} to be ${phase}`);
}

export const aDecision = (over: Partial<Decision> = {}): Decision => ({
  decision: 'approve',
  by: 'U0LEAD',
  groups: ['releasers'],
  standing: 'member',
  plan: 1,
  click: randomUUID(),
  ...over,
});

/** Holds what waits for it until it is opened. */
export function aGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
