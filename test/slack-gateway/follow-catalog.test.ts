import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { parseCatalog } from '../../domain/catalog.ts';
import type { Measure } from '../../domain/measure.ts';
import { createCatalogInForce } from '../../slack-gateway/follow-catalog.ts';
import { missingCredentials } from '../../worker/missing-credentials.ts';
import { eventually } from '../support/deploying.ts';

const folder = mkdtempSync(join(tmpdir(), 'tempocat-catalog-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ECR = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';
const service = (name: string, deploy: string) => `
  - name: ${name}
    channel: C0DEPLOYS
    image: { repository: ${ECR}/example/${name}, follow: latest, match: "^v" }
    environments: { staging: { deployers: [d], deploy: ${deploy} } }`;
const LAMBDA = '{ kind: lambda, function: f, payload: {} }';
const KUSTOMIZE = '{ kind: kustomize, repository: o/r, path: p, image: i, argocd: { application: a } }';
const file = (...services: readonly string[]) =>
  `version: 1\ngroups: { d: [U0LEAD1], admins: [U0LEAD1] }\nservices:${services.join('')}\n`;

/** As Kubernetes mounts a ConfigMap: a new folder, and a link that is turned to it. */
let version = 0;
function mount(text: string): string {
  version += 1;
  mkdirSync(join(folder, `v${version}`));
  writeFileSync(join(folder, `v${version}`, 'catalog.yaml'), text);
  symlinkSync(`v${version}`, join(folder, 'next'));
  renameSync(join(folder, 'next'), join(folder, '..data'));
  return join(folder, '..data', 'catalog.yaml');
}

function aCatalogInForce(text: string) {
  const path = mount(text);
  const parsed = parseCatalog(text);
  if (parsed.kind !== 'catalog') throw new Error(JSON.stringify(parsed.problems));
  const lines: string[] = [];
  const measures: Measure[] = [];
  const heard: number[] = [];
  const log = pino({}, { write: (line) => lines.push(line) });
  const inForce = createCatalogInForce({
    ...{ catalog: parsed.catalog, source: { path, text }, log },
    check: (catalog) => missingCredentials(catalog, { GITHUB_TOKEN: 't' }),
    record: (news) => measures.push(...news),
  });
  inForce.follow(({ targets }) => heard.push(targets.length));
  const refused = () => measures.filter(({ name }) => name === 'tempocat_catalog_refused').at(-1)?.value;
  const names = () => inForce.present().targets.map(({ service: name }) => name);
  return { lines, measures, heard, refused, names };
}

it('a good change takes effect; a broken one and one without its credentials are refused with every problem, and change nothing', async () => {
  const catalog = aCatalogInForce(file(service('one', LAMBDA)));
  expect([catalog.names(), catalog.refused()]).toEqual([['one'], 0]);

  mount(file(service('one', LAMBDA), service('two', LAMBDA)));
  await eventually(async () => (catalog.heard.length === 1 ? true : undefined), 'the new catalogue');
  expect(catalog.names()).toEqual(['one', 'two']);

  mount(`${file(service('three', LAMBDA))}nonsense: 1\nlocks: 2\n`);
  await eventually(async () => (catalog.refused() === 1 ? true : undefined), 'the refusal of a broken one');
  expect(catalog.names()).toEqual(['one', 'two']);
  expect(catalog.lines.at(-1)).toMatch(/"level":50.*catalog\.yaml:8 nonsense.*catalog\.yaml:9 locks.*is refused/);

  mount(file(service('four', KUSTOMIZE)));
  const wants = (line: string) => /ARGOCD_URL is missing.*ARGOCD_TOKEN is missing/.test(line);
  await eventually(async () => (catalog.lines.some(wants) ? true : undefined), 'the refusal for want of credentials');
  expect([catalog.names(), catalog.refused()]).toEqual([['one', 'two'], 1]);

  rmSync(join(folder, '..data'));
  const unreadable = (line: string) => line.includes('which cannot be read');
  await eventually(async () => (catalog.lines.some(unreadable) ? true : undefined), 'the refusal of no file at all');
  expect(catalog.names()).toEqual(['one', 'two']);

  mount(file(service('five', LAMBDA)));
  await eventually(async () => (catalog.heard.length === 2 ? true : undefined), 'the mended catalogue');
  expect([catalog.names(), catalog.refused()]).toEqual([['five'], 0]);
  const reads = catalog.measures.filter(({ name }) => name === 'tempocat_catalog_reads');
  expect(reads.map(({ labels }) => labels['result'])).toEqual([
    'reloaded',
    'refused',
    'refused',
    'refused',
    'reloaded',
  ]);
});
