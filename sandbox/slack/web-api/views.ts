import { z } from 'zod';
import type { Option } from '../block-kit/elements.ts';
import { type Field, HomeTab, isInput, Modal, type ViewBlock } from '../block-kit/view.ts';
import { APP } from '../company.ts';
import type { Triggers } from '../outbound/triggers.ts';
import { type Methods, method, type Office } from './method.ts';
import { refusal } from './refusal.ts';

/** What stands in one field. */
export interface FieldState {
  readonly type: Field['type'];
  readonly value?: string | null;
  readonly selected_option?: Option | null;
  readonly selected_options?: readonly Option[];
}

/** By block id and action id. */
export type FormState = Readonly<Record<string, Readonly<Record<string, FieldState>>>>;

/** What a person has on the screen beside messages. */
export interface ShownView {
  readonly type: 'modal' | 'home';
  readonly blocks: readonly ViewBlock[];
  readonly title?: { readonly text: string } | undefined;
  readonly submit?: { readonly text: string } | undefined;
  readonly close?: { readonly text: string } | undefined;
  readonly callback_id?: string | undefined;
  readonly private_metadata?: string | undefined;
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  readonly state: FormState;
  /** What the app said at a field, by block id. */
  readonly errors: Readonly<Record<string, string>>;
  /** Neither sent nor closed yet. */
  readonly open: boolean;
}

type View = z.infer<typeof Modal> | z.infer<typeof HomeTab>;

export function createViewMethods({ company, workspace }: Office, triggers: Triggers, views: ShownView[]): Methods {
  const show = (user: string, view: View) => {
    const id = `V${views.length + 1}`;
    const state = firstStates(view.blocks);
    const shown: ShownView = { ...view, id, user, state, hash: workspace.nextTs(), errors: {}, open: true };
    views.push(shown);
    return { view: representView(shown) };
  };
  return {
    'views.open': method(z.object({ trigger_id: z.string(), view: Modal }), ({ trigger_id, view }) => {
      const trigger = triggers.use(trigger_id);
      if (trigger.kind === 'refused') throw refusal(trigger.error);
      return show(trigger.user, view);
    }),
    'views.update': method(
      z.object({ view_id: z.string(), hash: z.string().optional(), view: Modal }),
      ({ view_id, hash, view }) => {
        const index = views.findIndex(({ id, open }) => id === view_id && open);
        const before = views[index];
        if (!before) throw refusal('not_found');
        if (hash !== undefined && hash !== before.hash) throw refusal('hash_conflict');
        const state = stateOf(view.blocks, before.state);
        const after: ShownView = { ...before, ...view, state, hash: workspace.nextTs(), errors: {} };
        views[index] = after;
        return { view: representView(after) };
      },
    ),
    'views.publish': method(z.object({ user_id: z.string(), view: HomeTab }), ({ user_id, view }) => {
      if (!company.person(user_id)) throw refusal('user_not_found');
      return show(user_id, view);
    }),
  };
}

/** What the app is told of a view. */
export function representView({ user: _, open: __, errors: ___, state, ...shown }: ShownView): object {
  return { ...shown, team_id: APP.team, app_id: APP.app, bot_id: APP.bot, state: { values: state } };
}

/** A field that keeps its names keeps what stands in it; a new one has what it begins with. */
function stateOf(blocks: readonly ViewBlock[], before: FormState): FormState {
  return Object.fromEntries(
    blocks.filter(isInput).map(({ block_id, element }) => {
      const action = element.action_id ?? 'action';
      return [block_id, { [action]: before[block_id]?.[action] ?? firstState(element) }];
    }),
  );
}

/** A form that nobody has touched. */
export const firstStates = (blocks: readonly ViewBlock[]): FormState => stateOf(blocks, {});

function firstState(field: Field): FieldState {
  switch (field.type) {
    case 'plain_text_input':
      return { type: field.type, value: field.initial_value ?? null };
    case 'checkboxes':
      return { type: field.type, selected_options: field.initial_options ?? [] };
    case 'static_select':
    case 'external_select':
      return { type: field.type, selected_option: field.initial_option ?? null };
  }
}
