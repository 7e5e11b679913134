import { DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { foreignAnswer } from '../aws-errors.ts';
import { definitionFailure } from './errors.ts';

/** Image by the container's name. */
export type Containers = Readonly<Record<string, string>>;

const KEPT_AT_MOST = 1_000;

/** The containers of a task definition. Definitions never change, so each is asked for once, however many want it. */
export function createContainersOf(client: ECSClient): (taskDefinition: string) => Promise<Containers> {
  const known = new Map<string, Promise<Containers>>();
  return (taskDefinition) => {
    const asked = known.get(taskDefinition);
    if (asked) return asked;
    const containers = describe(client, taskDefinition).catch((error: unknown) => {
      known.delete(taskDefinition);
      throw definitionFailure(taskDefinition, error);
    });
    known.set(taskDefinition, containers);
    const [oldest] = known.keys();
    if (known.size > KEPT_AT_MOST && oldest !== undefined) known.delete(oldest);
    return containers;
  };
}

async function describe(client: ECSClient, taskDefinition: string): Promise<Containers> {
  const answer = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const definitions = answer.taskDefinition?.containerDefinitions;
  if (!definitions) throw foreignAnswer('ECS');
  return Object.fromEntries(definitions.map(({ name = '', image = '' }) => [name, image]));
}
