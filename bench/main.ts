import type { Bench } from './bench.ts';
import { findImage } from './find-image.ts';
import { machine, report } from './report.ts';

const BENCHES: readonly Bench[] = [findImage];

const [only] = process.argv.slice(2);
const chosen = BENCHES.filter(({ name }) => only === undefined || name === only);
if (chosen.length === 0) {
  console.error(`No bench is called ${only}. There are: ${BENCHES.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

console.log(
  Object.entries(machine())
    .map(([what, value]) => `${what}: ${value}`)
    .join('\n'),
);
const broken: string[] = [];
for (const bench of chosen) {
  const say = (line: string) => console.error(`  ${bench.name}: ${line}`);
  broken.push(...report(bench, await bench.run({ scale: 'whole', say })));
}
if (broken.length > 0) console.error(`\nNot kept:\n${broken.map((one) => `  - ${one}`).join('\n')}`);
process.exit(broken.length > 0 ? 1 : 0);
