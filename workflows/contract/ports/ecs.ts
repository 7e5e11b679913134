import type { EcsState } from '../../../domain/rollout.ts';
import type { EcsService } from '../../../domain/target.ts';

/** What workflows ask of ECS. All fail with `manifest-not-found` (no such service or container) and `credentials-refused`. */
export interface EcsPort {
  /** What the service runs now. */
  readService(args: { readonly ecs: EcsService }): Promise<EcsState>;
  /** Waits, heartbeating, until the service differs from `lastSeen`. */
  awaitServiceChange(args: { readonly ecs: EcsService; readonly lastSeen?: EcsState }): Promise<EcsState>;
}
