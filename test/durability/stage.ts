/**
 * When a process is killed. `before`: an activity is handed out, or the gateway is about to ask Temporal. `asked`: a vendor is asked
 * and does nothing. `answered`: it did it, and the answer is lost. `after`: it is done, and nobody heard. `between`: the next
 * activity is decided on, and Temporal has not heard. `waiting`: for people, for the turn, for time.
 */
export type Moment = 'before' | 'asked' | 'answered' | 'after' | 'between' | 'waiting';

export type Victim = 'worker' | 'temporal' | 'gateway';

/** One place in the walk of a journey at which a process may die. */
export interface Step {
  readonly of: 'worker' | 'gateway';
  readonly moment: Moment;
  /** The activity, the vendor's operation, the call of the gateway, or what is waited for. */
  readonly name: string;
}

export const keyOf = ({ of, moment, name }: Step): string => `${of} ${moment} ${name}`;

/** Journeys walk on it, each as somebody of its own: `hako-x07` is the seventh that goes by hako. */
const SOMEBODY = /([a-z]+)-x(\d\d)|C0([A-Z]+)X(\d\d)/;

export function whoIsIn(text: string): string | undefined {
  const [, name, number, channelName, channelNumber] = SOMEBODY.exec(text) ?? [];
  if (name !== undefined) return `${name}-x${number}`;
  return channelName === undefined ? undefined : `${channelName.toLowerCase()}-x${channelNumber}`;
}

export const channelOf = (who: string): string => `C0${who.replace('-', '').toUpperCase()}`;

export interface Stage {
  /** Somebody is at this step. True when they are to be kept there. */
  passes(who: string, step: Step): boolean;
  /** Somebody waits here for a while by themselves; returns at once, or when the process has died. */
  rest(who: string, name: string): Promise<void>;
  /** The steps of each, in the order of their first time. */
  readonly seen: ReadonlyMap<string, readonly Step[]>;
  /** Who is going to die. */
  readonly victim: Victim;
  /** From now on these are kept at these steps. */
  place(cast: ReadonlyMap<string, Step>, victim: Victim): void;
  /** Who is kept just now: whatever keeps somebody for long gives up and is tried again. */
  kept(): ReadonlySet<string>;
  /** The process has died: nobody is kept any more. */
  killed(): void;
}

/** Before the other side gives up: a call of a vendor after 10 s, a workflow task after 10 s, an activity 15 s after its last sign of life. */
const KEPT_FOR_MS = {
  before: 14_000,
  asked: 9_000,
  answered: 9_000,
  after: 14_000,
  between: 9_000,
  waiting: 60_000,
} as const;

function keptForMs({ moment, name }: Step, victim: Victim): number {
  if (victim === 'temporal' && (moment === 'after' || moment === 'between')) return Number.POSITIVE_INFINITY; // it is written down
  return /lambda|invoke/i.test(name) ? 28_000 : KEPT_FOR_MS[moment]; // a function is waited for for long, and asked for once
}

export function createStage(): Stage {
  const seen = new Map<string, Map<string, Step>>();
  let cast: ReadonlyMap<string, Step> = new Map();
  let victim: Victim = 'worker';
  const keptSince = new Map<string, number>();
  let resting: (() => void)[] = [];
  const passes = (who: string, step: Step): boolean => {
    const steps = seen.get(who) ?? new Map<string, Step>();
    seen.set(who, steps.set(keyOf(step), steps.get(keyOf(step)) ?? step));
    const theirs = cast.get(who);
    if (theirs === undefined || keyOf(theirs) !== keyOf(step)) return false;
    keptSince.set(who, Date.now());
    return true;
  };
  return {
    passes,
    rest: async (who, name) => {
      if (passes(who, { of: 'worker', moment: 'waiting', name })) await new Promise<void>((goOn) => resting.push(goOn));
    },
    get seen() {
      return new Map([...seen].map(([who, steps]) => [who, [...steps.values()]]));
    },
    get victim() {
      return victim;
    },
    place: (next, whom) => {
      cast = next;
      victim = whom;
      keptSince.clear();
    },
    kept: () => {
      const isKept = ([who, since]: readonly [string, number]) => {
        const step = cast.get(who);
        return step !== undefined && Date.now() - since < keptForMs(step, victim);
      };
      return new Set([...keptSince].filter(isKept).map(([who]) => who));
    },
    killed: () => {
      cast = new Map();
      for (const goOn of resting) goOn();
      resting = [];
    },
  };
}

/** A vendor's operation without what differs from one to the next. */
export function operationOf(operation: string, who: string): string {
  return operation
    .replaceAll(who, '*')
    .replaceAll(/\b[0-9a-f]{8,}\b/g, '#')
    .replaceAll(/\/\d+\b/g, '/#');
}
