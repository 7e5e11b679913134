import { parseArgs } from 'node:util';
import { startTemporalServer } from '../sandbox/temporal-server.ts';
import { BENCHES } from './benches.ts';
import { machine } from './machine.ts';
import { keep } from './page.ts';
import { print } from './print.ts';

/** `npm run bench [-- <row> …] [--small]`: measures, prints, and writes into docs/performance.md; small writes nothing. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false } },
});

const names = BENCHES.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(', ')}. There are: ${names.join(', ')}`);
  process.exit(1);
}
const chosen = BENCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

const startedAt = Date.now();
const say = (line: string): void =>
  console.error(`${((Date.now() - startedAt) / 60_000).toFixed(1).padStart(5)} min  ${line}`);
const measuredOn = await machine();
for (const [what, value] of Object.entries(measuredOn)) console.log(`${what}: ${value}`);

const broken: string[] = [];
for (const bench of chosen) {
  const temporal = await startTemporalServer({ say }); // a new one for each, which has not grown with the others
  try {
    const scale = values.small ? 'small' : 'whole';
    const result = await bench.run({ scale, temporal, say: (line) => say(`${bench.name}: ${line}`) });
    const { name, question } = bench;
    const measurement = { name, question, measuredOn, ...result };
    broken.push(...print(measurement));
    if (!values.small) keep(measurement);
  } finally {
    await temporal.stop();
  }
}
say('done');
if (broken.length > 0) console.error(`\nNot kept:\n${broken.map((one) => `  - ${one}`).join('\n')}`);
process.exit(broken.length > 0 ? 1 : 0);
