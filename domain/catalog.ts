import { type Document, LineCounter, parseDocument } from 'yaml';
import { buildCatalog, type Catalog } from './catalog/build.ts';
import { checkCatalog, type Finding } from './catalog/check.ts';
import { findingsOf, sayIssue } from './catalog/issue.ts';
import { CatalogOutline } from './catalog/outline.ts';
import { lostAliases, offsetOf } from './catalog/place.ts';
import { CatalogFile } from './catalog/schema.ts';

export type { Catalog } from './catalog/build.ts';

/** Something wrong in the file, with its key (`services[0].name`) and its place, lines and columns counted from 1. */
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
  const lineCounter = new LineCounter();
  const document = documentIn(text, lineCounter);
  if (!document) return problems([{ path: '', line: 1, column: 1, message: 'is too long or too deep for YAML' }]);
  const problemAt = (offset: number, path: string, message: string): CatalogProblem => {
    const { line, col } = lineCounter.linePos(offset);
    return { path, line: Math.max(1, line), column: Math.max(1, col), message };
  };

  const spoken = [...document.errors, ...document.warnings];
  const lost = lostAliases(document);
  const ofYaml = [
    ...spoken.map(({ message, pos }) => problemAt(pos[0], '', firstLine(message))),
    ...lost.map(({ range, source }) => problemAt(range?.[0] ?? 0, '', `there is no anchor "${source}" before this`)),
  ];
  const isUnreadable = lost.length > 0 || document.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  if (isUnreadable) return problems(ofYaml); // the rest would be guesswork

  const reading = readFile(document);
  if (reading.kind === 'file' && ofYaml.length === 0) return { kind: 'catalog', catalog: buildCatalog(reading.file) };
  const findings = reading.kind === 'file' ? [] : reading.findings;
  return problems([
    ...ofYaml,
    ...findings.map(({ path, message }) => problemAt(offsetOf(document, path), written(path), message)),
  ]);
}

/** Thousands of entries in flow style are more than the library can take. */
function documentIn(text: string, lineCounter: LineCounter) {
  try {
    return parseDocument(text, { lineCounter });
  } catch {
    return undefined;
  }
}

type FileReading =
  | { readonly kind: 'file'; readonly file: CatalogFile }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] };

type PlainData = { readonly kind: 'data'; readonly value: unknown } | Extract<FileReading, { kind: 'findings' }>;

/** The schema and the checks between entries look at the same data, so neither hides what the other finds. */
function readFile(document: Document): FileReading {
  const data = plainData(document);
  if (data.kind === 'findings') return data;
  const file = CatalogFile.safeParse(data.value, { error: sayIssue });
  const outline = CatalogOutline.safeParse(data.value);
  const findings = [
    ...(file.error?.issues ?? []).flatMap(findingsOf),
    ...(outline.data ? checkCatalog(outline.data) : []),
  ];
  return file.success && findings.length === 0 ? { kind: 'file', file: file.data } : { kind: 'findings', findings };
}

/** Anchors may repeat things, but not without end. */
function plainData(document: Document): PlainData {
  try {
    const value: unknown = document.toJS() ?? {};
    JSON.stringify(value); // throws on a list that holds itself
    return { kind: 'data', value };
  } catch (error) {
    const message = error instanceof TypeError ? 'an anchor holds itself' : firstLine(String(error));
    return { kind: 'findings', findings: [{ path: [], message }] };
  }
}

function problems(found: readonly CatalogProblem[]): CatalogReading {
  return { kind: 'problems', problems: found.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

function written(path: Finding['path']): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${key}`)).join('');
}

function firstLine(message: string): string {
  return message
    .replace(/\n[\s\S]*$/, '')
    .replace(/^ReferenceError: /, '')
    .replace(/ at line \d+, column \d+:?$/, '')
    .replace(/; please use YAML.*$/, '');
}
