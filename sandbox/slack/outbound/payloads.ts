import type { Block } from '../block-kit/block.ts';
import type { Interactive, Option } from '../block-kit/elements.ts';
import { APP, type Company, type Person } from '../company.ts';
import { representMessage } from '../web-api/represent.ts';
import type { Message } from '../workspace.ts';

/** What Slack tells of a person's new message, if it tells anything. */
export function eventOf(company: Company, message: Message): Record<string, unknown> | undefined {
  const place = company.place(message.channel);
  if (!place || message.onlyFor) return undefined;
  const said = { ...representMessage(message), channel: message.channel, event_ts: message.edited ?? message.ts };
  if (place.kind === 'direct') return { ...said, type: 'message', channel_type: 'im' };
  const heard = !place.channel.withoutApp && !message.fromApp && message.text.includes(`<@${APP.user}`);
  return heard ? { ...said, type: 'app_mention' } : undefined;
}

/** What Slack tells of an edit: a mention again, or a change in the direct messages. */
export function editEventOf(company: Company, message: Message, before: Message): Record<string, unknown> | undefined {
  const event = eventOf(company, message);
  if (event?.['type'] !== 'message') return event;
  const { channel, edited } = message;
  return {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel,
    channel_type: 'im',
    ts: edited,
    event_ts: edited,
    message: representMessage(message),
    previous_message: representMessage(before),
  };
}

/** What both a command and a click carry. */
interface Request {
  readonly person: Person;
  readonly channel: { readonly id: string; readonly name: string };
  readonly triggerId: string;
  readonly responseUrl: string;
}

export function commandFields(request: Request, text: string): Record<string, string> {
  const { person, channel, triggerId, responseUrl } = request;
  return {
    token: 'sandbox',
    team_id: person.teamId ?? APP.team,
    team_domain: APP.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.name,
    command: APP.command,
    text,
    api_app_id: APP.app,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  };
}

/** A button or a menu in a message, and what was chosen in it. */
export interface Pressed {
  readonly message: Message;
  readonly block: Block;
  readonly element: Interactive;
  readonly option?: Option | undefined;
}

export function clickPayload(request: Request, pressed: Pressed, actionTs: string): object {
  const { element, block, option } = pressed;
  const { confirm: _unsaid, ...shown } = element;
  const chosen = option && { selected_option: option };
  const action = { ...shown, block_id: block.block_id, action_ts: actionTs, ...chosen };
  const value = { type: element.type, ...chosen };
  const values = chosen ? { [`${block.block_id}`]: { [`${element.action_id}`]: value } } : {};
  return {
    type: 'block_actions',
    ...surroundings(request, pressed.message),
    trigger_id: request.triggerId,
    response_url: request.responseUrl,
    state: { values },
    actions: [action],
  };
}

export function suggestionPayload(request: Request, { message, block, element }: Pressed, query: string): object {
  const asked = { action_id: element.action_id, block_id: block.block_id, value: query };
  return { type: 'block_suggestion', ...surroundings(request, message), ...asked };
}

function surroundings({ person, channel }: Request, message: Message) {
  const { id, name, teamId = APP.team } = person;
  const { threadTs, onlyFor } = message;
  return {
    team: { id: APP.team, domain: APP.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: { id, username: name, name, team_id: teamId },
    api_app_id: APP.app,
    token: 'sandbox',
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: onlyFor !== undefined,
      ...(threadTs && { thread_ts: threadTs }),
    },
    channel,
    ...(onlyFor === undefined && { message: representMessage(message) }), // Slack keeps no ephemeral message to show
  };
}
