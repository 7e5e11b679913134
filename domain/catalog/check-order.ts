import { nearest } from '../nearest.ts';
import type { Finding } from './check.ts';
import type { CatalogOutline, OutlineEntry } from './outline.ts';

/** `after` names an environment of the same service, and the order has a beginning. */
export function checkOrder({ services }: CatalogOutline): Finding[] {
  return services.flatMap((service, index) =>
    Object.keys(service.environments).flatMap((environment) => {
      const message = complaintOf(service, environment);
      return message === undefined
        ? []
        : [{ path: ['services', index, 'environments', environment, 'after'], message }];
    }),
  );
}

function complaintOf({ environments }: OutlineEntry, environment: string): string | undefined {
  const after = environments[environment]?.after;
  if (after === undefined || after === '') return undefined;
  const others = Object.keys(environments).filter((name) => name !== environment);
  if (after === environment) return 'must be another environment: nothing comes before itself';
  if (!Object.hasOwn(environments, after)) {
    const [near] = nearest(after, others);
    const hint = near === undefined ? `there are ${others.join(', ') || 'no others'}` : `did you mean "${near}"?`;
    return `this service has no environment "${after}"; ${hint}`;
  }
  return isCircle(environments, environment) ? `must not come round to ${environment} again` : undefined;
}

function isCircle(environments: OutlineEntry['environments'], start: string): boolean {
  const seen = new Set<string>();
  for (let at = environments[start]?.after; at !== undefined && !seen.has(at); at = environments[at]?.after) {
    if (at === start) return true;
    seen.add(at);
  }
  return false;
}
