import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

export const ROOMS = [
  'domain',
  'workflows',
  'activities',
  'client',
  'worker',
  'slack-gateway',
  'cli',
  'sandbox',
  'bench',
] as const;

/** Paths of the TypeScript files below a folder, from the repository's root. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

export interface Import {
  readonly file: string;
  /** A path from the repository's root, or a package. */
  readonly target: string;
  readonly isType: boolean;
}

export function importsOf(file: string): Import[] {
  const imports: Import[] = [];
  for (const statement of parse(file).statements) {
    const isImport = ts.isImportDeclaration(statement);
    if (!isImport && !ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) continue;
    const path = moduleSpecifier.text;
    const target = path.startsWith('.') ? normalize(join(dirname(file), path)) : path;
    const isType = isImport
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    imports.push({ file, target, isType });
  }
  return imports;
}

export interface FunctionSize {
  readonly name: string;
  readonly lines: number;
  readonly parameters: number;
}

/** Every function of a file. A factory's size does not count the functions inside it, which are counted themselves. */
export function functionsOf(file: string): FunctionSize[] {
  const source = parse(file);
  const found: FunctionSize[] = [];
  const linesOf = (node: ts.Node) =>
    source.getLineAndCharacterOfPosition(node.end).line -
    source.getLineAndCharacterOfPosition(node.getStart(source)).line +
    1;
  const visit = (node: ts.Node): number => {
    let inner = 0;
    ts.forEachChild(node, (child) => {
      inner += visit(child);
    });
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return inner;
    const lines = linesOf(node);
    const name =
      node.name && ts.isIdentifier(node.name)
        ? node.name.text
        : `line ${source.getLineAndCharacterOfPosition(node.pos).line + 1}`;
    found.push({ name, lines: lines - inner, parameters: node.parameters.length });
    return lines > 1 ? lines : 0;
  };
  visit(source);
  return found;
}

export function linesOf(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

export interface Call {
  /** As it is written: `sleep`, `CancellationScope.withTimeout`. */
  readonly name: string;
  readonly args: number;
}

export function callsOf(file: string): Call[] {
  const found: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push({ name: node.expression.getText(), args: node.arguments.length });
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}
