import { startDeploy } from '../../client/start-deploy.ts';
import type { Command } from '../../domain/command.ts';
import { locateDeploy } from '../../domain/locate.ts';
import type { Target } from '../../domain/target.ts';
import { deployId, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import type { Asked, Desk } from '../desk.ts';
import { privately, type Reply } from '../reply.ts';
import { renderChooser } from '../views/chooser.ts';
import { renderUnknown, renderWhichEnvironment } from '../views/refusals.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

/** `deploy api staging`, and `deploy staging`: in a service's own channel that service, elsewhere a list to choose from. */
export async function answerDeploy(
  desk: Desk,
  asked: Asked,
  { words }: Extract<Command, { kind: 'deploy' }>,
): Promise<Reply> {
  const { catalog } = desk;
  const located = locateDeploy(catalog, words, asked.channel);
  switch (located.kind) {
    case 'target':
      return requestDeploy(desk, asked, { target: located.target, ...(words[2] !== undefined && { ref: words[2] }) });
    case 'choose':
      return (
        (await refusalFor(desk, asked.by, { what: `deploy ${located.environment}`, groups: EVERYONE })) ??
        privately(renderChooser(located.environment, located.targets, catalog.locale))
      );
    case 'environment-missing':
      return privately(renderWhichEnvironment(located.service, located.known, catalog.locale));
    default:
      return privately(renderUnknown(located, catalog.locale));
  }
}

interface Wish {
  readonly target: Target;
  readonly ref?: string;
}

/** Starts the deploy, unless this person may not. The same request again starts nothing new. */
export async function requestDeploy(desk: Desk, asked: Asked, { target, ref }: Wish): Promise<Reply> {
  const { service, environment, deployers } = target;
  const refusal = await refusalFor(desk, asked.by, { what: `deploy ${service} ${environment}`, groups: deployers });
  if (refusal) return refusal;
  const askedIn = { channel: asked.channel, ...(asked.threadTs !== undefined && { threadTs: asked.threadTs }) };
  const isElsewhere = asked.channel !== target.channel || asked.threadTs !== undefined;
  await startDeploy(desk.client, {
    workflowId: deployId(target, asked.key),
    taskQueue: TASK_QUEUE,
    request: {
      target,
      trigger: 'slack',
      requestedBy: asked.by,
      ...(ref !== undefined && { ref }),
      ...(isElsewhere && { askedIn }),
    },
  });
  return { kind: 'started' };
}
