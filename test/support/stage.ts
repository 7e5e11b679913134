import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { readState } from '../../client/ask-target.ts';
import { parseCatalog } from '../../domain/catalog.ts';
import type { Phase } from '../../domain/deploy.ts';
import type { Target } from '../../domain/target.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { TASK_QUEUE } from '../../workflows/contract/ids.ts';
import { progressQuery } from '../../workflows/contract/messages.ts';
import { aGate, eventually } from './deploying.ts';
import { type FakeWorld, fakeWorld, image } from './fake-world.ts';
import { openGateway } from './gateway.ts';
import { openHouse } from './house.ts';
import { openSlackOffice } from './slack-office.ts';

/** Every kind of person that may press a button. Those who are no full members stand in every list, and still may nothing. */
export const PEOPLE = {
  asker: { id: 'U0ASKER', name: 'Aki' },
  deployer: { id: 'U0DEV', name: 'Daichi' },
  releaser: { id: 'U0REL', name: 'Rin' },
  admin: { id: 'U0ADMIN', name: 'Maya' },
  outsider: { id: 'U0OUT', name: 'Otto' },
  guest: { id: 'U0GUEST', name: 'Guest', guest: true },
  stranger: { id: 'U0ELSE', name: 'Kai', teamId: 'T0OTHER' },
  bot: { id: 'U0ROBOT', name: 'Robot', bot: true },
  /** Whose account is closed right after the click. */
  deleted: { id: 'U0GONE', name: 'Former' },
  /** Of whom Slack knows nothing when it is asked. */
  unknown: { id: 'U0WHO', name: 'Who' },
} as const;
export type Kind = keyof typeof PEOPLE;
export const KINDS = Object.keys(PEOPLE).filter((kind): kind is Kind => Object.hasOwn(PEOPLE, kind));

const NOBODY = 'U0GUEST, U0ELSE, U0ROBOT, U0GONE, U0WHO';
const HEAD = `
version: 1
defaults: { locale: en, region: ap-northeast-1, channel: C0DEPLOYS, deployers: [developers] }
groups: { developers: [U0ASKER, U0DEV, ${NOBODY}], releasers: [U0REL, ${NOBODY}], admins: [U0ADMIN, ${NOBODY}] }
`;

/** Where the world can be held up: an image is looked up, looked at again before the roll-out, a function is invoked. */
type Point = 'resolve' | 'check' | 'invoke';

/** A service of its own in a channel of its own, so that many scenes are played at once. */
export interface Stage {
  readonly service: string;
  readonly channel: string;
  /** Of a function that is only invoked: any. */
  readonly target: Target;
  say(words: string, kind?: Kind): Promise<string>;
  /** A message of ours in the channel, now or soon. */
  hear(isIt: (message: Message) => boolean): Promise<Message>;
  /** What is asked of the world here at this point waits until it is let go. */
  hold(point: Point): void;
  letGo(): void;
  /** Deploys and invocations that were started here from Slack. */
  started(): readonly string[];
  phases(): Promise<readonly Phase[]>;
  /** Every deploy has ended, or waits for a person. */
  isQuiet(): Promise<boolean>;
  /** All that a click could change. */
  look(): Promise<string>;
}

/** A service, or a function, of the catalogue that is played with. */
export interface Plot {
  readonly name: string;
  /** Of its environment, as YAML. */
  readonly policy?: string;
  readonly deploy?: 'lambda' | 'lost' | 'bad' | 'event';
  readonly is?: 'function';
  readonly elsewhere?: true;
}

const ECR = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com';

function serviceOf({ name, policy, deploy, elsewhere }: Plot): string {
  const kustomize = (path: string) =>
    `{ kind: kustomize, repository: example/m, path: ${path}, image: x, write: commit }`;
  const mode = deploy === 'event' ? ', mode: event' : '';
  const lambda = `{ kind: lambda, function: ${deploy}_${name}, payload: { id: "{deployId}" }${mode} }`;
  return `
  - name: ${name}
    ${elsewhere ? '' : `channel: ${channelOf(name)}`}
    image: { repository: ${ECR}/example/${name}, match: "^v\\\\d+$" }
    environments:
      before: { deploy: ${kustomize(`${name}-before`)} }
      ${environmentOf({ name, ...(elsewhere && { elsewhere }) })}:
        ${policy ?? ''}
        deploy: ${deploy ? lambda : kustomize(name)}
`;
}

const functionOf = ({ name }: Plot): string => `
  - name: ${name}
    environments: { here: { function: lost_${name}, invokers: [developers] } }
`;

/** Where a service is announced elsewhere, its environment has a name of its own. */
const environmentOf = ({ name, elsewhere }: Pick<Plot, 'name' | 'elsewhere'>): string =>
  elsewhere ? `at-${name}` : 'here';

