import type { FinalPhase } from '../../domain/deploy.ts';
import type { Message } from '../../sandbox/slack/workspace.ts';
import { APPROVE, CANCEL, REJECT } from '../../slack-gateway/actions.ts';
import { turnSignal } from '../../workflows/contract/target-messages.ts';
import { APPROVAL, ask, awaiting, card, click, type Scene } from './scenes.ts';
import type { Stage, Theatre } from './stage.ts';

/** A message whose buttons were right once, and how its deploy ended since. */
export interface Ending extends Pick<Scene, 'policy' | 'deploy'> {
  begin(stage: Stage): Promise<Message>;
  end(stage: Stage, theatre: Theatre, message: Message): Promise<unknown>;
}

const asked = { policy: APPROVAL, begin: awaiting } as const;

/** Every way in which a deploy may end; a new one that is missing here does not compile. */
export const ENDS = {
  deployed: { ...asked, end: (_, theatre, message) => click(theatre, 'releaser', message, APPROVE) },
  rejected: { ...asked, end: (_, theatre, message) => click(theatre, 'releaser', message, REJECT) },
  cancelled: { ...asked, end: (_, theatre, message) => click(theatre, 'asker', message, CANCEL) },
  failed: { ...asked, deploy: 'bad', end: (_, theatre, message) => click(theatre, 'releaser', message, APPROVE) },
  expired: { policy: 'approval: { by: [releasers], within: 2s }', begin: awaiting, end: async () => undefined },
  superseded: {
    ...asked,
    end: async ({ started }, { client }) =>
      client.workflow.getHandle(started()[0] ?? '').signal(turnSignal, { kind: 'superseded' }),
  },
  refused: {
    ...asked,
    end: async ({ target }, theatre, message) => {
      const { facts } = theatre.world;
      facts.targets = facts.targets.map((entry) =>
        entry === target ? { ...entry, channel: 'C0ELSE', deployers: [] } : entry,
      );
      await click(theatre, 'releaser', message, APPROVE);
    },
  },
  unchanged: {
    begin: async (stage) => {
      stage.hold('resolve');
      await ask(stage);
      return card(stage, CANCEL);
    },
    end: async (stage, { world }) => {
      world.facts.manifests[stage.service] = 'v2';
      stage.letGo();
    },
  },
} as const satisfies Record<FinalPhase, Ending>;
