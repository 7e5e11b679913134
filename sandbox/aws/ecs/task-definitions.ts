import { arn } from '../account.ts';

export interface Container {
  readonly name: string;
  readonly image: string;
}

export interface TaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly containers: readonly Container[];
}

/** Revisions never change; a family's newest is not what a service runs. */
export interface TaskDefinitions {
  register(family: string, containers: readonly Container[]): TaskDefinition;
  /** By ARN, `family:revision`, or `family` for its newest. */
  find(reference: string): TaskDefinition | undefined;
}

export function createTaskDefinitions(): TaskDefinitions {
  const families = new Map<string, TaskDefinition[]>();
  return {
    register: (family, containers) => {
      const revisions = families.get(family) ?? [];
      const revision = revisions.length + 1;
      const registered = { arn: arn('ecs', `task-definition/${family}:${revision}`), family, revision, containers };
      families.set(family, [...revisions, registered]);
      return registered;
    },
    find: (reference) => {
      const [family = '', revision] = (reference.split('/').at(-1) ?? '').split(':');
      const revisions = families.get(family);
      return revision === undefined ? revisions?.at(-1) : revisions?.[Number(revision) - 1];
    },
  };
}
