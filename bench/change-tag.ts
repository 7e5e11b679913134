import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGitHub } from '../sandbox/github/index.ts';
import type { Bench, Cell, Context } from './bench.ts';
import { kustomizationOf } from './catalog.ts';
import { cloneAndPush, pushFiles } from './clone-and-push.ts';
import { type Line, openLine } from './line.ts';
import { createTagSetter } from './set-tag.ts';
import { MIN_MAX, rangeOf, round, type Spread, spreadOf, timeOf } from './spread.ts';

const WAY_MS = 15; // to GitHub and back in 30 ms
const SIZES = { small: [10], whole: [10, 1_000, 20_000] } as const;
const TOKEN = 'ghp-sandbox';
const REPOSITORY = 'bench/manifests';
const FOLDER = 'services/s0';

/** Sets the tag from one to the other, and says how many calls that took. */
type Way = (from: string, to: string) => Promise<number>;

interface Measured {
  readonly calls: number;
  readonly kilobytes: number;
  readonly taken: Spread;
}

export const changeTag: Bench = {
  name: 'change-tag',
  question: 'What does it take to change one tag? By the API against clone, edit and push, of the same repository',
  run: async (context) => {
    const rows: Cell[][] = [];
    const most = new Map<string, number>();
    for (const size of SIZES[context.scale]) {
      const measured = await measure(size, context);
      const commit = measured.get('commit')?.taken.median ?? Number.NaN;
      for (const [way, { calls, kilobytes, taken }] of measured) {
        rows.push([size, way, calls, kilobytes, taken.median, rangeOf(taken), round(taken.median / commit)]);
        most.set(way, Math.max(calls, most.get(way) ?? 0));
      }
    }
    const calls = (way: string, atMost: number) =>
      ({ what: `GitHub calls by ${way}`, measured: most.get(way) ?? Number.NaN, unit: 'calls', atMost }) as const;
    return {
      columns: ['files', 'way', 'calls', 'KB', 'ms', MIN_MAX, 'against a commit'],
      rows,
      plot: { along: ['files', 'way'], up: ['ms'], unit: 'ms', logarithmic: true },
      figures: [calls('commit', 3), calls('pull request', 8)],
    };
  },
};

async function measure(size: number, { scale, say }: Context): Promise<ReadonlyMap<string, Measured>> {
  const github = await createGitHub({ token: TOKEN });
  const folder = mkdtempSync(join(tmpdir(), 'tempocat-bench-'));
  try {
    const line = await openLine((await github.listen()).port);
    const url = `http://127.0.0.1:${line.port}`;
    const gitUrl = `http://x:${TOKEN}@127.0.0.1:${line.port}/git/${REPOSITORY}.git`;
    await github.createRepository(REPOSITORY, { files: { 'README.md': 'Manifests\n' } });
    await pushFiles(gitUrl, folder, filesOf(size));
    const setter = createTagSetter({ url, token: TOKEN, repository: REPOSITORY, path: FOLDER });
    const counted = (set: typeof setter.commit) => async (from: string, to: string) => {
      const before = github.gate.calls.length;
      await set(from, to);
      return github.gate.calls.length - before;
    };
    const ways: Readonly<Record<string, Way>> = {
      commit: counted(setter.commit),
      'pull request': counted(setter.pullRequest),
      'clone and push': (from, to) =>
        cloneAndPush({ url: gitUrl, folder, file: `${FOLDER}/kustomization.yaml`, edit: (it) => it.replace(from, to) }),
    };
    const measured = new Map<string, Measured>();
    let tag = 0;
    for (const [name, way] of Object.entries(ways)) {
      say(`${size} files: ${name} …`);
      const next = () => way(`v${tag}`, `v${++tag}`);
      measured.set(name, await measureWay(next, line, runsOf(scale, size)));
    }
    await line.cut();
    return measured;
  } finally {
    await github.close();
    rmSync(folder, { recursive: true });
  }
}

/** A clone of many files takes its time. */
const runsOf = (scale: Context['scale'], size: number): number => (scale === 'small' ? 1 : size > 10_000 ? 3 : 5);

async function measureWay(work: () => Promise<number>, line: Line, runs: number): Promise<Measured> {
  line.delay(WAY_MS);
  await work();
  const { bytes } = line;
  const taken: number[] = [];
  let calls = 0;
  for (let run = 0; run < runs; run += 1)
    taken.push(
      await timeOf(async () => {
        calls += await work();
      }),
    );
  return {
    calls: calls / runs,
    kilobytes: round((line.bytes - bytes) / runs / 1_024),
    taken: spreadOf(taken),
  };
}

/** Services of a company: each a kustomization and what lies beside it, no two alike. */
function filesOf(size: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = { [`${FOLDER}/kustomization.yaml`]: kustomizationOf('s0', 'v0') };
  for (let file = 1; file < size; file += 1)
    files[`services/s${Math.floor(file / 10)}/file-${file}.yaml`] = `# ${file}\n${'key: value\n'.repeat(30)}`;
  return files;
}
