import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const Panel = z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) });
const Dashboard = z.object({ title: z.string(), panels: z.array(Panel) });
const Rule = z.object({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.object({ severity: z.enum(['page', 'ticket']) }),
  annotations: z.object({ summary: z.string(), description: z.string() }),
});
const Rules = z.object({ groups: z.array(z.object({ name: z.string(), rules: z.array(Rule) })) });

/** Every query of the dashboard and of the rules, Grafana's variables filled in as Grafana would. */
export function queriesOf(folder: string): string[] {
  const { panels } = Dashboard.parse(JSON.parse(readFileSync(join(folder, 'dashboard.json'), 'utf8')));
  const { groups } = Rules.parse(parse(readFileSync(join(folder, 'alerts.yaml'), 'utf8')));
  const queries = [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ];
  return queries.map((query) =>
    query
      .replaceAll('$__rate_interval', '5m')
      .replaceAll('$__range_s', '2592000')
      .replaceAll('$__range', '30d')
      .replaceAll('$service', '.+')
      .replaceAll('$environment', '.+'),
  );
}
