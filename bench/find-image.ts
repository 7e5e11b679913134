import { DescribeImagesCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { createEcrClients } from '../activities/ecr/client.ts';
import { createEcrActivities } from '../activities/ecr/index.ts';
import type { EcrRepository } from '../domain/target.ts';
import { createAws } from '../sandbox/aws/index.ts';
import type { Bench, Cell, Result } from './bench.ts';
import { setEnvironment } from './set-environment.ts';
import { MIN_MAX, rangeOf, round, type Spread, timed } from './spread.ts';

const CALL_MS = 30; // what a call to ECR takes from within its region
const SIZES = { small: [100, 1_000], whole: [100, 1_000, 10_000, 100_000] } as const;
const PAGE_OF_THE_ANCESTOR = 100;
const RUNS_OF_THE_ANCESTOR = 3; // a thousand calls each

/** gocat's algorithm: list every image in pages of 100, describe them, and take the newest. */
async function asTheAncestor(ecr: ECRClient, repositoryName: string): Promise<string | undefined> {
  let newest: { readonly digest?: string; readonly at: number } = { at: 0 };
  for (let nextToken: string | undefined, first = true; first || nextToken; first = false) {
    const page = await ecr.send(
      new DescribeImagesCommand({ repositoryName, maxResults: PAGE_OF_THE_ANCESTOR, ...(nextToken && { nextToken }) }),
    );
    for (const { imageDigest, imagePushedAt } of page.imageDetails ?? []) {
      const at = imagePushedAt?.getTime() ?? 0;
      if (imageDigest !== undefined && at > newest.at) newest = { digest: imageDigest, at };
    }
    nextToken = page.nextToken;
  }
  return newest.digest;
}

export const findImage: Bench = {
  name: 'find-image',
  question: 'How many ECR calls, and how long, to find the newest image? Against the ancestor, on the same registry',
  run: async ({ scale, say }): Promise<Result> => {
    const rows: Cell[][] = [];
    let calls = 0;
    for (const size of SIZES[scale]) {
      say(`${size} images …`);
      const { ours, ancestor } = await measure(size, scale === 'small' ? 1 : 5);
      const faster = round(ancestor.taken.median / ours.taken.median);
      rows.push([size, ...cellsOf(ours), ...cellsOf(ancestor), faster]);
      calls = Math.max(calls, ours.calls);
    }
    return {
      columns: [
        ...['images', 'calls', 'ms', MIN_MAX],
        ...["ancestor's calls", "ancestor's ms", `ancestor's ${MIN_MAX}`, 'times faster'],
      ],
      rows,
      plot: { along: ['images'], up: ['ms', "ancestor's ms"], unit: 'ms', logarithmic: true },
      figures: [{ what: 'ECR calls for one check of a followed tag', measured: calls, unit: 'calls', atMost: 1 }],
    };
  },
};

const repositoryOf = (name: string): EcrRepository => ({
  name,
  registryId: '123456789012',
  region: 'ap-northeast-1',
  uri: `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/${name}`,
});

interface Way {
  readonly calls: number;
  readonly taken: Spread;
}

const cellsOf = ({ calls, taken }: Way): Cell[] => [calls, taken.median, rangeOf(taken)];

async function measure(size: number, runs: number): Promise<{ readonly ours: Way; readonly ancestor: Way }> {
  const aws = createAws();
  const name = 'bench/api';
  aws.ecr.createRepository(name);
  for (let image = 1; image <= size; image += 1)
    aws.ecr.push(name, { tags: [`v${image}`, ...(image === size ? ['main'] : [])] });
  const { url } = await aws.listen();
  aws.gate.plan({
    operation: /DescribeImages/,
    times: Number.POSITIVE_INFINITY,
    mishap: { kind: 'delay', ms: CALL_MS },
  });
  const restore = setEnvironment({
    AWS_ENDPOINT_URL_ECR: url,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
  });
  try {
    const clients = createEcrClients();
    const repository = repositoryOf(name);
    const ours = () =>
      createEcrActivities(clients).poll({ repository, watches: [{ follow: 'main', match: '^v\\d+$' }] });
    const calls = () => aws.gate.count(/DescribeImages/);
    const before = calls();
    await ours(); // warms up, as it does for the ancestor
    const taken = await timed(runs, ours);
    const middle = calls();
    const ancestor = await timed(Math.min(runs, RUNS_OF_THE_ANCESTOR), () =>
      asTheAncestor(clients(repository.region), name),
    );
    return {
      ours: { calls: (middle - before) / (runs + 1), taken },
      ancestor: { calls: (calls() - middle) / Math.min(runs, RUNS_OF_THE_ANCESTOR), taken: ancestor },
    };
  } finally {
    restore();
    await aws.close();
  }
}
