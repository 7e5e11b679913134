/** Who somebody is, as Slack and the catalogue's groups say. Facts only: whether they may do something is judged elsewhere. */
export interface Actor {
  /** Slack user id. */
  readonly by: string;
  /** The catalogue's groups they are in. */
  readonly groups: readonly string[];
  readonly standing: Standing;
}

/** `stranger`: of another workspace. `unknown`: Slack could not say, and then nobody may do anything. */
export type Standing = 'member' | 'guest' | 'bot' | 'deleted' | 'stranger' | 'unknown';

/** A full member who is in one of the groups. `everyone` stands for every full member. */
export function isAllowed(actor: Actor, groups: readonly string[]): boolean {
  if (actor.standing !== 'member') return false;
  return groups.some((group) => group === 'everyone' || actor.groups.includes(group));
}
