import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import type { Locale } from '../../domain/target.ts';
import { aTarget } from './a-target.ts';
import { createArbitraries, type Named } from './arbitrary-of-type.ts';
import type { Surface } from './block-kit/judge.ts';
import { hostile } from './hostile-text.ts';

const FOLDER = 'slack-gateway/views';
/** Draws nothing by itself: what it is given is safe text already. */
const BUILDER = '/blocks.ts';

/** What each kind of view is returned as. */
const SURFACES: Readonly<Record<string, Surface>> = { Message: 'message', ModalView: 'modal', HomeView: 'home' };

export interface View {
  readonly name: string;
  readonly file: string;
  readonly surface: Surface;
  /** All that its parameters allow, in one language. */
  argumentsIn(locale: Locale): fc.Arbitrary<unknown[]>;
}

/** Every exported function that draws a whole message, form or home tab, found in the sources. */
export function findViews(): View[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const files = ts.sys.readDirectory(FOLDER, ['.ts'], undefined, ['*']).filter((file) => !file.endsWith(BUILDER));
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    return module ? checker.getExportsOfModule(module).flatMap((symbol) => viewOf(symbol, file, checker)) : [];
  });
}

function viewOf(symbol: ts.Symbol, file: string, checker: ts.TypeChecker): View[] {
  const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
  const surface = signature && SURFACES[checker.typeToString(signature.getReturnType())];
  if (!surface) return [];
  const argumentsIn = (locale: Locale) => {
    const of = createArbitraries(checker, { text: words, number: numbers, named: namesIn(locale) });
    const parameters = signature
      .getParameters()
      .map((parameter) => of(checker.getTypeOfSymbol(parameter), parameter.name));
    return fc.tuple(...parameters);
  };
  return [{ name: symbol.name, file: join(process.cwd(), file), surface, argumentsIn }];
}

const JAPANESE = '本番環境へのデプロイを確認してください。';
const words: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: hostile.map((text) => text.slice(0, 400)) },
  { weight: 1, arbitrary: hostile },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', JAPANESE, JAPANESE.repeat(200), 'x'.repeat(4_000), 'U0DEV1', 'schedule'),
  },
);
const numbers = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 0, max: 400 }),
  fc.integer({ min: 1.7e12, max: 1.9e12 }),
);
const names = fc.constantFrom('api', 'a-b-c', 'a'.repeat(63));
const ids = fc.constantFrom(
  'deploy:api:production:C1-1.1',
  `deploy:${'a'.repeat(63)}:${'b'.repeat(63)}:${'c'.repeat(60)}`,
);
const tags = fc.constantFrom('v1', 'c0ffee00'.repeat(5), 't'.repeat(128));
const urls = fc.oneof(
  words,
  fc.constantFrom('https://github.com/a/b/pull/7', 'https://evil.example/', 'javascript:alert(1)'),
);

/** What cannot be anything: ids of ours, names of the catalogue, what registries and Slack give. */
const namesIn = (locale: Locale): Named => ({
  locale: fc.constant(locale),
  Locale: fc.constant(locale),
  Links: fc.constantFrom(
    { namespace: 'default' },
    { namespace: 'a b', temporalUi: 'https://temporal.example/', argoCd: 'https://argo.example', groups: GROUPS },
  ),
  Catalog: fc.constantFrom(0, 1, 500).map(aCatalog),
  Json: fc.oneof(words, fc.dictionary(words, words)),
  ...Object.fromEntries(
    ['deployId', 'invokeId', 'holder', 'rollingOut', 'undoneBy', 'last', 'of', 'about'].map((key) => [key, ids]),
  ),
  ...Object.fromEntries(
    ['service', 'environment', 'name', 'after', 'notIn', 'environments'].map((key) => [key, names]),
  ),
  ...Object.fromEntries(['tag', 'found', 'believed'].map((key) => [key, tags])),
  ...Object.fromEntries(['url', 'permalink'].map((key) => [key, urls])),
  plan: fc.integer({ min: 1, max: 99 }),
  digest: fc.constant(`sha256:${'a'.repeat(64)}`),
  channel: fc.constantFrom('C0DEPLOYS', 'D0DEV1'),
  ...Object.fromEntries(['ts', 'threadTs', 'messageTs'].map((key) => [key, fc.constant('1760000000.000100')])),
});
const GROUPS = { releasers: ['U0LEAD', 'S0DEVS'], a: ['nobody'] };

const aCatalog = (count: number) => {
  const services = Array.from({ length: count }, (_, index) => ({ name: `service-${index}`, aliases: ['a', 'b'] }));
  const targets = services.flatMap(({ name }) =>
    ['staging', 'production'].map((environment) => aTarget({ service: name, environment })),
  );
  return { services, targets, functionNames: services, functions: [] };
};
