import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCli } from '../../cli/run.ts';
import { CATALOG_PATH, openCompany } from '../../sandbox/company.ts';
import { aTerminal } from './a-terminal.ts';

const Findings = z.array(
  z.object({
    area: z.string(),
    what: z.string(),
    verdict: z.enum(['good', 'bad', 'unknown']),
    found: z.string(),
    fix: z.string().optional(),
  }),
);

export interface Planted {
  readonly env?: Readonly<Record<string, string>>;
  readonly catalog?: (text: string) => string;
}

/** The company, and what `tempocat doctor` says of it, of its environment and its catalogue, perhaps with something wrong. */
export async function openSurgery() {
  const address = process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'tempocat-doctor-'));
  const company = await openCompany();
  for (const [name, value] of Object.entries(company.env)) if (name.startsWith('AWS_')) process.env[name] = value;
  return {
    company,
    env: { ...company.env, TEMPORAL_ADDRESS: address },
    examine: async ({ env = {}, catalog = (text) => text }: Planted = {}) => {
      const path = join(folder, `${randomUUID()}.yaml`);
      writeFileSync(path, catalog(readFileSync(CATALOG_PATH, 'utf8')));
      const terminal = aTerminal({
        env: { ...company.env, TEMPORAL_ADDRESS: address, TEMPOCAT_CATALOG: path, ...env },
      });
      const exit = await runCli(['doctor', '--json'], terminal);
      const { data } = z.object({ data: Findings }).parse(JSON.parse(terminal.said()));
      const bad = data.flatMap(({ area, what, verdict, found, fix }) =>
        verdict === 'bad' ? [`${area} · ${what} · ${found} → ${fix}`] : [],
      );
      return { exit, data, bad };
    },
    close: async () => {
      await company.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Surgery = Awaited<ReturnType<typeof openSurgery>>;
