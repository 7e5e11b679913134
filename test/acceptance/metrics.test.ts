import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { APPROVE } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { queriesOf } from '../support/monitoring.ts';
import { type Sample, scrape, selectorsOf } from '../support/prometheus.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

const SECRETS = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox',
  SLACK_SIGNING_SECRET: 'sandbox-signing-secret',
  GITHUB_TOKEN: 'ghp-sandbox',
  ARGOCD_TOKEN: 'argocd-sandbox',
};
const folder = mkdtempSync(join(tmpdir(), 'tempocat-metrics-'));
const inFiles = Object.entries(SECRETS).flatMap(([name, secret]) => {
  writeFileSync(join(folder, name), `${secret}\n`);
  return [
    [name, ''],
    [`${name}_FILE`, join(folder, name)],
  ];
});

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({ env: Object.fromEntries(inFiles) });
});
afterAll(async () => {
  await town.close();
  rmSync(folder, { recursive: true });
});

const scrapeAll = async () => [
  ...(await scrape(town.metricsUrls.worker)),
  ...(await scrape(town.metricsUrls['slack-gateway'])),
];
const isOf = (labels: Readonly<Record<string, string>>) => (sample: Sample) =>
  Object.entries(labels).every(([name, value]) => sample.labels[name] === value);
const sumOf = (samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}) =>
  samples.filter((sample) => sample.name === name && isOf(labels)(sample)).reduce((sum, { value }) => sum + value, 0);

/** A day in the life of a company: well, refused, failed, taken back, invoked, mistyped, and a vendor in trouble. */
async function aDay(): Promise<void> {
  const shop = await town.push('shop');
  const tag = await town.push('web');
  town.github.gate.plan({ operation: /contents/, mishap: { kind: 'status', status: 503 } });
  await town.say('deploy web staging');
  await town.card('web', 'staging', tag.slice(0, 7), '*Deployed*');
  await town.say('deploy web production');
  const card = await town.slack.waitForMessage((message) => withButton(message, APPROVE), 45_000);
  await town.press('U0DEV1', card, 'approve');
  await town.whisper('U0DEV1', 'you asked for this deploy');
  await town.press('U0LEAD', card, 'approve');
  await town.card('web', 'production', tag.slice(0, 7), '*Deployed*');
  await town.say('undo web staging');
  await town.card('web', 'staging', 'undo', 'Deployed');
  await town.slash('deploy web staging', { user: 'U0GUEST' });
  await town.whisper('U0GUEST', 'Guests');
  await town.slash('deplyo');
  const bad = await town.push('web');
  town.argocd.degrade('web-staging', bad, 'Back-off restarting failed container');
  await town.say('deploy web staging');
  await town.hear('web', 'staging', 'Back-off restarting failed container');
  await town.say('invoke broken staging');
  await town.hear('broken staging', 'Failed');
  await town.card('shop', 'staging', shop, '*Deployed*');
  town.rewriteCatalog((text) => `${text}nonsense: 1\n`);
  await eventually(
    async () => sumOf(await scrapeAll(), 'tempocat_catalog_refused') === 2 || undefined,
    'a refused catalogue',
  );
}

describe('after a day', () => {
  let samples: readonly Sample[];
  beforeAll(async () => {
    await aDay();
    samples = await scrapeAll();
  });

  it('the four figures of DORA can be read', () => {
    const where = { service: 'web', environment: 'staging' };
    expect(sumOf(samples, 'tempocat_deploys_total', { ...where, ending: 'deployed', trigger: 'slack' })).toBe(1);
    expect(sumOf(samples, 'tempocat_lead_time_seconds_count', where)).toBeGreaterThanOrEqual(1);
    expect(sumOf(samples, 'tempocat_changes_total', { ...where, result: 'worked' })).toBe(1);
    expect(sumOf(samples, 'tempocat_changes_total', { ...where, result: 'failed' })).toBe(1);
    expect(sumOf(samples, 'tempocat_undos_total', { ...where, of: 'worked', result: 'worked' })).toBe(1);
    expect(sumOf(samples, 'tempocat_restore_time_seconds_count', where)).toBe(1);
  });

  it('every query of the dashboard and of the alert rules parses, and asks for names and labels that are there', () => {
    const there = new Map<string, Set<string>>();
    for (const { name, labels } of samples)
      there.set(name, new Set([...(there.get(name) ?? []), ...Object.keys(labels), 'job', 'instance']));
    const queries = queriesOf('docs/monitoring');
    expect(queries.length).toBeGreaterThan(25);
    const missing = queries.flatMap((query) =>
      selectorsOf(query).flatMap(({ name, labels }) =>
        labels
          .filter((label) => !there.get(name)?.has(label))
          .map((label) => `${name}{${label}} in ${query}`)
          .concat(there.has(name) ? [] : [`${name} in ${query}`]),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('what people waited for, called and were refused is counted where it happened', () => {
    expect(
      sumOf(samples, 'tempocat_deploy_phase_seconds_count', { phase: 'awaiting-approval', environment: 'production' }),
    ).toBe(1);
    expect(sumOf(samples, 'tempocat_invocations_total', { function: 'broken', ending: 'failed' })).toBe(1);
    expect(sumOf(samples, 'tempocat_commands_total', { verb: 'deploy', answer: 'started' })).toBe(3);
    expect(sumOf(samples, 'tempocat_commands_total', { verb: 'deploy', answer: 'privately' })).toBe(2);
    expect(sumOf(samples, 'tempocat_refusals_total', { what: 'deploy', why: 'rights' })).toBe(1);
    expect(sumOf(samples, 'tempocat_refusals_total', { what: 'approve' })).toBe(1);
    expect(sumOf(samples, 'tempocat_slack_request_seconds_count', { kind: 'click', result: 'ok' })).toBe(2);
    expect(sumOf(samples, 'tempocat_vendor_call_seconds_count', { vendor: 'github', outcome: 'failed' })).toBe(1);
    for (const vendor of ['github', 'argocd', 'slack', 'ecr', 'ecs', 'lambda'])
      expect(`${vendor} ${sumOf(samples, 'tempocat_vendor_call_seconds_count', { vendor, outcome: 'ok' }) > 0}`).toBe(
        `${vendor} true`,
      );
    expect(sumOf(samples, 'tempocat_rate_limit_remaining', { vendor: 'github', resource: 'core' })).toBeGreaterThan(
      4_000,
    );
    expect(
      sumOf(samples, 'tempocat_temporal_call_seconds_count', { method: 'StartWorkflowExecution', code: '0' }),
    ).toBeGreaterThan(1);
    expect(
      samples.filter(({ name, labels }) => name === 'tempocat_running_deploys' && labels['phase'] === 'queued').length,
    ).toBeGreaterThan(5);
  });

  it('no secret, no address to answer at and no trigger is in any line, and the lines of a deploy carry its id', () => {
    const lines = [...town.worker.lines, ...town.gateway.lines];
    for (const secret of [...Object.values(SECRETS), '/actions/', 'response_url', 'trigger_id'])
      expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    const ofDeploys = lines.filter(
      (line) => line.includes('"deployId":"deploy:web:') || line.includes('"workflowId":"deploy:web:'),
    );
    expect(ofDeploys.length).toBeGreaterThan(2);
  });
});