export async function openTheatre(plots: readonly Plot[]) {
  const names = plots.map(({ name }) => name);
  const services = plots.filter((plot) => plot.is !== 'function').map(serviceOf);
  const functions = plots.filter((plot) => plot.is === 'function').map(functionOf);
  const listed = functions.length > 0 ? `\n${functions.join('')}` : ' []';
  const parsed = parseCatalog(`${HEAD}services:\n${services.join('')}functions:${listed}`);
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  const { catalog } = parsed;
  const channels = ['C0DEPLOYS', ...names.map(channelOf)].map((id) => ({ id, name: id.toLowerCase() }));
  const office = await openSlackOffice({ people: Object.values(PEOPLE), channels });
  const gates = new Map<string, Shut>();
  const world = { ...aWorldWithGates(catalog.targets, gates), slack: office.postman };

  const namespace = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address: process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '' });
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  const attributes = async () => {
    const done = await registerSearchAttributes(connection, namespace).catch(() => undefined);
    return done?.kind === 'registered' ? true : undefined;
  };
  await eventually(attributes, 'the search attributes');
  const house = await openHouse(world, { namespace, taskQueue: TASK_QUEUE });
  const starts = new Set<string>();
  const client = new Client({
    connection,
    namespace,
    interceptors: {
      workflow: [
        {
          start: (input, next) => {
            starts.add(input.options.workflowId);
            return next(input);
          },
        },
      ],
    },
  });
  const closeGateway = await openGateway({ office, client, catalog });
  const { slack } = office;

  const stage = (service: string): Stage => {
    const isMeant = (entry: Target) => entry.service === service && entry.environment !== 'before';
    const target = catalog.targets.find(isMeant) ?? catalog.targets[0];
    if (!target) throw new Error(`no service ${service}`);
    const channel = channelOf(service);
    const started = () => [...starts].filter((id) => /^(deploy|invoke):/.test(id) && id.split(':')[1] === service);
    const cards = () =>
      Promise.all(
        started()
          .filter((id) => id.startsWith('deploy:'))
          .map((id) => house.client.workflow.getHandle(id).query(progressQuery)),
      );
    return {
      ...{ service, channel, target, started },
      say: async (words, kind = 'asker') => {
        const said = slack.say({ user: PEOPLE[kind].id, channel, text: `<@U0TEMPOCAT> ${words}` });
        await said.delivered;
        return said.ts;
      },
      hear: (isIt) =>
        slack.waitForMessage((message) => message.fromApp && message.channel === channel && isIt(message), 45_000),
      hold: (point) => void gates.set(service, { point, ...aGate() }),
      letGo: () => {
        gates.get(service)?.open();
        gates.delete(service);
      },
      phases: async () => (await cards()).map(({ phase }) => phase),
      isQuiet: async () =>
        (await cards()).every(
          ({ phase, queue, endedAt, approval }) =>
            endedAt !== undefined ||
            (phase === 'awaiting-approval' && (approval?.votes.length ?? 0) < (approval?.count ?? 1)) ||
            (phase === 'queued' && queue?.stop !== undefined),
        ),
      look: async () => {
        const shown = (await cards()).map(({ phase, approval, outcome, cancelAsked }) => [
          ...[phase, approval?.votes.length, outcome, cancelAsked],
        ]);
        const targets = catalog.targets.filter((entry) => entry.service === service);
        const states = await Promise.all(targets.map((entry) => readState(house.client, entry)));
        return JSON.stringify([started(), shown, states], (key, value: unknown) => (key === 'remindAt' ? '' : value));
      },
    };
  };
  return {
    ...{ stage, slack, world, web: office.web, client: house.client },
    close: async () => {
      await closeGateway();
      await house.stop();
      await connection.close();
      await slack.close();
    },
  };
}

export type Theatre = Awaited<ReturnType<typeof openTheatre>>;

const channelOf = (name: string): string => `C${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;

type Shut = ReturnType<typeof aGate> & { readonly point: Point };

/** Asked for something at a service whose gate is shut, it answers when that is open; functions may get lost. */
function aWorldWithGates(targets: readonly Target[], gates: ReadonlyMap<string, Shut>): FakeWorld {
  const world = fakeWorld(targets);
  const atGate = async (point: Point, name: string) => {
    const shut = gates.get(name.split(/[/_]/).at(-1) ?? '');
    if (shut?.point === point) await shut.opened;
  };
  return {
    ...world,
    ecr: {
      ...world.ecr,
      resolveImage: async (args) => {
        await atGate('resolve', args.source.repository.name);
        return world.ecr.resolveImage(args);
      },
      digestOf: async (args) => {
        await atGate('check', args.repository.name);
        return image(args.tag).digest;
      },
    },
    lambda: {
      invokeFunction: async (args) => {
        if (args.mode === 'event') return { kind: 'accepted' };
        await atGate('invoke', args.function);
        if (args.function.startsWith('lost_')) return { kind: 'unknown', detail: 'the connection was dropped' };
        if (args.function.startsWith('bad_'))
          return { kind: 'answered', payload: '{"error":"no"}', functionError: 'Unhandled' };
        return world.lambda.invokeFunction(args);
      },
    },
  };
}
