import type { ChosenImage, DeployRequest } from './deploy.ts';

/** Commit message: what, who, and where to find the deploy. */
export function deployMessage(request: DeployRequest, image: ChosenImage, deployId: string): string {
  return `${titleOf(request, image)}\n\n${originOf(request)}\nDigest: ${image.digest}\nDeploy: ${deployId}\n`;
}

export function pullRequestText(
  request: DeployRequest,
  image: ChosenImage,
  deployId: string,
): { readonly title: string; readonly body: string } {
  const { service, environment } = request.target;
  const lines = [
    `Deploys **${service}** to **${environment}** with the image \`${image.tag}\` (\`${image.digest}\`).`,
    '',
    originOf(request),
    '',
    `tempocat merges this when the deploy goes ahead, and closes it when it does not. Deploy: \`${deployId}\``,
  ];
  return { title: titleOf(request, image), body: lines.join('\n') };
}

function titleOf({ target, trigger }: DeployRequest, { tag }: ChosenImage): string {
  const { service, environment } = target;
  return trigger === 'undo'
    ? `Undo ${service} ${environment}: back to ${tag}`
    : `Deploy ${service} to ${environment}: ${tag}`;
}

function originOf({ trigger, requestedBy, undo }: DeployRequest): string {
  if (trigger === 'undo' && undo?.because) return `Undo of ${undo.of}, which ended as ${undo.because}`;
  if (trigger === 'schedule') return 'Found by auto-deploy';
  return `${trigger === 'undo' ? 'Undo asked' : 'Asked'} by Slack user ${requestedBy}`;
}

/** Of one commit that holds several changes: what each would have said alone. */
export function messageOfAll(messages: readonly string[]): string {
  const [only, ...others] = messages;
  if (only !== undefined && others.length === 0) return only;
  const items = messages.map((message) => `- ${message.split('\n').filter(Boolean).join('\n  ')}\n`);
  return `${messages.length} deploys\n\n${items.join('')}`;
}
