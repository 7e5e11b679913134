const LIVES_MS = 3_000;

type TriggerUse =
  | { readonly kind: 'good'; readonly user: string }
  | { readonly kind: 'refused'; readonly error: 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id' };

/** A trigger id lets the app open a window for somebody who just did something: once, within three seconds. */
export interface Triggers {
  create(user: string): string;
  use(id: string): TriggerUse;
}

export function createTriggers(now: () => number): Triggers {
  const known = new Map<string, { user: string; at: number; used: boolean }>();
  return {
    create: (user) => {
      const id = `${now()}.${known.size + 1}.${crypto.randomUUID().replaceAll('-', '')}`;
      known.set(id, { user, at: now(), used: false });
      return id;
    },
    use: (id) => {
      const trigger = known.get(id);
      if (!trigger) return { kind: 'refused', error: 'invalid_trigger_id' };
      if (trigger.used) return { kind: 'refused', error: 'exchanged_trigger_id' };
      if (now() - trigger.at > LIVES_MS) return { kind: 'refused', error: 'expired_trigger_id' };
      trigger.used = true;
      return { kind: 'good', user: trigger.user };
    },
  };
}
