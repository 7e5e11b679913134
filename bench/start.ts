import { statSync } from 'node:fs';

import type { Bench, Cell } from './bench.ts';
import { catalogOf, MAILER, numbered } from './catalog.ts';
import { spreadOf } from './spread.ts';
import { type BenchTown, openBenchTown } from './town.ts';

const RUNS = { small: 1, whole: 7 } as const;
const PROCESSES = ['worker', 'slack-gateway'] as const;
const CATALOG = catalogOf([numbered({ name: 'mailer', deploy: MAILER })]);
const BUNDLE = 'dist/worker/workflow-bundle.js';
const BYTES_PER_MB = 1e6;

export const start: Bench = {
  name: 'start',
  question: 'How long from the start of a process until it is ready?',
  run: async ({ scale, temporal, say }) => {
    const town = await openBenchTown(temporal, { catalog: CATALOG });
    try {
      const rows: Cell[][] = [];
      for (const name of PROCESSES) {
        say(`${name} …`);
        if (scale === 'whole') await startOnce(town, name); // warms up the disk, and makes what the first worker makes
        const taken: number[] = [];
        for (let run = 0; run < RUNS[scale]; run += 1) taken.push(await startOnce(town, name));
        const { min, median, max } = spreadOf(taken);
        rows.push([name, min, median, max]);
      }
      const megabytes = Math.round((statSync(BUNDLE).size / BYTES_PER_MB) * 100) / 100;
      return {
        columns: ['process', 'min ms', 'median ms', 'max ms'],
        rows,
        plot: { along: ['process'], up: ['min ms', 'median ms', 'max ms'], unit: 'ms' },
        figures: [{ what: 'Workflow bundle', measured: megabytes, unit: 'MB', atMost: 1.8 }],
      };
    } finally {
      await town.close();
    }
  },
};

async function startOnce(town: BenchTown, name: (typeof PROCESSES)[number]): Promise<number> {
  const began = performance.now();
  const { stop } = await town.start(name);
  const taken = performance.now() - began;
  await stop();
  return taken;
}
