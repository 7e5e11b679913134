import { isUnsure } from './arrive.ts';
import { keyOf, type Step, type Victim } from './stage.ts';
import type { Outcome } from './wave.ts';

const VICTIMS: readonly Victim[] = ['worker', 'temporal', 'gateway'];
const HEAD = ['kind', 'step', 'worker killed', 'Temporal killed', 'gateway killed'];
const COUNTS = ['kills', 'effects', 'unknown', 'lost', 'doubled'] as const;

/** What a number of kills came to. */
type Counted = Readonly<Record<(typeof COUNTS)[number], number>>;

/** `unknown`: endings that say so, because nobody can know. `lost`: requests without an end, or effects that did not come. */
export function count(outcomes: readonly Outcome[]): Counted {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + of(outcome), 0);
  return {
    kills: outcomes.length,
    effects: sum(({ arrived }) => arrived?.effects ?? 0),
    unknown: sum(({ arrived }) => (arrived && isUnsure(arrived.ending) ? 1 : 0)),
    lost: sum(({ arrived }) => (arrived ? Math.max(0, arrived.wanted - arrived.effects) : 1)),
    doubled: sum(({ arrived }) => (arrived ? Math.max(0, arrived.effects - arrived.wanted) : 0)),
  };
}

/** kind × step × victim, as Markdown: in the cells of the victims, at which moments they died. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = [...groupBy(outcomes, ({ journey, step }) => `${journey.says}|${nameOf(step)}`).values()].map((same) => {
    const [first] = same;
    const momentsOf = (victim: Victim) =>
      [...new Set(same.filter((it) => it.victim === victim).map(({ step }) => step.moment))].join(', ');
    const counted = count(same);
    return [
      first?.journey.says ?? '',
      first ? nameOf(first.step) : '',
      ...VICTIMS.map(momentsOf),
      ...COUNTS.map((name) => String(counted[name])),
    ];
  });
  const all = count(outcomes);
  const total = ['**all**', '', '', '', '', ...COUNTS.map((name) => `**${all[name]}**`)];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line([...HEAD, ...COUNTS]), line([...HEAD, ...COUNTS].map(() => '---')), ...[...rows, total].map(line)].join(
    '\n',
  );
}

const nameOf = ({ name, moment }: Step): string => (moment === 'waiting' ? `waiting: ${name}` : `\`${name}\``);

function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

/** What was not as it should be, a line each. */
export function complaintsOf(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap(({ who, victim, step, isHit, arrived, lost }) => {
    const where = `${who}, ${victim} killed, ${keyOf(step)}`;
    const effects =
      arrived && arrived.effects !== arrived.wanted ? [`${arrived.effects} of ${arrived.wanted} effects`] : [];
    const missed = isHit ? [] : ['nothing was kept there when it was killed'];
    return [...(lost === undefined ? [] : [lost]), ...(arrived?.complaints ?? []), ...effects, ...missed].map(
      (complaint) => `${where}: ${complaint}`,
    );
  });
}
