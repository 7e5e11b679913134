import { readConfig as readGatewayConfig } from '../../slack-gateway/config.ts';
import { readConfig as readWorkerConfig, type WorkerConfig } from '../../worker/config.ts';
import type { Given } from '../flags.ts';
import { renderGrid } from '../grid.ts';
import { createPaint, printable } from '../paint.ts';
import type { Report } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { checkArgoCd } from './argocd.ts';
import { checkEcr, checkEcs, checkLambda } from './aws.ts';
import type { Finding, Verdict } from './finding.ts';
import { checkGitHub } from './github.ts';
import { checkSlack } from './slack.ts';
import { checkEntrance } from './slack-entrance.ts';
import { checkTemporal } from './temporal.ts';

/** Everything that worker and gateway need, really tried, and nothing changed. A fault is named with what mends it. */
export async function doctor(terminal: Terminal, { catalog }: Given): Promise<Report> {
  const env = { ...terminal.env, ...(catalog !== undefined && { TEMPOCAT_CATALOG: catalog }) };
  const worker = readWorkerConfig(env);
  const gateway = readGatewayConfig(env);
  const findings = [
    ...environmentFindings('worker', worker),
    ...environmentFindings('gateway', gateway),
    ...(await checkTemporal(env)),
    ...(gateway.kind === 'config' ? await checkEntrance(gateway.config.slack) : []),
    ...(worker.kind === 'config' ? await checkWorld(worker.config) : []),
    ...(worker.kind !== 'config' && gateway.kind === 'config'
      ? await checkSlack(
          { token: gateway.config.slack.botToken, apiUrl: gateway.config.slack.apiUrl },
          gateway.config.catalog,
        )
      : []),
  ];
  const isIll = findings.some(({ verdict }) => verdict === 'bad');
  return { exit: isIll ? 'failed' : 'done', text: drawFindings(findings, terminal), data: findings };
}

type Reading = { readonly kind: 'config' } | { readonly kind: 'problems'; readonly problems: readonly string[] };

function environmentFindings(name: 'worker' | 'gateway', reading: Reading): Finding[] {
  const about = { area: 'Environment', what: name } as const;
  if (reading.kind === 'config') return [{ ...about, verdict: 'good', found: 'complete' }];
  const fix = 'Set it as .env.example says; what lies behind it was not tried.';
  return reading.problems.map((problem) => ({ ...about, verdict: 'bad', found: printable(problem), fix }));
}

async function checkWorld({ catalog, slack, github, argocd, awsRegion }: WorkerConfig): Promise<Finding[]> {
  const { targets } = catalog;
  const all = await Promise.all([
    checkSlack(slack, catalog),
    github ? checkGitHub(github, targets) : [],
    checkEcr(targets),
    checkLambda(catalog, catalog.region ?? awsRegion),
    checkEcs(catalog, catalog.region ?? awsRegion),
    argocd ? checkArgoCd(argocd, targets) : [],
  ]);
  return all.flat();
}

const SIGNS = { good: '✔', bad: '✖', unknown: '?' } as const satisfies Record<Verdict, string>;
const COLOURS = { good: 'green', bad: 'red', unknown: 'yellow' } as const satisfies Record<Verdict, string>;

/** What mends it stands under what was found. */
function drawFindings(findings: readonly Finding[], { colours, columns }: Terminal): string {
  const rows = findings.flatMap(({ area, what, verdict, found, fix }, index) => {
    const isFirst = findings[index - 1]?.area !== area;
    const colour = COLOURS[verdict];
    const row = [{ text: isFirst ? area : '' }, { text: `${SIGNS[verdict]} ${what}`, colour }, { text: found, colour }];
    return fix === undefined ? [row] : [row, [{ text: '' }, { text: '' }, { text: `→ ${fix}` }]];
  });
  const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length;
  const sum = `${count('good')} good, ${count('bad')} to mend, ${count('unknown')} not known`;
  return `${renderGrid({ head: ['', 'tried', 'found'], rows, width: columns, paint: createPaint(colours) })}\n${sum}`;
}
