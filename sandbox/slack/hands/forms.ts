import { z } from 'zod';
import { isSuccess } from '../outbound/line.ts';
import { submissionPayload } from '../outbound/payloads.ts';
import type { ShownView } from '../web-api/views.ts';
import type { Desk } from './desk.ts';
import type { Done } from './talk.ts';

interface Filled {
  readonly user: string;
  /** What was typed, by block id. */
  readonly values: Readonly<Record<string, string>>;
}

/** Somebody fills in the form on top of their screen. */
export interface Forms {
  /** The form that this person sees, if one is open. */
  openForm(user: string): ShownView | undefined;
  /** Sends it; throws when a field that must be filled is empty, as Slack's own client refuses that. */
  submit(filled: Filled): Promise<Done>;
  dismiss(user: string): void;
}

const Input = z.object({
  type: z.literal('input'),
  block_id: z.string(),
  optional: z.boolean().default(false),
  element: z.object({ action_id: z.string(), type: z.string() }),
});
const Errors = z.object({ response_action: z.string() });

export function createForms(desk: Desk, views: ShownView[]): Forms {
  const openForm = (user: string) => views.findLast((view) => view.type === 'modal' && view.user === user && view.open);
  const close = (view: ShownView) => {
    views[views.indexOf(view)] = { ...view, open: false };
  };
  return {
    openForm,
    dismiss: (user) => {
      const view = openForm(user);
      if (view) close(view);
    },
    submit: async ({ user, values }) => {
      const view = openForm(user);
      const person = desk.company.person(user);
      if (!view || !person) throw new Error(`${user} has no form to send`);
      const inputs = view.blocks.flatMap((block) => Input.safeParse(block).data ?? []);
      const empty = inputs.find(({ block_id: id, optional }) => !optional && !values[id]);
      if (empty) throw new Error(`${empty.block_id} must be filled in`);
      const state = Object.fromEntries(
        inputs.map(({ block_id: id, element }) => [
          id,
          { [element.action_id]: { type: element.type, value: values[id] ?? null } },
        ]),
      );
      const triggerId = desk.triggers.create(user);
      const payload = submissionPayload({ person, view, state, triggerId });
      const outcome = await desk.line.sendForm({ payload: JSON.stringify(payload) });
      const stays = outcome.kind === 'answered' && Errors.safeParse(jsonOf(outcome.body)).success;
      if (isSuccess(outcome) && !stays) close(view);
      return { triggerId, outcome };
    },
  };
}

function jsonOf(body: string): unknown {
  return body.startsWith('{') ? JSON.parse(body) : undefined;
}
