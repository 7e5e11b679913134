import type { DeployRequest } from '../../domain/deploy.ts';
import type { DeployKind } from './deploy-kind.ts';
import { hako } from './hako.ts';
import { kustomize } from './kustomize.ts';
import { lambda } from './lambda.ts';

/** A new kind is one file here, one in `domain/`, and a line in this switch. */
export function kindOf(request: DeployRequest): DeployKind {
  const { deploy } = request.target;
  switch (deploy.kind) {
    case 'kustomize':
      return kustomize(request, deploy);
    case 'hako':
      return hako(request, deploy);
    case 'lambda':
      return lambda(request, deploy);
  }
}
