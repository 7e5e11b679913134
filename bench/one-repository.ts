import type { Bench, Cell, Context } from './bench.ts';
import { catalogOf, committed, kustomizationOf } from './catalog.ts';
import { round, secondsSince } from './spread.ts';
import { openBenchTown } from './town.ts';

const SIZES = { small: 5, whole: 100 } as const;
const WAYS = { commit: 'commit', 'pull request': 'pullRequest' } as const;
const REPOSITORY = 'example/many';
const OLD_TAG = 'a'.repeat(40);
/** Content that GitHub lets one create. */
const PER_MINUTE = 80;
const PER_HOUR = 500;

export const oneRepository: Bench = {
  name: 'one-repository',
  question:
    'What if many services of one manifest repository are deployed at once? Until every change is on its branch',
  run: async (context) => {
    const rows: Cell[][] = [];
    let missing = 0;
    let most = 0;
    for (const way of Object.keys(WAYS) as (keyof typeof WAYS)[]) {
      context.say(`${SIZES[context.scale]} deploys by ${way} …`);
      const { deploys, seconds, calls, refused, writes, deployed } = await measure(way, context);
      missing += deploys - deployed;
      most = Math.max(most, round(calls / deploys));
      rows.push([
        ...[way, deploys, deployed, seconds, calls, round(calls / deploys), refused, writes],
        ...[round(writes / PER_MINUTE), round((writes / PER_HOUR) * 60)],
      ]);
    }
    return {
      columns: [
        ...['way', 'deploys', 'deployed', 's', 'calls', 'calls each', 'refused, tried again', 'writes'],
        ...[`min at ${PER_MINUTE} a min`, `min at ${PER_HOUR} an h`],
      ],
      rows,
      plot: { along: ['way'], up: ['calls', 'refused, tried again', 'writes'], unit: 'calls' },
      figures: [
        { what: 'Deploys that were not made', measured: missing, unit: 'deploys', atMost: 0 },
        { what: 'GitHub calls for each deploy, with all that was tried again', measured: most, unit: 'calls' },
      ],
    };
  },
};

async function measure(way: keyof typeof WAYS, { scale, temporal }: Context) {
  const deploys = SIZES[scale];
  const names = Array.from({ length: deploys }, (_, index) => `s${index}`);
  const deploy = { kind: 'kustomize', repository: REPOSITORY, image: 'web', write: WAYS[way] };
  const services = names.map((name) => committed({ name, images: 'web', deploy: { ...deploy, path: name } }));
  const vendors = { github: { hourlyLimit: Number.MAX_SAFE_INTEGER } };
  const town = await openBenchTown(temporal, { catalog: catalogOf(services), vendors });
  try {
    const files = Object.fromEntries(
      names.map((name) => [`${name}/kustomization.yaml`, kustomizationOf('web', OLD_TAG)]),
    );
    await town.github.createRepository(REPOSITORY, { files });
    const tag = await town.push('web');
    await town.start('worker');
    const before = town.github.gate.calls.length;
    const startedAt = performance.now();
    await Promise.all(names.map((name) => town.deploy(name, 'once')));
    await town.settled();
    const seconds = secondsSince(startedAt);
    const calls = town.github.gate.calls.slice(before);
    const texts = await Promise.all(names.map((name) => town.github.read(REPOSITORY, `${name}/kustomization.yaml`)));
    return {
      ...{ deploys, seconds, calls: calls.length, deployed: texts.filter((text) => text.includes(tag)).length },
      refused: calls.filter(({ status = 0 }) => status >= 400).length,
      writes: calls.filter(({ operation }) => !operation.startsWith('GET ')).length,
    };
  } finally {
    await town.close();
  }
}
