import type { Catalog } from '../domain/catalog.ts';
import { parseImageReference } from '../domain/image-reference.ts';
import type { Target } from '../domain/target.ts';
import type { ArgoCdSandbox } from './argocd/index.ts';
import type { AwsSandbox } from './aws/index.ts';
import type { GitHubSandbox } from './github/index.ts';
import { MANIFESTS } from './seed-git.ts';
import type { Panel, PanelTarget } from './slack/page/panel.ts';

interface Source {
  readonly catalog: Catalog;
  readonly github: GitHubSandbox;
  readonly aws: AwsSandbox;
  readonly argocd: ArgoCdSandbox;
  readonly temporalUi?: string;
  push(service: string): Promise<string>;
}

/** What the page shows beside the messages: what really runs, and where to look closer. */
export function createPanel(source: Source): Panel {
  const { catalog, github, temporalUi, push } = source;
  return {
    state: async () => ({
      targets: await Promise.all(catalog.targets.map((target) => show(target, source))),
      links: [
        ...(temporalUi === undefined
          ? []
          : [{ label: 'Temporal UI', url: `${temporalUi}/namespaces/default/workflows` }]),
        { label: 'Manifests on GitHub', url: `${github.url}/${MANIFESTS}` },
        ...github
          .pullRequests(MANIFESTS)
          .slice(-5)
          .map(({ number, title, state, url }) => ({ label: `#${number} ${title} (${state})`, url })),
      ],
      services: catalog.services.map(({ name }) => name),
    }),
    push: async (service) => {
      await push(service);
    },
  };
}

async function show({ service, environment, deploy }: Target, { aws, argocd }: Source): Promise<PanelTarget> {
  switch (deploy.kind) {
    case 'kustomize': {
      const name = deploy.argocd?.application ?? '';
      const images = await argocd.running(name);
      return {
        service,
        environment,
        running: images.map(tagOf).join(' + ') || 'no pods',
        detail: 'EKS, Argo CD',
        url: `${argocd.url}/applications/${name}`,
      };
    }
    case 'hako': {
      const { image, running, desired } = aws.ecs.service(deploy.ecs.cluster, deploy.ecs.service);
      return { service, environment, running: tagOf(image), detail: `ECS, ${running} of ${desired} tasks` };
    }
    case 'lambda': {
      const times = aws.lambda.executions(deploy.function).length;
      return {
        service,
        environment,
        running: times === 0 ? 'not deployed yet' : `deployed ${times}×`,
        detail: 'Lambda',
      };
    }
  }
}

function tagOf(image: string): string {
  const { tag = image } = parseImageReference(image);
  return tag.length > 12 ? tag.slice(0, 7) : tag;
}
