import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeployTrigger } from '../../../domain/deploy.ts';
import { nextAlarm } from '../../../domain/target/alarm.ts';
import type { TargetEffect, TargetMessage } from '../../../domain/target/message.ts';
import { newTarget, type Step, type TargetState } from '../../../domain/target/state.ts';
import { step } from '../../../domain/target/step.ts';
import * as small from './model.ts';

const MINUTE = 60_000;
const home = { channel: 'C0HOME', locale: 'en' } as const;
const person = (by: string) => ({
  ...{ by, groups: by === 'ADMIN' ? ['admins'] : [], standing: 'member' as const, home },
});
const imageOf = (tag: string) => ({ tag, digest: `sha256:${tag}`, otherTags: [] });
type Turn = Exclude<TargetEffect, { kind: 'say' }>;

/** The target as its workflow keeps it, and what each deploy and each person heard of it. */
interface Real {
  state: TargetState;
  /** What a deploy that is open heard last. */
  readonly told: Map<string, Turn>;
  readonly asked: string[];
  readonly heard: string[];
}
type Command = fc.Command<small.Model, Real>;

/** As the workflow takes a message: once from memory, and once as after continue-as-new, and both are the same. */
function take(real: Real, message: TargetMessage, now: number): Step {
  const before = JSON.stringify(real.state);
  const taken = step(real.state, message, now);
  expect(JSON.stringify(real.state)).toBe(before); // nothing is changed in place
  const restarted = step(JSON.parse(before), message, now);
  expect(JSON.stringify(restarted)).toBe(JSON.stringify(taken));
  real.state = taken.state;
  for (const effect of taken.effects) hear(real, effect);
  return taken;
}

function hear(real: Real, effect: TargetEffect): void {
  if (effect.kind !== 'say') real.told.set(effect.deployId, effect);
  else if (effect.news.kind === 'free') real.heard.push(effect.channel);
}

function check({ state, told, asked, heard }: Real, model: small.Model): void {
  expect(state.holder?.deployId).toBe(model.holder?.id);
  expect(state.queue.map(({ deployId }) => deployId)).toEqual(model.queue.map(({ id }) => id));
  expect(state.holder?.rollingOut ?? false).toBe(model.holder?.rolling ?? false);
  // Whoever believes to have the turn has it, and is the only one.
  const believers = [...told].filter(([, { kind }]) => kind === 'grant').map(([id]) => id);
  expect(believers).toEqual(model.holder ? [model.holder.id] : []);
  for (const [index, { id, trigger }] of model.queue.entries()) {
    const last = told.get(id);
    if (last?.kind !== 'supersede') expect(last).toMatchObject({ kind: 'wait', position: index + 1 });
    if (last?.kind === 'wait') expect(last.holder ?? last.stop).toBeDefined(); // for a named reason
    if (!model.holder) expect(small.stopOf(model, trigger)).toBeDefined();
  }
  // What passes by itself has a moment at which the workflow wakes up.
  const ends = [model.lock?.until, model.freeze?.until].filter((until) => until !== undefined);
  if (model.queue.length > 0 && ends.length > 0) expect(nextAlarm(state)).toBeLessThanOrEqual(Math.min(...ends));
  const isFree = !model.holder && model.queue.length === 0 && !small.stopOf(model, 'slack');
  if (isFree) expect(state.listeners.filter(({ digest }) => digest === undefined)).toEqual([]);
  for (const by of new Set(heard)) {
    expect(heard.filter((each) => each === by).length).toBeLessThanOrEqual(asked.filter((each) => each === by).length);
  }
  expect(state.queue.length).toBeLessThanOrEqual(small.QUEUE_LIMIT + 1);
  expect([state.digests.length, state.deployed.length, state.listeners.length].every((size) => size <= 100)).toBe(true);
}

function command(name: string, run: (model: small.Model, real: Real) => void): Command {
  return {
    check: () => true,
    run: (model, real) => {
      run(model, real);
      check(real, model);
    },
    toString: () => name,
  };
}

const triggerOf = (id: string): DeployTrigger =>
  id.startsWith('auto') ? 'schedule' : id.startsWith('undo') ? 'undo' : 'slack';
const iceOf = (until: number | undefined) => (until === undefined ? undefined : { reason: 'weekend', until });
const outsideOf = (freeze: ReturnType<typeof iceOf>) => (freeze ? { freeze } : {});

const ask = (id: string, ice: number | undefined): Command =>
  command(`${id} asks, frozen until ${ice}`, (model, real) => {
    const freeze = iceOf(ice);
    const refused = small.ask(model, { id, trigger: triggerOf(id) }, freeze);
    take(
      real,
      { kind: 'requestTurn', deployId: id, trigger: triggerOf(id), by: 'U1', ...outsideOf(freeze) },
      model.now,
    );
    if (refused) expect(real.told.get(id)).toMatchObject({ kind: 'refuse', code: 'queue-full' });
  });

