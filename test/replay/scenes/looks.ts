import { randomUUID } from 'node:crypto';
import { startDrift } from '../../../client/start-drift.ts';
import { startInvoke } from '../../../client/start-invoke.ts';
import { startLookUp } from '../../../client/start-look-up.ts';
import type { AutoDeployRequest, PlanRequest } from '../../../workflows/contract/messages.ts';
import { eventually } from '../../support/deploying.ts';
import type { Played, Scenes } from '../scene.ts';
import type { Stage } from '../stage.ts';

const asked = { requestedBy: 'U0DEV1', locale: 'en', place: { channel: 'C0DEPLOYS' } } as const;

async function played(stage: Stage, workflowId: string): Promise<readonly Played[]> {
  const handle = stage.house.client.workflow.getHandle(workflowId);
  await handle.result().catch(() => undefined);
  return [handle];
}

async function invoked(stage: Stage, name: string): Promise<readonly Played[]> {
  const workflowId = `invoke:${name}:staging:${randomUUID()}`;
  const place = { environment: 'staging', channel: 'C0DEPLOYS', locale: 'en' } as const;
  const target = { name, ...place, function: name, invokers: ['developers'], payload: {}, timeoutMs: 60_000 };
  const request = { target, trigger: 'slack', requestedBy: 'U0DEV1', pairs: {}, payload: { of: workflowId } } as const;
  await startInvoke(stage.house.client, { workflowId, taskQueue: stage.house.taskQueue, request });
  return played(stage, workflowId);
}

async function planned(stage: Stage, over: Partial<PlanRequest>, service = {}): Promise<readonly Played[]> {
  const target = stage.target(() => service);
  const workflowId = `plan:${target.service}:staging:${randomUUID()}`;
  const request = { target, ...asked, privately: false, ...over };
  await startLookUp(stage.house.client, { workflow: 'plan', workflowId, taskQueue: stage.house.taskQueue, request });
  return played(stage, workflowId);
}

async function listed(stage: Stage, repository: string, privately: boolean): Promise<readonly Played[]> {
  const workflowId = `branches:api:${randomUUID()}`;
  const request = { service: 'api', repository, ...asked, privately };
  await startLookUp(stage.house.client, {
    workflow: 'branches',
    workflowId,
    taskQueue: stage.house.taskQueue,
    request,
  });
  return played(stage, workflowId);
}

/** What is no deploy: functions, polls, looks. */
export const looks: Scenes = {
  invoke: (stage) => invoked(stage, 'reindex'),
  'invoke-failed': (stage) => invoked(stage, 'broken'),
  'invoke-answer-lost': (stage) => invoked(stage, 'lost'),
  'invoke-refused-at-first': (stage) => invoked(stage, 'busy'),
  plan: (stage) =>
    planned(stage, { privately: true }, { source: { repository: 'example/api', defaultBranch: 'main' } }),
  'plan-out-of-order': (stage) => planned(stage, {}, { after: 'production' }),
  'plan-failed': (stage) => planned(stage, { ref: 'no-such-tag' }),
  branches: (stage) => listed(stage, 'example/api', false),
  'branches-failed': (stage) => listed(stage, 'no/such', true),
  'search-branches': async (stage) => {
    const workflowId = `branches:example/api:${randomUUID()}`;
    const search = { repository: 'example/api', words: 'main' };
    const { client, taskQueue } = stage.house;
    await client.workflow.start('searchBranches', { workflowId, taskQueue, args: [search] });
    return played(stage, workflowId);
  },
  'auto-deploy': autoDeployed,
  drift: drifted,
};

/** One target is offered a new image, another one runs it already; for a third there is nothing to follow. */
async function autoDeployed(stage: Stage): Promise<readonly Played[]> {
  const { client, taskQueue } = stage.house;
  const [fresh, running, unseen] = [stage.target(), stage.target(), stage.target()];
  await (await stage.start(running, { ref: 'v2' })).result();
  const request: AutoDeployRequest = {
    repository: fresh.image.repository,
    watches: [
      { follow: 'v2', match: '.', targets: [fresh, running] },
      { match: '.', targets: [unseen] },
    ],
  };
  const workflowId = `auto-deploy:${randomUUID()}`;
  await client.workflow.start('autoDeploy', { workflowId, taskQueue, args: [request] });
  const [tick] = await played(stage, workflowId);
  const id = `deploy:${fresh.service}:staging:auto-763200000000`;
  const deploy = client.workflow.getHandle(id);
  const isThere = () =>
    deploy.describe().then(
      () => true,
      () => undefined,
    );
  await eventually(isThere, 'the deploy');
  await deploy.result();
  return tick ? [tick, deploy] : [];
}

async function drifted(stage: Stage): Promise<readonly Played[]> {
  const { client, taskQueue } = stage.house;
  const target = stage.target();
  await (await stage.start(target, { ref: 'v2' })).result();
  stage.facts.manifests[target.service] = 'by-hand';
  const { service, environment } = target;
  const workflowId = `drift:${randomUUID()}`;
  await startDrift(client, { workflowId, taskQueue, request: { targets: [{ service, environment }] } });
  return played(stage, workflowId);
}
