import type { DeployCard } from './deploy.ts';
import { ENDINGS } from './endings.ts';

/** One line for Temporal's page: what goes where, and how it stands. Markdown, English. */
export function summariseDeploy(card: DeployCard): string {
  const { service, environment, requestedBy } = card;
  return `**${service} → ${environment}** ${versionsOf(card)}· ${standingOf(card)} · asked by ${requestedBy}`;
}

function versionsOf({ image, change }: DeployCard): string {
  if (!image) return '';
  return change ? `${change.from ?? 'nothing'} → ${image.tag} ` : `${image.tag} `;
}

function standingOf({ phase, approval, queue, progress, outcome }: DeployCard): string {
  if (outcome?.code)
    return `${phase}: ${outcome.code}. ${ENDINGS[outcome.code].en}${outcome.detail ? ` ${outcome.detail}` : ''}`;
  if (phase === 'awaiting-approval' && approval) return `awaiting approval by ${approval.by.join(', ')}`;
  if (phase === 'queued' && queue) return `queued, position ${queue.position}, after ${queue.holder ?? 'nobody'}`;
  if (phase === 'verifying' && progress) return `verifying: ${progressOf(progress)}`;
  return phase;
}

function progressOf(progress: NonNullable<DeployCard['progress']>): string {
  switch (progress.kind) {
    case 'argocd':
      return `Argo CD says ${progress.sync}, ${progress.health}`;
    case 'ecs':
      return `ECS runs ${progress.running} of ${progress.desired}, ${progress.state}`;
    case 'soaking':
      return `it runs, and must stay healthy until ${new Date(progress.until).toISOString()}`;
    case 'waiting':
      return progress.for;
  }
}
