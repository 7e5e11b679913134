import { APP } from '../company.ts';
import { deliverEvent, newEventId } from '../outbound/deliver-event.ts';
import type { Desk } from './desk.ts';

/** Whoever administers the workspace. */
export interface Staff {
  /** From now on these are in the user group; resolves when the gateway has heard of it. */
  changeGroup(id: string, users: readonly string[]): Promise<void>;
}

export function createStaff(desk: Desk): Staff {
  return {
    changeGroup: async (id, users) => {
      const { company } = desk;
      const before = company.groups.find((group) => group.id === id)?.users ?? [];
      company.groups = company.groups.map((group) => (group.id === id ? { ...group, users } : group));
      const event = {
        type: 'subteam_members_changed',
        subteam_id: id,
        team_id: APP.team,
        date_previous_update: 0,
        date_update: 1,
        added_users: users.filter((user) => !before.includes(user)),
        removed_users: before.filter((user) => !users.includes(user)),
      };
      await deliverEvent(desk.line, { event_id: newEventId(), event }, desk.retryDelaysMs);
    },
  };
}
