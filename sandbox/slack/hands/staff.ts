import { APP, type Person } from '../company.ts';
import { deliverEvent, newEventId } from '../outbound/deliver-event.ts';
import { representGroup, representPerson } from '../web-api/represent.ts';
import type { Desk } from './desk.ts';

/** Whoever administers the workspace. What they change is in force at once; each resolves when the gateway has heard of it. */
export interface Staff {
  /** From now on these are in the user group. */
  changeGroup(id: string, users: readonly string[]): Promise<void>;
  /** The user group is there, and counts no more. */
  disableGroup(id: string): Promise<void>;
  /** Somebody takes another name, becomes a guest, leaves. */
  changePerson(id: string, change: Omit<Partial<Person>, 'id'>): Promise<void>;
}

export function createStaff({ company, line, retryDelaysMs }: Desk): Staff {
  const tell = async (event: Readonly<Record<string, unknown>>): Promise<void> => {
    await deliverEvent(line, { event_id: newEventId(), event }, retryDelaysMs);
  };
  return {
    changeGroup: async (id, users) => {
      const before = company.groups.find((group) => group.id === id)?.users ?? [];
      company.groups = company.groups.map((group) => (group.id === id ? { ...group, users } : group));
      await tell({
        type: 'subteam_members_changed',
        subteam_id: id,
        team_id: APP.team,
        date_previous_update: 0,
        date_update: 1,
        added_users: users.filter((user) => !before.includes(user)),
        removed_users: before.filter((user) => !users.includes(user)),
      });
    },
    disableGroup: async (id) => {
      company.groups = company.groups.map((group) => (group.id === id ? { ...group, disabled: true } : group));
      const subteam = company.groups.filter((group) => group.id === id).map((group) => representGroup(group, true))[0];
      await tell({ type: 'subteam_updated', subteam });
    },
    changePerson: async (id, change) => {
      company.people = company.people.map((person) => (person.id === id ? { ...person, ...change } : person));
      const person = company.person(id);
      if (!person) throw new Error(`nobody here is ${id}`);
      await tell({ type: 'user_change', user: representPerson(person, true) });
    },
  };
}
