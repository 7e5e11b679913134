import { z } from 'zod';
import { type Block, interactiveOf } from '../block-kit/block.ts';
import { type Interactive, Option } from '../block-kit/elements.ts';
import type { Field } from '../block-kit/view.ts';
import { APP } from '../company.ts';
import { isSuccess } from '../outbound/line.ts';
import { clickPayload, type Pressed, suggestionPayload } from '../outbound/payloads.ts';
import type { Message } from '../workspace.ts';
import { type Desk, takeSeat } from './desk.ts';
import { complain, type Done, reasonOf } from './talk.ts';

interface Click {
  readonly user: string;
  readonly channel: string;
  /** The message with the button. */
  readonly ts: string;
  readonly actionId: string;
  /** Of several buttons with one action id: the one with this value. */
  readonly value?: string;
  /** Of blocks whose elements share an action id: this one. */
  readonly blockId?: string;
  /** On a screen that does not show the last edits yet. */
  readonly late?: boolean;
}

/** Somebody presses what a message shows; throws when they cannot see it. */
export interface Press {
  click(click: Click): Promise<Done>;
  /** Takes an option of a menu: one that it shows, or one that the app suggested. */
  choose(choice: Omit<Click, 'value'> & { readonly option: string | Option }): Promise<Done>;
  /** What the app offers in a menu that it fills itself. */
  suggest(asking: Omit<Click, 'value'> & { readonly query: string }): Promise<readonly Option[]>;
}

export function createPress(desk: Desk): Press {
  return {
    click: async (click) => press(desk, click, findPressed(desk, click)),
    choose: async ({ option: wanted, ...click }) => {
      const pressed = findPressed(desk, click);
      const option = typeof wanted === 'string' ? optionsOf(pressed.element).find(isNamed(wanted)) : wanted;
      if (!option) throw new Error(`no option ${JSON.stringify(wanted)} in ${click.actionId}`);
      return press(desk, click, { ...pressed, option });
    },
    suggest: ({ query, ...click }) => suggest(desk, click, query),
  };
}

async function press(desk: Desk, click: Click, pressed: Pressed): Promise<Done> {
  const request = createRequest(desk, click, pressed.message);
  const outcome = await desk.line.sendForm({
    payload: JSON.stringify(clickPayload(request, pressed, desk.workspace.nextTs())),
  });
  if (!isSuccess(outcome)) {
    const asked = { user: click.user, channel: request.channel.id, original: pressed.message };
    complain(desk, asked, `${APP.name} did not answer the click (${reasonOf(outcome)}). Please try again.`);
  }
  return { triggerId: request.triggerId, outcome };
}

const Suggestions = z.object({ options: z.array(Option) });

async function suggest(desk: Desk, click: Click, query: string): Promise<readonly Option[]> {
  const pressed = findPressed(desk, click);
  const request = createRequest(desk, click, pressed.message);
  const outcome = await desk.line.sendForm({ payload: JSON.stringify(suggestionPayload(request, pressed, query)) });
  if (outcome.kind !== 'answered' || !isSuccess(outcome)) throw new Error(`no suggestions: ${reasonOf(outcome)}`);
  return Suggestions.parse(JSON.parse(outcome.body)).options;
}

function createRequest(desk: Desk, { user, channel }: Click, original: Message) {
  const seat = takeSeat(desk.company, user, channel);
  const triggerId = desk.triggers.create(user);
  return { ...seat, triggerId, responseUrl: desk.responseUrls.create({ user, channel: seat.channel.id, original }) };
}

/** The element as it stands in the message now, or stood there before, as far as this person can see it. */
function findPressed({ company, workspace }: Desk, click: Click): Pressed {
  const seat = takeSeat(company, click.user, click.channel);
  const message = workspace.find(seat.channel.id, click.ts);
  if (!message || (message.onlyFor && message.onlyFor !== click.user))
    throw new Error(`no message ${click.ts} to press`);
  const earlier = click.late ? workspace.history(seat.channel.id, click.ts).flatMap(({ blocks }) => blocks) : [];
  const elements = [...message.blocks, ...earlier].flatMap((block) =>
    interactiveOf(block).map((element) => ({ block, element })),
  );
  const found = elements.find(({ block, element }) => isMeant(click, block, element));
  if (!found) throw new Error(`no ${click.actionId} in the message: ${elements.map((it) => it.element.action_id)}`);
  return { message, ...found };
}

function isMeant({ actionId, value, blockId }: Click, block: Block, element: Interactive): boolean {
  if (element.action_id !== actionId || (blockId !== undefined && block.block_id !== blockId)) return false;
  return value === undefined || (element.type === 'button' && element.value === value);
}

export function optionsOf(element: Interactive | Field): readonly Option[] {
  if (element.type === 'overflow' || element.type === 'checkboxes') return element.options;
  if (element.type !== 'static_select') return [];
  return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
}

const isNamed = (name: string) => (option: Option) => option.value === name || option.text.text === name;
