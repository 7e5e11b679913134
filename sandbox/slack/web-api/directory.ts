import { z } from 'zod';
import { APP } from '../company.ts';
import { flag, type Methods, method, type Office, requirePlace } from './method.ts';
import { refusal } from './refusal.ts';
import { representGroup, representPerson, representPlace } from './represent.ts';

const Groups = z.object({ include_users: flag.default(false), include_disabled: flag.default(false) });
const Group = z.object({ usergroup: z.string(), include_disabled: flag.default(false) });

/** Who is who and what is where. */
export function createDirectoryMethods(office: Office): Methods {
  const { company } = office;
  return {
    'auth.test': () => ({
      url: `${office.site()}/`,
      team: APP.domain,
      user: APP.name,
      team_id: APP.team,
      user_id: APP.user,
      bot_id: APP.bot,
      is_enterprise_install: false,
    }),
    'users.info': method(z.object({ user: z.string(), include_locale: flag.default(false) }), (args) => {
      const person = company.person(args.user);
      if (!person) throw refusal('user_not_found');
      return { user: representPerson(person, args.include_locale) };
    }),
    'usergroups.list': method(Groups, (args) => {
      const groups = company.groups.filter((group) => args.include_disabled || !group.disabled);
      return { usergroups: groups.map((group) => representGroup(group, args.include_users)) };
    }),
    'usergroups.users.list': method(Group, (args) => {
      const group = company.groups.find(({ id }) => id === args.usergroup);
      if (!group) throw refusal('no_such_subteam');
      if (group.disabled && !args.include_disabled) throw refusal('subteam_disabled');
      return { users: group.users };
    }),
    'conversations.info': method(z.object({ channel: z.string() }), (args) => {
      if (!/^[CDG]/.test(args.channel)) throw refusal('channel_not_found');
      return { channel: representPlace(requirePlace(office, args.channel)) };
    }),
    'conversations.open': method(z.object({ users: z.string(), return_im: flag.default(false) }), (args) => {
      const place = company.person(args.users) && company.place(args.users);
      if (place?.kind !== 'direct') throw refusal('user_not_found');
      if (place.person.deleted) throw refusal('user_disabled');
      const channel = representPlace(place);
      return { channel: args.return_im ? channel : { id: channel.id } };
    }),
  };
}
