import type { Target } from '../domain/target.ts';
import { targetId } from '../workflows/contract/ids.ts';
import type { Desk } from './desk.ts';

/** A deploy's id names its target. */
export function targetOfDeploy({ catalog }: Pick<Desk, 'catalog'>, deployId: string | undefined): Target | undefined {
  const [kind, service, environment] = (deployId ?? '').split(':');
  if (kind !== 'deploy') return undefined;
  return catalog.targets.find((target) => target.service === service && target.environment === environment);
}

export const targetOfId = ({ catalog }: Pick<Desk, 'catalog'>, id: string | undefined): Target | undefined =>
  catalog.targets.find((candidate) => targetId(candidate) === id);
