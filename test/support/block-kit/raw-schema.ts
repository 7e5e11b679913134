import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A node of a JSON Schema, as far as we look into it. */
export interface Node {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly const?: unknown;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly [more: string]: unknown;
}
const Node: z.ZodType<Node> = z.looseObject({
  $ref: z.string().exactOptional(),
  description: z.string().exactOptional(),
  required: z.array(z.string()).exactOptional(),
  properties: z.lazy(() => z.record(z.string(), Node)).exactOptional(),
  items: z.lazy(() => Node).exactOptional(),
  anyOf: z.lazy(() => z.array(Node)).exactOptional(),
});
export type Definitions = Readonly<Record<string, Node>>;

const TYPES = 'node_modules/@slack/types';
const GENERATOR = 'node_modules/ts-json-schema-generator';
const CACHE = 'node_modules/.cache/tempocat';

/** JSON Schema of everything in the installed `@slack/types`, as the generator writes it; once for each pair of versions. */
export function readRawSchema(): Definitions {
  const cached = join(CACHE, `slack-types-${versionOf(TYPES)}-${versionOf(GENERATOR)}.json`);
  if (!existsSync(cached)) generate(cached);
  return z.object({ definitions: z.record(z.string(), Node) }).parse(JSON.parse(readFileSync(cached, 'utf8')))
    .definitions;
}

/** Whole or not at all: other tests may look for it at the same moment. */
function generate(file: string): void {
  mkdirSync(CACHE, { recursive: true });
  const made = join(mkdtempSync(join(CACHE, 'new-')), 'schema.json');
  const what = ['--path', join(TYPES, 'dist/index.d.ts'), '--type', '*', '--no-type-check', '--out', made];
  execFileSync(process.execPath, [join(GENERATOR, 'bin/ts-json-schema-generator.js'), ...what], { stdio: 'pipe' });
  renameSync(made, file);
}

const versionOf = (folder: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version;
