import { startDeploy } from '../../client/start-deploy.ts';
import type { Command } from '../../domain/command.ts';
import { locateDeploy } from '../../domain/locate.ts';
import type { Target } from '../../domain/target.ts';
import { renderChooser } from '../../slack-gateway/views/chooser.ts';
import { renderUnknown, renderWhichEnvironment } from '../../slack-gateway/views/refusals.ts';
import { foreign } from '../../slack-gateway/views/text.ts';
import { deployId, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import { type ActorsDesk, answer, type Desk, plain } from '../desk.ts';
import { followDeploy } from '../follow-deploy.ts';
import type { Report } from '../report.ts';
import { cliWords } from '../words.ts';
import { refusalFor } from './allowed.ts';
import { misunderstood } from './misunderstood.ts';

export interface Waiting {
  readonly wait: boolean;
}

/** `tempocat deploy api production`: the same deploy as from Slack, with its message there as soon as Slack can be reached. */
export async function deploy(
  desk: ActorsDesk,
  { words }: Extract<Command, { kind: 'deploy' }>,
  { wait, reason }: Waiting & { readonly reason?: string },
): Promise<Report> {
  const { catalog, locale } = desk;
  if (words.length === 0) return misunderstood(desk, { kind: 'missing-words', verb: 'deploy', usage: '' });
  const located = locateDeploy(catalog, words, '');
  switch (located.kind) {
    case 'target': {
      const [, , ref] = words;
      const wish = {
        target: located.target,
        ...(ref !== undefined && { ref }),
        ...(reason !== undefined && { reason }),
      };
      return request(desk, wish, { wait });
    }
    case 'choose':
      return answer(desk, 'not-understood', renderChooser(located.environment, located.targets, locale));
    case 'environment-missing':
      return answer(desk, 'not-understood', renderWhichEnvironment(located.service, located.known, locale));
    default:
      return answer(desk, 'not-understood', renderUnknown(located, locale));
  }
}

interface Wish {
  readonly target: Target;
  readonly ref?: string;
  readonly reason?: string;
}

async function request(desk: ActorsDesk, { target, ...said }: Wish, { wait }: Waiting): Promise<Report> {
  const { service, environment, deployers } = target;
  const refusal = refusalFor(desk, { what: `deploy ${service} ${environment}`, groups: deployers });
  if (refusal) return refusal;
  const workflowId = deployId(target, desk.key);
  await startDeploy(desk.client, {
    workflowId,
    taskQueue: TASK_QUEUE,
    request: { target, trigger: 'cli', requestedBy: desk.actor.by, ...said },
  });
  return started(desk, workflowId, { wait });
}

/** What was started is watched to its end, unless told not to. */
export async function started(desk: Desk, id: string, { wait }: Waiting): Promise<Report> {
  const words = cliWords[desk.locale].started(foreign(id, 300));
  if (!wait) return { ...answer(desk, 'done', words), data: { deployId: id } };
  desk.say(plain(desk, words));
  return followDeploy(desk, id);
}
