import { APP, type Channel, directId, type Person, type Place, type UserGroup } from '../company.ts';
import type { Message } from '../workspace.ts';

/** A message as Slack's JSON shows it. */
export function representMessage(message: Message) {
  const { author, fromApp, text, blocks, ts, threadTs, edited, metadata } = message;
  return {
    type: 'message',
    user: author,
    ...(fromApp && { bot_id: APP.bot, app_id: APP.app }),
    text,
    ts,
    team: APP.team,
    ...(blocks.length > 0 && { blocks }),
    ...(threadTs && { thread_ts: threadTs }),
    ...(edited && { edited: { user: author, ts: edited } }),
    ...(metadata !== undefined && { metadata }),
  };
}

export function representPerson(person: Person, includeLocale: boolean) {
  const { id, name, title = '', guest = false, deleted = false, bot = false, teamId = APP.team } = person;
  const profile = { real_name: name, display_name: name, title, team: teamId };
  const rights = {
    is_admin: false,
    is_owner: false,
    is_restricted: guest !== false,
    is_ultra_restricted: guest === 'single-channel',
  };
  return {
    id,
    team_id: teamId,
    name,
    deleted,
    real_name: name,
    tz: 'Asia/Tokyo',
    tz_offset: 32_400,
    profile,
    ...(!deleted && rights), // Slack says nothing of the rights of somebody who left
    is_bot: bot,
    is_app_user: false,
    is_stranger: teamId !== APP.team,
    updated: 1_700_000_000,
    ...(includeLocale && { locale: person.locale ?? 'en-US' }),
  };
}

export function representPlace(place: Place) {
  if (place.kind === 'channel') return representChannel(place.channel);
  return { id: directId(place.person.id), is_im: true, is_channel: false, user: place.person.id, is_archived: false };
}

function representChannel({ id, name, archived = false, withoutApp = false }: Channel) {
  return {
    id,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_archived: archived,
    is_member: !withoutApp,
    is_shared: false,
    is_ext_shared: false,
  };
}

export function representGroup({ id, handle, users, disabled = false }: UserGroup, includeUsers: boolean) {
  return {
    id,
    team_id: APP.team,
    is_usergroup: true,
    handle,
    name: handle,
    date_delete: disabled ? 1 : 0,
    user_count: users.length,
    ...(includeUsers && { users }),
  };
}
