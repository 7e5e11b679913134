import { setTimeout as sleep } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import { judgeApplication } from '../domain/argo-cd.ts';
import type { ChosenImage } from '../domain/deploy.ts';
import { judgeService } from '../domain/ecs.ts';
import { deployPayload } from '../domain/payload.ts';
import type { HakoDeploy, KustomizeDeploy, Target } from '../domain/target.ts';
import type { World } from '../worker/create-workers.ts';

const LOOK_AGAIN_MS = 1_000; // as a deploy does at first

/** What a script without Temporal would do: the same calls to the vendors in the same order, and nothing that outlives a crash. */
export async function deployPlainly(world: World, target: Target): Promise<void> {
  const { deploy } = target;
  const image = await world.ecr.resolveImage({ source: target.image });
  const message = await world.slack.postMessage({ place: { channel: target.channel }, letter: letterOf(target) });
  switch (deploy.kind) {
    case 'kustomize':
      await changeManifest(world, { target, deploy, image });
      break;
    case 'hako':
      await runHako(world, { target, deploy, image });
      break;
    case 'lambda':
      await world.ecr.digestOf({ repository: target.image.repository, tag: image.tag });
      await invoke(world, { target, deploy, image });
  }
  await world.slack.updateMessage({ message, letter: letterOf(target) });
}

interface Step<Deploy> {
  readonly target: Target;
  readonly deploy: Deploy;
  readonly image: ChosenImage;
}

const letterOf = ({ service, environment, locale }: Target) =>
  ({ kind: 'pointer', locale, what: `${service} → ${environment}`, permalink: 'http://127.0.0.1/' }) as const;

async function changeManifest(world: World, { target, deploy, image }: Step<KustomizeDeploy>): Promise<void> {
  const { github, ecr } = world;
  const { repository } = target.image;
  const place = { deploy, imageRepository: repository };
  const edit = { ...place, tag: image.tag, message: `Deploy ${target.service}: ${image.tag}` };
  const branch = `plain/${image.tag}`;
  if (deploy.write === 'commit') {
    const { tag: expected } = await github.readManifest(place);
    await ecr.digestOf({ repository, tag: image.tag });
    const written = await github.commitTag({ ...edit, expected });
    await untilLive(world, { target, deploy, image }, written);
    return;
  }
  const opened = await github.openPullRequest({ ...edit, branch, title: edit.message, body: '' });
  if (opened.kind === 'unchanged') throw new Error(`${image.tag} is there already`);
  await ecr.digestOf({ repository, tag: image.tag });
  const { from: expected, pullRequest } = opened;
  const merge = () => github.mergePullRequest({ ...edit, expected, pullRequest });
  await untilLive(world, { target, deploy, image }, await heartbeating(merge));
}

type Written = Awaited<ReturnType<World['github']['commitTag']>>;

async function untilLive({ argocd: port }: World, { target, deploy, image }: Step<KustomizeDeploy>, written: Written) {
  const { argocd } = deploy;
  if (!argocd || written.kind === 'moved') throw new Error('There is nothing to wait for');
  const wanted = { repositoryUri: target.image.repository.uri, tag: image.tag };
  const isOurs = (revision: string) => revision === written.commit;
  const look = () => heartbeating(() => port.awaitApplicationChange({ argocd }));
  while (judgeApplication(await look(), { ...wanted, isOurs }).kind !== 'live') await sleep(LOOK_AGAIN_MS);
}

async function runHako(world: World, step: Step<HakoDeploy>): Promise<void> {
  const { target, deploy, image } = step;
  const { ecs } = deploy;
  const { taskDefinition: before } = await world.ecs.readService({ ecs });
  await world.ecr.digestOf({ repository: target.image.repository, tag: image.tag });
  await world.ecs.readService({ ecs });
  await invoke(world, step);
  const wanted = { repositoryUri: target.image.repository.uri, tag: image.tag, before, seenOurs: true };
  const look = () => heartbeating(() => world.ecs.awaitServiceChange({ ecs }));
  while (judgeService(await look(), wanted).kind !== 'live') await sleep(LOOK_AGAIN_MS);
}

type Invoked = Step<Exclude<Target['deploy'], KustomizeDeploy>>;

function invoke({ lambda }: World, { target, deploy, image }: Invoked) {
  const request = { target, trigger: 'cli', requestedBy: 'U0DEV1' } as const;
  const payload = deployPayload(deploy.payload, { request, image, deployId: 'plain' });
  return heartbeating(() => lambda.invokeFunction({ function: deploy.function, payload, timeoutMs: deploy.timeoutMs }));
}

/** Those that wait want to say that they live; here nobody listens. */
const heartbeating = <T>(work: () => Promise<T>): Promise<T> => new MockActivityEnvironment().run(work);
