import type { ArgoCdState } from '../../../domain/rollout.ts';
import type { ArgoCdApplication } from '../../../domain/target.ts';

/** What workflows ask of Argo CD. Fails with `manifest-not-found` (no such application, or no right) and `credentials-refused`. */
export interface ArgoCdPort {
  /** Waits, heartbeating, until the application differs from `lastSeen`. The first call, without it, asks Argo CD to look at git now. */
  awaitApplicationChange(args: {
    readonly argocd: ArgoCdApplication;
    readonly lastSeen?: ArgoCdState;
  }): Promise<ArgoCdState>;
}
