import { ApplicationFailure } from '@temporalio/common';
import { permanent } from '../../activities/failures.ts';
import { pause, withHeartbeat } from '../../activities/heartbeat.ts';
import type { ArgoCdState, EcsState } from '../../domain/rollout.ts';
import type { Target } from '../../domain/target.ts';
import type { World } from '../../worker/create-workers.ts';
import { CHANNEL_GONE, MESSAGE_GONE } from '../../workflows/contract/ports/slack.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aGate, aServiceName, startFor } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld, image } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';

/** Where recorded deploys are played: the tag or the name of a thing says what happens to it. */
export interface Stage {
  readonly house: House;
  readonly facts: FakeWorld['facts'];
  /** A target that no other scene has, known to the worker's catalogue. */
  target(over?: (service: string) => Partial<Target>): Target;
  start(target: Target, over?: Parameters<typeof startFor>[2]): ReturnType<typeof startFor>;
  close(): Promise<void>;
}

const HELD = ['hold-resolving', 'hold-commit', 'hold-invoke'] as const;
type Holding = (word: (typeof HELD)[number], text: string) => Promise<void>;

export async function openStage(): Promise<Stage> {
  const gates = new Map(HELD.map((word) => [word, aGate()]));
  const held: Holding = async (word, text) => {
    if (text.includes(word)) await gates.get(word)?.opened;
  };
  const fake = fakeWorld([]);
  const { facts } = fake;
  const house = await openHouse({ ...fake, ...vendors(fake, held), ...rollouts(), slack: moody(fake) });
  return {
    house,
    facts,
    target: (over = () => ({})) => {
      const service = aServiceName();
      const target = aTarget({ service, deploy: aKustomization({ path: service }), ...over(service) });
      facts.targets = [...facts.targets, target];
      return target;
    },
    start: (target, over) => startFor(house, target, over),
    close: async () => {
      for (const gate of gates.values()) gate.open();
      await house.stop();
    },
  };
}

function vendors({ ecr, github, lambda }: FakeWorld, held: Holding) {
  return {
    ecr: {
      ...ecr,
      resolveImage: async (wish: Parameters<typeof ecr.resolveImage>[0]) => {
        await held('hold-resolving', wish.ref ?? '');
        if (wish.ref === 'no-such-tag') throw permanent('tag-not-found', 'no such tag');
        return ecr.resolveImage(wish);
      },
      poll: async ({ watches }: Parameters<typeof ecr.poll>[0]) =>
        watches.map(({ follow }) =>
          follow === undefined
            ? ({ kind: 'missing', detail: 'nothing there' } as const)
            : ({ kind: 'seen', image: image(follow) } as const),
        ),
    },
    github: {
      ...github,
      commitTag: async (edit: Parameters<typeof github.commitTag>[0]) => {
        await held('hold-commit', edit.tag);
        return github.commitTag(edit);
      },
      mergePullRequest: async (edit: Parameters<typeof github.mergePullRequest>[0]) => {
        if (edit.tag.includes('hold-merge')) await withHeartbeat((signal) => pause(600_000, signal));
        return github.mergePullRequest(edit);
      },
      closePullRequest: async (wish: Parameters<typeof github.closePullRequest>[0]) =>
        wish.branch.includes('hold-merge') ? ('merged' as const) : github.closePullRequest(wish),
      listBranches: async (wish: Parameters<typeof github.listBranches>[0]) => {
        if (wish.repository === 'no/such') throw permanent('repository-not-found', 'no such repository');
        return github.listBranches(wish);
      },
    },
    lambda: {
      invokeFunction: async (call: Parameters<typeof lambda.invokeFunction>[0]) => {
        await held('hold-invoke', JSON.stringify(call.payload));
        const asked = await lambda.invokeFunction(call);
        if (call.mode === 'event') return { kind: 'accepted' } as const;
        if (call.function === 'lost') return { kind: 'unknown', detail: 'socket hang up' } as const;
        if (call.function === 'broken')
          return { ...asked, kind: 'answered', payload: '{}', functionError: 'Unhandled' } as const;
        const isFirst = !refusedOnce.has(JSON.stringify(call));
        refusedOnce.add(JSON.stringify(call));
        if (call.function === 'busy' && isFirst)
          return { kind: 'not-run', detail: 'throttled', retryAfterMs: 100 } as const;
        return asked;
      },
    },
  };
}

const refusedOnce = new Set<string>();

/** An application or a cluster is named after what becomes of it: `healthy`, `flaky`, `degraded`, `never`. */
function rollouts() {
  return {
    argocd: {
      awaitApplicationChange: async ({ argocd, lastSeen }: Parameters<World['argocd']['awaitApplicationChange']>[0]) =>
        nextOf(argocd.application, lastSeen) ?? forEver(),
    },
    ecs: {
      readService: async ({ ecs }: Parameters<World['ecs']['readService']>[0]) => serviceOf(ecs.service, 'v1'),
      awaitServiceChange: async ({ ecs, lastSeen }: Parameters<World['ecs']['awaitServiceChange']>[0]) =>
        lastSeen && ecs.cluster === 'never' ? forEver() : serviceOf(ecs.service, lastSeen ? 'v2' : 'v1'),
    },
  };
}

function nextOf(fate: string, last: ArgoCdState | undefined): ArgoCdState | undefined {
  const base = { revisions: ['head'], sync: 'Synced', operationRunning: false, images: [], autoSync: true };
  if (!last) return { ...base, sync: 'OutOfSync', health: 'Healthy' };
  if (last.sync === 'OutOfSync') return { ...base, health: 'Progressing' };
  if (last.health === 'Progressing' && fate !== 'never')
    return { ...base, health: fate === 'degraded' ? 'Degraded' : 'Healthy' };
  return last.health === 'Healthy' && fate === 'flaky'
    ? { ...base, health: 'Degraded', healthMessage: 'crash loop' }
    : undefined;
}

function serviceOf(service: string, tag: string): EcsState {
  const taskDefinition = `arn:${tag}`;
  const image = `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/example/${service}:${tag}`;
  const counts = { desired: 1, running: 1 };
  const deployments = [{ status: 'PRIMARY', taskDefinition, image, failed: 0, rolloutState: 'COMPLETED', ...counts }];
  return { status: 'ACTIVE', taskDefinition, image, ...counts, deployments };
}

const forEver = (): Promise<never> =>
  withHeartbeat((signal) => pause(600_000, signal).then(() => Promise.reject(new Error('nothing changed'))));

/** Slack gives links; in some channels messages are deleted at once, and in others we are not. */
function moody({ slack }: FakeWorld): World['slack'] {
  return {
    ...slack,
    postMessage: async (post) => {
      if (post.place.channel === 'C0GONE') throw ApplicationFailure.nonRetryable('not_in_channel', CHANNEL_GONE);
      const posted = await slack.postMessage(post);
      return { ...posted, permalink: `https://example.slack.com/archives/${posted.channel}/p${posted.ts}` };
    },
    updateMessage: async (edit) => {
      if (edit.message.channel === 'C0DELETED')
        throw ApplicationFailure.nonRetryable('message_not_found', MESSAGE_GONE);
      await slack.updateMessage(edit);
    },
  };
}
