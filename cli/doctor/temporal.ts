import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { readSecrets } from '../../slack-gateway/read-secrets.ts';
import { slackQueueOf, TASK_QUEUE } from '../../workflows/contract/ids.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts';
import { bad, type Finding, good, inTurn, tryOut, unknown } from './finding.ts';

const CONNECTS_WITHIN = '5s';
const KEYWORD = 2; // temporal.api.enums.v1.IndexedValueType
const NOT_FOUND = 5; // gRPC

/** Server, namespace, search attributes, and whether a worker listens. */
export async function checkTemporal(env: Readonly<Record<string, string | undefined>>): Promise<Finding[]> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({
    overrideEnvVars: { ...readSecrets(env).environment },
  });
  const { address = 'localhost:7233' } = connectionOptions;
  const about = { area: 'Temporal', address: 'TEMPORAL_ADDRESS, TEMPORAL_API_KEY and TEMPORAL_TLS_…' } as const;
  const opened: Connection[] = [];
  const server = await tryOut({ ...about, what: `server ${address}` }, async () => {
    opened.push(await Connection.connect({ ...connectionOptions, connectTimeout: CONNECTS_WITHIN }));
    return good('answers');
  });
  const [connection] = opened;
  if (!connection) return [server];
  try {
    const known = await tryOut({ ...about, what: `namespace ${namespace}` }, () =>
      findNamespace(connection, namespace),
    );
    if (known.verdict !== 'good') return [server, known];
    const attributes = await tryOut({ ...about, what: 'search attributes' }, () =>
      findAttributes(connection, namespace),
    );
    const queues = [TASK_QUEUE, slackQueueOf(TASK_QUEUE)];
    const workers = await inTurn(queues, (queue) =>
      tryOut({ ...about, what: `worker on ${queue}` }, () => findWorkers(connection, namespace, queue)),
    );
    return [server, known, attributes, ...workers];
  } finally {
    await connection.close();
  }
}

async function findNamespace({ workflowService }: Connection, namespace: string) {
  try {
    const { config } = await workflowService.describeNamespace({ namespace });
    const days = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / 86_400;
    return good(`keeps what has ended for ${days} day${days === 1 ? '' : 's'}`);
  } catch (error) {
    if (!hasCode(error, NOT_FOUND)) throw error;
    const create = `temporal operator namespace create --namespace ${namespace}`;
    return bad('There is no such namespace.', `Create it (${create}), or correct TEMPORAL_NAMESPACE.`);
  }
}

async function findAttributes({ operatorService }: Connection, namespace: string) {
  const { customAttributes = {} } = await operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.map(({ name }) => name).filter((name) => customAttributes[name] === undefined);
  const wrong = SEARCH_ATTRIBUTES.map(({ name }) => name).filter(
    (name) => customAttributes[name] !== undefined && customAttributes[name] !== KEYWORD,
  );
  if (wrong.length > 0)
    return bad(
      `${wrong.join(', ')} are not of type Keyword.`,
      'Remove them (temporal operator search-attribute remove), and start the worker.',
    );
  if (missing.length === 0) return good(`all ${SEARCH_ATTRIBUTES.length} are there`);
  const flags = missing.map((name) => `--name ${name} --type Keyword`).join(' ');
  const create = `temporal operator search-attribute create --namespace ${namespace} ${flags}`;
  return bad(
    `Missing: ${missing.join(', ')}. Without them no deploy starts.`,
    `Start a worker that may add them, or run: ${create}`,
  );
}

async function findWorkers({ workflowService }: Connection, namespace: string, queue: string) {
  const { pollers } = await workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: queue },
    taskQueueType: ACTIVITIES,
  });
  if (pollers && pollers.length > 0)
    return good(pollers.length === 1 ? '1 worker listens' : `${pollers.length} workers listen`);
  return unknown('No worker listens now.', 'Start one: npm run worker.');
}

const ACTIVITIES = 2; // temporal.api.enums.v1.TaskQueueType

const hasCode = (error: unknown, code: number): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