const begin = (id: string, ice: number | undefined, inOrder: boolean): Command =>
  command(`${id} begins, frozen until ${ice}, ${inOrder ? 'in' : 'out of'} order`, (model, real) => {
    const freeze = iceOf(ice);
    const expected = small.begin(model, id, { freeze, inOrder });
    const outside = { ...outsideOf(freeze), ...(!inOrder && { notIn: 'staging' }) };
    const change = { from: 'v1', to: imageOf(id) };
    const { answer } = take(real, { kind: 'beginRollOut', deployId: id, change, ...outside }, model.now);
    expect(answer.kind === 'refused' ? answer.code : answer.kind).toBe(expected);
  });

const PHASES = [
  'deployed',
  'failed',
  'unchanged',
  'cancelled',
  'superseded',
  'rejected',
  'expired',
  'refused',
] as const;
type Phase = (typeof PHASES)[number];
const TRIED: readonly Phase[] = ['failed', 'unchanged', 'cancelled', 'rejected', 'expired'];

/** What an automatic deploy is of: `auto-v1-2` is the second of v1. */
const tagOf = (id: string): string => id.split('-')[1] ?? id;

/** The end of a deploy, or `undefined`: it only gives its turn back. */
const finish = (id: string, phase: Phase | undefined): Command =>
  command(`${id} ends as ${phase}`, (model, real) => {
    small.leave(model, id);
    real.told.delete(id);
    const image = imageOf(tagOf(id));
    if (phase && model.onTheirWay.get(image.digest) === id) {
      model.onTheirWay.delete(image.digest);
      if (TRIED.includes(phase)) model.tried.add(image.digest);
    }
    const left = imageOf('v1');
    if (phase === 'deployed' && triggerOf(id) === 'undo') {
      model.onTheirWay.delete(left.digest); // what an undo leaves is bad, whoever is about to bring it
      model.tried.add(left.digest);
    }
    const changed = { from: left.tag, fromDigest: left.digest };
    const report = phase ? { phase, image, ...(phase === 'deployed' && { changed }) } : {};
    take(real, { kind: 'finishTurn', deployId: id, trigger: triggerOf(id), by: 'U1', ...report }, model.now);
    if (phase === 'deployed') model.tried.delete(image.digest); // a person wanted it
  });

const terminate = (id: string): Command =>
  command(`${id} is terminated`, (model, real) => {
    small.leave(model, id);
    real.told.delete(id);
    for (const [digest, started] of model.onTheirWay) {
      if (started !== id) continue;
      model.onTheirWay.delete(digest);
      model.tried.add(digest);
    }
    take(real, { kind: 'closed', deployId: id }, model.now);
  });

const lock = (by: string, forMs: number | undefined): Command =>
  command(`${by} locks for ${forMs}`, (model, real) => {
    const isSet = small.lock(model, by, forMs);
    const wish = { reason: 'migration', remindAfterMs: 10 * MINUTE, ...(forMs !== undefined && { forMs }) };
    const { answer } = take(real, { kind: 'lock', ...person(by), ...wish }, model.now);
    expect(answer.kind).toBe(isSet ? 'locked' : 'not-yours');
  });

const unlock = (by: string): Command =>
  command(`${by} unlocks`, (model, real) => {
    const isOver = small.unlock(model, by);
    const { answer } = take(real, { kind: 'unlock', ...person(by) }, model.now);
    expect(answer.kind === 'unlocked').toBe(isOver);
  });

const breakGlass = (ice: number | undefined): Command =>
  command(`an admin breaks glass, frozen until ${ice}`, (model, real) => {
    const freeze = iceOf(ice);
    const isBroken = small.breakGlass(model, freeze);
    const wish = { reason: 'fire', ...outsideOf(freeze) };
    const { answer } = take(real, { kind: 'breakGlass', ...person('ADMIN'), ...wish }, model.now);
    expect(answer.kind).toBe(isBroken ? 'glass-broken' : 'not-frozen');
  });

const hold = (isHeld: boolean): Command =>
  command(isHeld ? 'hold' : 'resume', (model, real) => {
    model.held = isHeld;
    take(real, { kind: isHeld ? 'hold' : 'resume', ...person('U1') }, model.now);
  });

const undo = (id: string): Command =>
  command(`${id} begins to undo`, (model, real) => {
    model.held = true;
    take(real, { kind: 'beginUndo', deployId: id, by: 'U1' }, model.now);
  });

const tellMe = (by: string): Command =>
  command(`${by} wants to be told`, (model, real) => {
    const freeze = model.freeze && { reason: 'weekend', ...model.freeze };
    const { answer } = take(real, { kind: 'tellMe', by, home, ...outsideOf(freeze) }, model.now);
    if (answer.kind === 'listening') real.asked.push(by);
  });

