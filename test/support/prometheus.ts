import { parser } from '@prometheus-io/lezer-promql';

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** What Prometheus would read there. */
export async function scrape(url: string): Promise<Sample[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.text()).split('\n').flatMap((line) => {
    const [, name, labels = '', value] = LINE.exec(line) ?? [];
    if (name === undefined || line.startsWith('#')) return [];
    const pairs = [...labels.matchAll(LABEL)].map(([, label = '', text = '']) => [label, text]);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
}

export interface Selector {
  readonly name: string;
  /** That it asks for, or groups by around it. */
  readonly labels: readonly string[];
}

/** The metrics that a query asks for. Throws where it is no PromQL. */
export function selectorsOf(query: string): Selector[] {
  const tree = parser.parse(query);
  const text = ({ from, to }: { readonly from: number; readonly to: number }) => query.slice(from, to);
  const found: { name: string; from: number; to: number; labels: string[] }[] = [];
  const groupings: { from: number; to: number; labels: string[] }[] = [];
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) throw new Error(`no PromQL at ${node.from}: ${query}`);
      const { node: present } = node;
      if (node.name === 'VectorSelector') {
        const labels = present.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
        const name = present.getChild('Identifier');
        if (name) {
          const asked = labels.flatMap((matcher) => matcher.getChildren('LabelName').map(text));
          found.push({ name: text(name), from: node.from, to: node.to, labels: asked });
        }
      }
      if (node.name === 'AggregateExpr') {
        const labels =
          present.getChild('AggregateModifier')?.getChild('GroupingLabels')?.getChildren('LabelName') ?? [];
        groupings.push({ from: node.from, to: node.to, labels: labels.map(text) });
      }
    },
  });
  return found.map(({ name, from, to, labels }) => {
    const around = groupings.filter((grouping) => grouping.from <= from && grouping.to >= to);
    return { name, labels: [...labels, ...around.flatMap((grouping) => grouping.labels)] };
  });
}
