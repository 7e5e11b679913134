import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { parseCatalog } from '../../domain/catalog.ts';
import { GatewayEnvironment } from '../../slack-gateway/config.ts';
import { WorkerEnvironment } from '../../worker/config.ts';
import { goTool } from '../support/go-tool.ts';

const KUSTOMIZE = 'sigs.k8s.io/kustomize/kustomize/v5@v5.7.1';

/** Where `kubernetes-types` keeps what. */
const KINDS: Readonly<Record<string, string>> = {
  Namespace: 'core/v1',
  ServiceAccount: 'core/v1',
  Service: 'core/v1',
  ConfigMap: 'core/v1',
  Deployment: 'apps/v1',
  PodDisruptionBudget: 'policy/v1',
  NetworkPolicy: 'networking/v1',
};

const Resource = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});
type Resource = z.infer<typeof Resource>;

let resources: readonly Resource[] = [];
beforeAll(async () => {
  const kustomize = await goTool('kustomize', KUSTOMIZE);
  const rendered = execFileSync(kustomize, ['build', 'kubernetes/overlays/example'], { encoding: 'utf8' });
  resources = parseAllDocuments(rendered).map((document) => Resource.parse(document.toJS()));
});

const ofKind = (kind: string) => resources.filter((resource) => resource.kind === kind);
const named = (kind: string, name: string) => ofKind(kind).find(({ metadata }) => metadata.name === name);

function schemaOf(kind: string): ValidateFunction {
  const path = `node_modules/kubernetes-types/${KINDS[kind] ?? `unknown: ${kind}`}.d.ts`;
  const generator = createGenerator({ path, type: kind, skipTypeCheck: true, additionalProperties: false });
  return new Ajv({ strict: false }).compile(Object.fromEntries(Object.entries(generator.createSchema(kind))));
}

describe('kubernetes/', () => {
  it('renders two gateways and two workers with all that keeps them running', () => {
    expect(resources.map(({ kind, metadata: { name } }) => `${kind} ${name}`).toSorted()).toEqual([
      'ConfigMap tempocat-catalog',
      expect.stringMatching(/^ConfigMap tempocat-environment-/),
      'Deployment tempocat-gateway',
      'Deployment tempocat-worker',
      'Namespace tempocat',
      'NetworkPolicy tempocat-gateway',
      'NetworkPolicy tempocat-worker',
      'PodDisruptionBudget tempocat-gateway',
      'PodDisruptionBudget tempocat-worker',
      'Service tempocat-gateway',
      'ServiceAccount tempocat-gateway',
      'ServiceAccount tempocat-worker',
    ]);
    for (const deployment of ofKind('Deployment')) expect(deployment).toMatchObject({ spec: { replicas: 2 } });
  });

  it.each(Object.keys(KINDS))('every %s is what Kubernetes knows, to the last key', (kind) => {
    const check = schemaOf(kind);
    expect(ofKind(kind).length).toBeGreaterThan(0);
    for (const resource of ofKind(kind)) {
      expect({ name: resource.metadata.name, errors: check(resource) ? [] : check.errors }).toEqual({
        name: resource.metadata.name,
        errors: [],
      });
    }
    expect(check({ ...ofKind(kind)[0], specc: {} })).toBe(false); // the schema does refuse
  });

  it('runs nobody as root, with a read-only root, and holds vendors’ secrets only where they are used', () => {
    for (const deployment of ofKind('Deployment')) {
      const { template } = z.object({ template: Template }).parse(deployment['spec']);
      const [container] = template.spec.containers;
      expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(container.securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
      });
      const name = deployment.metadata.name;
      expect(container.envFrom.flatMap(({ secretRef }) => (secretRef ? [secretRef.name] : []))).toEqual([name]);
      expect(container.image).toBe('registry.example.com/tempocat:0.1.0');
    }
  });

  it('says only variables that the processes know', () => {
    const known = new Set([...Object.keys(WorkerEnvironment.shape), ...Object.keys(GatewayEnvironment.shape)]);
    const ofOthers = ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'NODE_OPTIONS'];
    const environment = ofKind('ConfigMap').find(({ metadata: { name } }) => name.startsWith('tempocat-environment'));
    const given = [
      ...Object.keys(z.record(z.string(), z.string()).parse(environment?.['data'])),
      ...ofKind('Deployment').flatMap(({ spec }) =>
        z
          .object({ template: Template })
          .parse(spec)
          .template.spec.containers[0].env.map(({ name }) => name),
      ),
    ];
    expect(given.filter((name) => !known.has(name) && !ofOthers.includes(name))).toEqual([]);
  });

  it('shows a catalogue that parses', () => {
    const { data } = z
      .looseObject({ data: z.object({ 'catalog.yaml': z.string() }) })
      .parse(named('ConfigMap', 'tempocat-catalog'));
    expect(parseCatalog(data['catalog.yaml'])).toMatchObject({ kind: 'catalog' });
  });
});

const Container = z.looseObject({
  image: z.string(),
  env: z.array(z.looseObject({ name: z.string() })),
  envFrom: z.array(z.object({ secretRef: z.object({ name: z.string() }).optional() })),
  securityContext: z.looseObject({}),
});

const Template = z.object({
  spec: z.looseObject({ securityContext: z.looseObject({}), containers: z.tuple([Container]) }),
});