/** The schedule saw an image: it is tried once, and not while anything stops it. */
const offer = (tag: string, inOrder: boolean): Command =>
  command(`${tag} is offered`, (model, real) => {
    const image = imageOf(tag);
    const known = model.onTheirWay.get(image.digest);
    const runs = real.state.running?.digest === image.digest;
    const isStopped = model.held || !inOrder || small.stopOf(model, 'schedule') === 'locked';
    const idFor = (start: number) => `auto-${tag}-${start}`;
    const offered = { image, idFor, ...(!inOrder && { notIn: 'staging' }) };
    const { answer, effects } = take(real, { kind: 'offer', ...offered }, model.now);
    for (const effect of effects) {
      if (effect.kind !== 'supersede') continue;
      expect(effect.deployId).toMatch(/^auto/);
      expect(effect.deployId).not.toBe(model.holder?.id);
    }
    if (known !== undefined) return expect(answer).toEqual({ kind: 'start', deployId: known });
    if (answer.kind !== 'start') return expect(answer.kind).toBe('not-now');
    expect([model.tried.has(image.digest), runs, isStopped, model.started.has(answer.deployId)]).toEqual(
      Array(4).fill(false),
    );
    model.started.add(answer.deployId);
    return void model.onTheirWay.set(image.digest, answer.deployId);
  });

/** Time goes by, and the workflow wakes up when it said so. */
const wait = (ms: number): Command =>
  command(`${ms} ms go by`, (model, real) => {
    model.now += ms;
    for (let alarms = 0; (nextAlarm(real.state) ?? Number.POSITIVE_INFINITY) <= model.now; alarms += 1) {
      expect(alarms).toBeLessThan(3); // each alarm is the last of its kind for now
      small.tick(model);
      take(real, { kind: 'tick' }, model.now);
    }
  });

/** The workflow continues as new: whoever has the turn is told again. */
const restart = (): Command =>
  command('continue as new', (_, real) => {
    real.state = JSON.parse(JSON.stringify(real.state));
    if (real.state.holder) hear(real, { kind: 'grant', deployId: real.state.holder.deployId });
  });

const ids = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c', 'undo-1', 'auto-v1-1', 'auto-v1-2', 'auto-v2-1') },
  { weight: 1, arbitrary: fc.nat(24).map((number) => `d${number}`) },
);
const maybe = (max: number) =>
  fc.option(
    fc.nat(max).map((count) => count * MINUTE),
    { nil: undefined },
  );
const ice = fc.option(
  fc.nat(90).map((minute) => minute * MINUTE),
  { nil: undefined, freq: 2 },
);
const who = fc.constantFrom('U1', 'U2', 'ADMIN');
const phase = fc.option(fc.constantFrom(...PHASES), { nil: undefined });
const inOrder = fc.boolean();
const COMMANDS: readonly fc.Arbitrary<Command>[] = [
  ...[fc.tuple(ids, ice).map((args) => ask(...args)), fc.tuple(ids, ice).map((args) => ask(...args))],
  ...[fc.tuple(ids, ice, inOrder).map((args) => begin(...args)), fc.tuple(ids, phase).map((args) => finish(...args))],
  ...[ids.map(terminate), fc.tuple(who, maybe(30)).map((args) => lock(...args)), who.map(unlock), ice.map(breakGlass)],
  ...[fc.boolean().map(hold), ids.map(undo), fc.constantFrom('U2', 'U3').map(tellMe), fc.constant(restart())],
  ...[fc.tuple(fc.constantFrom('v1', 'v2', 'v3'), inOrder).map((args) => offer(...args))],
  ...[fc.nat(40 * MINUTE).map(wait)],
];

it('whatever comes in whatever order: one turn, in order, for a named reason, and nothing is lost in a new run', () => {
  fc.assert(
    fc.property(fc.commands([...COMMANDS], { maxCommands: 80, size: 'max' }), (commands) => {
      const model = small.newModel();
      const real: Real = { state: newTarget('api', 'production'), told: new Map(), asked: [], heard: [] };
      fc.modelRun(() => ({ model, real }), commands);
      drain(model, real);
    }),
    { numRuns: 150 },
  );
});

it('many who ask are refused, not lost', () => {
  const model = small.newModel();
  const real: Real = { state: newTarget('api', 'production'), told: new Map(), asked: [], heard: [] };
  for (let number = 0; number < 30; number += 1) ask(`d${number}`, undefined).run(model, real);
  lock('U1', undefined).run(model, real);
  begin('d0', undefined, true).run(model, real); // back to the head of a queue that is full
  expect(real.state.queue).toHaveLength(small.QUEUE_LIMIT + 1);
  drain(model, real);
});

/** Once nothing stops any more, everybody who waits has a turn, one after another. */
function drain(model: small.Model, real: Real): void {
  unlock('ADMIN').run(model, real);
  wait(24 * 60 * MINUTE).run(model, real);
  for (let turns = 0; real.state.holder; turns += 1) {
    expect(turns).toBeLessThan(50);
    const { deployId } = real.state.holder;
    begin(deployId, undefined, true).run(model, real);
    finish(deployId, 'deployed').run(model, real);
  }
  expect([real.state.queue, real.state.listeners.filter(({ digest }) => !digest)]).toEqual([[], []]);
}
