import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { buildCatalog, type Catalog } from './catalog-build.ts';
import { checkCatalog, type Finding } from './catalog-check.ts';
import { CatalogFile } from './catalog-schema.ts';

export type { Catalog } from './catalog-build.ts';

/** Something wrong in the file, with its key (`services.0.name`) and its place, lines and columns counted from 1. */
export interface CatalogProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type CatalogReading =
  | { readonly kind: 'catalog'; readonly catalog: Catalog }
  | { readonly kind: 'problems'; readonly problems: readonly CatalogProblem[] };

/** Reads the operator's YAML; every problem is reported at once, in the order of the file. */
export function parseCatalog(text: string): CatalogReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    return problems(
      document.errors.map(({ message, pos }) => ({ path: '', ...place(pos[0]), message: firstLine(message) })),
    );
  }
  const parsed = CatalogFile.safeParse(document.toJS() ?? {});
  const findings = parsed.success ? checkCatalog(parsed.data) : parsed.error.issues.flatMap(findingsOf);
  if (parsed.success && findings.length === 0) return { kind: 'catalog', catalog: buildCatalog(parsed.data) };
  return problems(
    findings.map(({ path, message }) => ({ path: path.join('.'), ...place(offsetOf(document, path)), message })),
  );
}

type Issue = NonNullable<ReturnType<typeof CatalogFile.safeParse>['error']>['issues'][number];

/** An unknown key is a finding at the key itself, so that its own line is named. */
function findingsOf(issue: Issue): Finding[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a key of the catalogue' }));
}

function problems(found: readonly CatalogProblem[]): CatalogReading {
  return { kind: 'problems', problems: found.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

/** Where the key stands; a key that is missing is looked for at its nearest parent that is there. */
function offsetOf(document: Document, path: Finding['path']): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}
