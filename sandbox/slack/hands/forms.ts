import { z } from 'zod';
import { Option } from '../block-kit/elements.ts';
import { type Field, isInput, type ViewBlock } from '../block-kit/view.ts';
import { isSuccess } from '../outbound/line.ts';
import { submissionPayload, viewActionPayload, viewSuggestionPayload } from '../outbound/view-payloads.ts';
import type { FieldState, ShownView } from '../web-api/views.ts';
import type { Desk } from './desk.ts';
import { optionsOf } from './press.ts';
import { type Done, reasonOf } from './talk.ts';

type Value = string | Option | readonly string[];

interface Filling {
  readonly user: string;
  /** Block id of the field. */
  readonly block: string;
  /** Words; the value or the text of an option; an option that the app suggested; values of what is ticked. */
  readonly value: Value;
}

/** Somebody fills in the form on top of their screen. */
export interface Forms {
  /** The form that this person sees, if one is open. */
  openForm(user: string): ShownView | undefined;
  /** Fills in one field; the app hears of it at once when it wants to. */
  fill(filling: Filling): Promise<Done | undefined>;
  /** What the app offers in a menu that it fills itself. */
  suggestInForm(asking: {
    readonly user: string;
    readonly block: string;
    readonly query: string;
  }): Promise<readonly Option[]>;
  /** Sends it, with these fields filled in; throws when one that must be filled is empty, as Slack's own client refuses that. */
  submit(filled: { readonly user: string; readonly values: Readonly<Record<string, Value>> }): Promise<Done>;
  dismiss(user: string): void;
}

type InputBlock = Extract<ViewBlock, { type: 'input' }>;
const Errors = z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) });
const Suggestions = z.object({ options: z.array(Option) });

export function createForms(desk: Desk, views: ShownView[]): Forms {
  const openForm = (user: string) => views.findLast((view) => view.type === 'modal' && view.user === user && view.open);
  const need = (user: string) => {
    const view = openForm(user);
    const person = desk.company.person(user);
    if (!view || !person) throw new Error(`${user} has no form to fill in`);
    return { view, person };
  };
  const change = (id: string, news: Partial<ShownView>) => {
    const index = views.findIndex((view) => view.id === id);
    const before = views[index];
    if (before) views[index] = { ...before, ...news };
  };
  const set = (user: string, block: string, value: Value): InputBlock => {
    const { view } = need(user);
    const input = findInput(view, block);
    const action = input.element.action_id ?? 'action';
    change(view.id, { state: { ...view.state, [block]: { [action]: filledState(input.element, value) } } });
    return input;
  };
  return {
    openForm,
    dismiss: (user) => {
      const view = openForm(user);
      if (view) change(view.id, { open: false });
    },
    fill: async ({ user, block, value }) => {
      const { dispatch_action, element } = set(user, block, value);
      if (!dispatch_action) return undefined;
      const doing = { ...need(user), triggerId: desk.triggers.create(user) };
      const option = doing.view.state[block]?.[element.action_id ?? 'action']?.selected_option ?? undefined;
      const at = desk.workspace.nextTs();
      const payload = viewActionPayload(doing, { element, blockId: block, option, at });
      return { triggerId: doing.triggerId, outcome: await desk.line.sendForm({ payload: JSON.stringify(payload) }) };
    },
    suggestInForm: async ({ user, block, query }) => {
      const { view, person } = need(user);
      const actionId = findInput(view, block).element.action_id ?? 'action';
      const payload = viewSuggestionPayload({ view, person, triggerId: '' }, { actionId, blockId: block, query });
      const outcome = await desk.line.sendForm({ payload: JSON.stringify(payload) });
      if (outcome.kind !== 'answered' || !isSuccess(outcome)) throw new Error(`no suggestions: ${reasonOf(outcome)}`);
      return Suggestions.parse(JSON.parse(outcome.body)).options;
    },
    submit: async ({ user, values }) => {
      for (const [block, value] of Object.entries(values)) set(user, block, value);
      const { view, person } = need(user);
      const empty = view.blocks.filter(isInput).find((input) => !input.optional && isEmpty(view, input));
      if (empty) throw new Error(`${empty.block_id} must be filled in`);
      const triggerId = desk.triggers.create(user);
      const payload = submissionPayload({ person, view, triggerId });
      const outcome = await desk.line.sendForm({ payload: JSON.stringify(payload) });
      const errors = outcome.kind === 'answered' ? Errors.safeParse(jsonOf(outcome.body)).data?.errors : undefined;
      if (errors) change(view.id, { errors });
      else if (isSuccess(outcome)) change(view.id, { open: false });
      return { triggerId, outcome };
    },
  };
}

function findInput({ blocks }: ShownView, block: string): InputBlock {
  const found = blocks.filter(isInput).find(({ block_id }) => block_id === block);
  if (!found) throw new Error(`the form has no field ${block}`);
  return found;
}

function filledState(field: Field, value: Value): FieldState {
  const { type } = field;
  if (type === 'plain_text_input') return { type, value: typeof value === 'string' && value !== '' ? value : null };
  if (type === 'checkboxes') {
    const ticked = field.options.filter(
      (option) => typeof value === 'object' && 'length' in value && value.includes(option.value),
    );
    return { type, selected_options: ticked };
  }
  if (typeof value === 'object' && 'text' in value) return { type, selected_option: value };
  const found =
    type === 'static_select'
      ? optionsOf(field).find((option) => [option.value, option.text.text].includes(String(value)))
      : undefined;
  if (!found && value !== '') throw new Error(`no option ${JSON.stringify(value)}`);
  return { type, selected_option: found ?? null };
}

function isEmpty({ state }: ShownView, { block_id, element }: InputBlock): boolean {
  const { value, selected_option, selected_options } = state[block_id]?.[element.action_id ?? 'action'] ?? {};
  return !value && !selected_option && !selected_options?.length;
}

function jsonOf(body: string): unknown {
  return body.startsWith('{') ? JSON.parse(body) : undefined;
}
