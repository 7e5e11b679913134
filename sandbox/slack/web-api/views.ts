import { z } from 'zod';
import { APP } from '../company.ts';
import type { Triggers } from '../outbound/triggers.ts';
import { type Methods, method, type Office } from './method.ts';
import { refusal } from './refusal.ts';

const View = z.looseObject({
  type: z.enum(['modal', 'home']),
  blocks: z.array(z.looseObject({ type: z.string() })).max(100),
  title: z.looseObject({ text: z.string().min(1).max(24) }).optional(),
  private_metadata: z.string().max(3000).optional(),
});

/** What a person has on the screen beside messages. */
export interface ShownView extends z.infer<typeof View> {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  /** Neither sent nor closed yet. */
  readonly open: boolean;
}

export function createViewMethods({ company, workspace }: Office, triggers: Triggers, views: ShownView[]): Methods {
  const show = (user: string, view: z.infer<typeof View>) => {
    const shown: ShownView = { ...view, id: `V${views.length + 1}`, user, hash: workspace.nextTs(), open: true };
    views.push(shown);
    return { view: { ...shown, team_id: APP.team, app_id: APP.app, bot_id: APP.bot, state: { values: {} } } };
  };
  return {
    'views.open': method(z.object({ trigger_id: z.string(), view: View }), ({ trigger_id, view }) => {
      if (view.type !== 'modal' || !view.title) throw refusal('invalid_arguments');
      const trigger = triggers.use(trigger_id);
      if (trigger.kind === 'refused') throw refusal(trigger.error);
      return show(trigger.user, view);
    }),
    'views.publish': method(z.object({ user_id: z.string(), view: View }), ({ user_id, view }) => {
      if (view.type !== 'home') throw refusal('invalid_arguments');
      if (!company.person(user_id)) throw refusal('user_not_found');
      return show(user_id, view);
    }),
  };
}
