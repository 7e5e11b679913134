import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { GatewayEnvironment, readConfig as readGatewayConfig } from '../../slack-gateway/config.ts';
import { SECRETS } from '../../slack-gateway/read-secrets.ts';
import { readConfig as readWorkerConfig, WorkerEnvironment } from '../../worker/config.ts';

/** Read by the AWS SDK and by Temporal's envconfig, not by us. */
const OF_LIBRARIES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_ECR',
  'AWS_ENDPOINT_URL_LAMBDA',
  'AWS_ENDPOINT_URL_ECS',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS',
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  'TEMPORAL_TLS_SERVER_NAME',
  'TEMPORAL_CONFIG_FILE',
  'TEMPORAL_PROFILE',
];

const VARIABLE = /^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/;
const lines = readFileSync('.env.example', 'utf8').split('\n');
const variables = lines.flatMap((line, index) => {
  const [, name, value] = VARIABLE.exec(line) ?? [];
  if (name === undefined || value === undefined) return [];
  return [{ name, value, isSet: !line.startsWith('#'), before: lines[index - 1] ?? '' }];
});
const isSentence = (line: string): boolean => line.startsWith('# ') && !line.startsWith('# --') && !VARIABLE.test(line);

describe('.env.example', () => {
  it('names every variable that the two processes and their libraries read, each once, and no other', () => {
    const read = new Set([
      ...Object.keys(WorkerEnvironment.shape),
      ...Object.keys(GatewayEnvironment.shape),
      ...OF_LIBRARIES,
      ...SECRETS.map((name) => `${name}_FILE`),
    ]);
    expect(variables.map(({ name }) => name).toSorted()).toEqual([...read].toSorted());
  });

  it('says one sentence about each, right before it', () => {
    expect(variables.filter(({ before }) => !isSentence(before)).map(({ name }) => name)).toEqual([]);
  });

  it('is enough to start both processes as it stands, and shows the true defaults', () => {
    const env = Object.fromEntries(variables.filter(({ isSet }) => isSet).map(({ name, value }) => [name, value]));
    expect(readWorkerConfig(env).kind).toBe('config');
    expect(readGatewayConfig(env).kind).toBe('config');
    const shown = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    const defaults = { ...WorkerEnvironment.parse(env), ...GatewayEnvironment.parse(env) };
    for (const [name, value] of Object.entries(defaults)) expect(`${name}=${shown[name]}`).toBe(`${name}=${value}`);
  });
});
