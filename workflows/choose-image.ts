import { workflowInfo } from '@temporalio/workflow';
import type { ChosenImage, DeployOutcome, DeployRequest } from '../domain/deploy.ts';
import type { LastChange } from '../domain/target/state.ts';
import { undoTo } from '../domain/target/undo.ts';
import { awaitTurn } from './await-turn.ts';
import { presentTag } from './kinds/present-tag.ts';
import { ecr, temporal } from './proxies.ts';
import type { Desk } from './walk.ts';

export type Chosen =
  | { readonly kind: 'image'; readonly image: ChosenImage }
  | { readonly kind: 'ended'; readonly outcome: DeployOutcome };

/** What is to be deployed: the image that the schedule saw, the one that a person names, or for an undo the one that ran before. */
export async function chooseImage(desk: Desk): Promise<Chosen> {
  const { request } = desk;
  if (request.trigger === 'undo') return chooseFormer(desk);
  return { kind: 'image', image: request.image ?? (await resolveImage(request)) };
}

/** The tag or branch that a person named, else the newest of the default branch. */
export function resolveImage({ target, ref }: DeployRequest): Promise<ChosenImage> {
  return ecr.resolveImage({
    source: target.image,
    ...(ref !== undefined && { ref }),
    ...(target.source && { branch: target.source.defaultBranch }),
  });
}

/** What ran before the last change. A roll-out that is under way is a change, too: its end is waited for. */
async function chooseFormer(desk: Desk): Promise<Chosen> {
  const { target, undo } = desk.request;
  for (;;) {
    const { lastChange, rollingOut } = await temporal.readLastChange(target);
    const isBusy = rollingOut !== undefined && rollingOut !== workflowInfo().workflowId;
    if (undo?.of !== undefined && undo.of !== (isBusy ? rollingOut : lastChange?.deployId)) return notTheLast(undo.of);
    if (isBusy) {
      const turn = await awaitTurn(desk);
      if (turn.kind !== 'granted') return ended({ phase: 'refused', code: turn.code ?? 'queue-full' });
      continue;
    }
    if (!lastChange?.from) return ended({ phase: 'unchanged', note: 'nothing-to-undo' });
    return takeBack(desk, lastChange);
  }
}

async function takeBack({ request: { target, undo }, card }: Desk, lastChange: LastChange): Promise<Chosen> {
  const present = await presentTag(target);
  const former = undoTo(lastChange, present);
  if (!former) return ended({ phase: 'unchanged', note: 'nothing-to-undo' });
  const image = await ecr.exactImage({ source: target.image, ...former });
  if (present !== null && present !== former.tag) {
    const { repository } = target.image;
    const digest = present === lastChange.to.tag ? lastChange.to.digest : undefined;
    const meant = digest ?? (await ecr.digestOf({ repository, tag: present })) ?? undefined;
    card.show({ undo: { ...undo, leaves: { tag: present, ...(meant !== undefined && { digest: meant }) } } });
  }
  return { kind: 'image', image };
}

function notTheLast(deployId: string): Chosen {
  const detail = `Something else was done to this target since ${deployId}, so that is no longer the last change. Nothing was done; \`undo\` takes back the last one.`;
  return ended({ phase: 'refused', code: 'plan-changed', detail });
}

const ended = (outcome: DeployOutcome): Chosen => ({ kind: 'ended', outcome });
