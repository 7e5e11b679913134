import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { goCommand } from '../support/go-tool.ts';

const run = promisify(execFile);
const RULES = 'docs/monitoring/alerts.yaml';
const DAYS = 'test/running/alert-rules.yaml';
const BUILT_WITHIN_MS = 1_800_000; // once; it is large

const Rule = z.looseObject({ alert: z.string(), expr: z.string(), for: z.string().optional() });
const Rules = z.object({ groups: z.tuple([z.object({ name: z.string(), rules: z.array(Rule) })]) });
const {
  groups: [group],
} = Rules.parse(parse(readFileSync(RULES, 'utf8')));

const folder = mkdtempSync(join(tmpdir(), 'tempocat-rules-'));
let promtool: string;
beforeAll(async () => {
  promtool = await goCommand('promtool', {
    module: 'github.com/prometheus/prometheus@v0.315.1',
    folder: './cmd/promtool',
    tags: 'remove_all_sd', // where Prometheus finds its targets is not asked
  });
}, BUILT_WITHIN_MS);
afterAll(() => rmSync(folder, { recursive: true }));

/** Whether the days go as they are written down, were this rule's expression another. */
async function passesWith(alert: string, expr: string): Promise<boolean> {
  const rules = group.rules.map((rule) => (rule.alert === alert ? { ...rule, expr, for: '0s' } : rule));
  writeFileSync(join(folder, 'alerts.yaml'), stringify({ groups: [{ ...group, rules }] }));
  const days = readFileSync(DAYS, 'utf8').replace(/^rule_files:.*$/m, 'rule_files: [alerts.yaml]');
  writeFileSync(join(folder, 'days.yaml'), days);
  return run(promtool, ['test', 'rules', join(folder, 'days.yaml')]).then(
    () => true,
    () => false,
  );
}

describe('the alert rules, by Prometheus itself', () => {
  it('are taken, every one', async () => {
    const { stdout } = await run(promtool, ['check', 'rules', RULES]);
    expect(stdout).toContain(`SUCCESS: ${group.rules.length} rules found`);
  });

  it('are quiet on a good day, and speak when nobody is there and on a bad day', async () => {
    const { stdout } = await run(promtool, ['test', 'rules', DAYS]);
    expect(stdout).toContain('SUCCESS');
  });

  it.each(group.rules.map(({ alert }) => alert))(
    '%s could not be silent, nor always speak, unnoticed',
    async (alert) => {
      expect(await passesWith(alert, 'vector(0) > 1')).toBe(false);
      expect(await passesWith(alert, 'vector(1)')).toBe(false);
    },
  );
});
