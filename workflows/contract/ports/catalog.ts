import type { Target } from '../../../domain/target.ts';

/** What workflows ask of the worker's own catalogue. */
export interface CatalogPort {
  /** The entry as the worker has it now; `null` when it is gone. Read right before roll-out. */
  presentEntry(args: { readonly service: string; readonly environment: string }): Promise<Target | null>;
}
