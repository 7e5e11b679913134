import type { z } from 'zod';
import type { DeployConfig } from '../target.ts';
import type { DeployEntry } from './deploy.ts';

/** The entry of each kind, times in milliseconds. */
export function buildDeploy(deploy: z.output<typeof DeployEntry>): DeployConfig {
  switch (deploy.kind) {
    case 'kustomize': {
      const { argocd, merge, ...rest } = deploy;
      return {
        ...rest,
        merge: { method: merge.method, timeoutMs: merge.timeout },
        ...(argocd && {
          argocd: { application: argocd.application, project: argocd.project, timeoutMs: argocd.timeout },
        }),
      };
    }
    case 'hako': {
      const { timeout, ecs, mode, ...rest } = deploy;
      const { timeout: ecsTimeout, ...service } = ecs;
      return { ...rest, ...(mode && { mode }), timeoutMs: timeout, ecs: { ...service, timeoutMs: ecsTimeout } };
    }
    case 'lambda': {
      const { timeout, qualifier, expect, mode, ...rest } = deploy;
      return {
        ...rest,
        timeoutMs: timeout,
        ...(mode && { mode }),
        ...(qualifier !== undefined && { qualifier }),
        ...(expect !== undefined && { expect }),
      };
    }
  }
}
