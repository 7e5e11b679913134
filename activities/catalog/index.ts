import type { Target } from '../../domain/target.ts';
import type { CatalogPort } from '../../workflows/contract/ports/catalog.ts';

/** The catalogue as this worker has it now. */
export function createCatalogActivities(targets: () => readonly Target[]) {
  return {
    presentEntry: async ({ service, environment }) =>
      targets().find((target) => target.service === service && target.environment === environment) ?? null,
  } satisfies CatalogPort;
}
