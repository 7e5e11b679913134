import { startDeploy } from '../../client/start-deploy.ts';
import type { Command } from '../../domain/command.ts';
import { locateDeploy } from '../../domain/locate.ts';
import type { Target } from '../../domain/target.ts';
import { deployId, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import { openDeployForm } from '../deploy-form/open.ts';
import type { Asked, Desk } from '../desk.ts';
import { placeOf } from '../place-of.ts';
import { privately, type Reply } from '../reply.ts';
import { renderChooser, renderOpenForm } from '../views/chooser.ts';
import { renderUnknown, renderWhichEnvironment } from '../views/refusals.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

/** `deploy api staging`, and `deploy staging`: in a service's own channel that service, elsewhere a list to choose from. */
export async function answerDeploy(
  desk: Desk,
  asked: Asked,
  { words }: Extract<Command, { kind: 'deploy' }>,
): Promise<Reply> {
  const { catalog } = desk;
  if (words.length === 0) return offerForm(desk, asked);
  const located = locateDeploy(catalog, words, asked.channel);
  switch (located.kind) {
    case 'target':
      return requestDeploy(desk, asked, { target: located.target, ...(words[2] !== undefined && { ref: words[2] }) });
    case 'choose':
      return (
        (await refusalFor(desk, asked.by, { what: `deploy ${located.environment}`, groups: EVERYONE })) ??
        privately(renderChooser(located.environment, located.targets, desk.locale))
      );
    case 'environment-missing':
      return privately(renderWhichEnvironment(located.service, located.known, desk.locale));
    default:
      return privately(renderUnknown(located, desk.locale));
  }
}

/** `deploy` alone: a form, where Slack lets us open one; else a button that does. */
async function offerForm(desk: Desk, { by, door, channel, threadTs, key }: Asked): Promise<Reply> {
  const refusal = await refusalFor(desk, by, { what: 'deploy', groups: EVERYONE });
  if (refusal) return refusal;
  const place = { channel, ...(threadTs !== undefined && { threadTs }) };
  const isOpen = door === 'slash' && (await openDeployForm(desk, { triggerId: key, place }));
  return isOpen ? { kind: 'started' } : privately(renderOpenForm(desk.locale));
}

interface Wish {
  readonly target: Target;
  readonly ref?: string;
  readonly reason?: string;
}

/** Starts the deploy, unless this person may not. The same request again starts nothing new. */
export async function requestDeploy(desk: Desk, asked: Asked, { target, ref, reason }: Wish): Promise<Reply> {
  const { service, environment, deployers } = target;
  const refusal = await refusalFor(desk, asked.by, { what: `deploy ${service} ${environment}`, groups: deployers });
  if (refusal) return refusal;
  const isElsewhere = asked.channel !== target.channel || asked.threadTs !== undefined;
  await startDeploy(desk.client, {
    workflowId: deployId(target, asked.key),
    taskQueue: TASK_QUEUE,
    request: {
      target,
      trigger: 'slack',
      requestedBy: asked.by,
      ...(ref !== undefined && { ref }),
      ...(reason !== undefined && { reason }),
      ...(isElsewhere && { askedIn: placeOf(asked) }),
    },
  });
  return { kind: 'started' };
}
