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

function titleOf({ target }: DeployRequest, { tag }: ChosenImage): string {
  return `Deploy ${target.service} to ${target.environment}: ${tag}`;
}

function originOf({ trigger, requestedBy }: DeployRequest): string {
  return trigger === 'schedule' ? 'Found by auto-deploy' : `Asked by Slack user ${requestedBy}`;
}
