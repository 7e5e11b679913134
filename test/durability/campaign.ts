import type { Journey, Role } from './journey.ts';
import { type Kill, type Rehearsed, rolesFor } from './roles.ts';
import { seat } from './seat.ts';
import { complaintsOf } from './table.ts';
import type { ProvingTown } from './town.ts';
import { isWrong, type Outcome, runWave } from './wave.ts';

/** Somebody whom the kill missed, because what kept them had just been given up and not been tried again, sets out once more. */
const TRIES = 4;
/** Temporal's answers to workflow tasks take a slot of the worker's each while they are kept, and it has 40. */
const AT_ONCE = 30;

type Say = (line: string) => void;

/** All these kills, each at all its steps together. */
export async function campaign(
  town: ProvingTown,
  {
    rehearsed,
    kills,
    say,
  }: { readonly rehearsed: readonly Rehearsed[]; readonly kills: readonly Kill[]; readonly say: Say },
): Promise<readonly Outcome[]> {
  const waves = kills.map((kill) => ({ kill, roles: rolesFor(rehearsed, kill) }));
  const most = new Map<Journey, number>(rehearsed.map(({ journey }) => [journey, 0]));
  for (const { journey, who } of waves.flatMap(({ roles }) => roles)) {
    most.set(journey, Math.max(most.get(journey) ?? 0, Number(who.slice(-2))));
  }
  await seat(town, most);
  const outcomes: Outcome[] = [];
  for (const { kill, roles } of waves) outcomes.push(...(await killAtAll(town, { ...kill, roles, say })));
  return outcomes;
}

/** One kill at all these steps together; who was not there yet is killed at the next time. */
export async function killAtAll(
  town: ProvingTown,
  { roles, say, ...kill }: Kill & { readonly roles: readonly Role[]; readonly say: Say },
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let left = roles.map((role) => ({ role, tries: 0 }));
  while (left.length > 0) {
    const startedAt = Date.now();
    const now = kill.victim === 'temporal' && kill.moment === 'between' ? left.slice(0, AT_ONCE) : left;
    const all = await runWave(town, { ...kill, roles: now.map(({ role }) => role) });
    const again = now.filter(
      ({ tries }, index) => tries + 1 < TRIES && all[index]?.isHit === false && !isWrong(all[index]?.arrived),
    );
    const settled = all.filter((_, index) => !again.some((it) => it === now[index]));
    outcomes.push(...settled);
    left = [...left.slice(now.length), ...again.map(({ role, tries }) => ({ role, tries: tries + 1 }))];
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    const hit = all.filter(({ isHit }) => isHit).length;
    say(`${kill.victim} killed, ${kill.moment}: ${hit} of ${all.length} were at their steps; ${seconds} s`);
    if (again.length > 0)
      say(`  not there yet: ${again.map(({ role }) => `${role.who} ${role.step.name}`).join(', ')}`);
    for (const complaint of complaintsOf(settled)) say(`  ${complaint}`);
  }
  return outcomes;
}
