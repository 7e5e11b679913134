import { describe, expect, it } from '@jest/globals';
import type { CommitList } from '../../domain/change-log.ts';
import type { DeployCard } from '../../domain/deploy.ts';
import type { InvokeCard } from '../../domain/invoke.ts';
import { measureDeploy } from '../../domain/measure/deploy.ts';
import { measureInvoke } from '../../domain/measure/invoke.ts';
import { MEASURES } from '../../domain/measure/table.ts';
import { measureTarget } from '../../domain/measure/target.ts';
import type { Measure } from '../../domain/measure.ts';
import type { TargetMessage } from '../../domain/target/message.ts';
import { newTarget } from '../../domain/target/state.ts';
import { step } from '../../domain/target/step.ts';
import { aCard } from '../support/a-card.ts';

const MINUTE = 60_000;
const START = 1_760_000_000_000;
const named = (measures: readonly Measure[], name: Measure['name']) => measures.filter((one) => one.name === name);

type Listed = Extract<CommitList, { kind: 'listed' }>;
const aList = (commits: Listed['commits']): Listed => ({
  kind: 'listed',
  commits,
  total: commits.length,
  url: 'u',
  direction: 'forward',
  takenBack: 0,
});

describe('a deploy', () => {
  const ended = (over: Partial<DeployCard>) => measureDeploy(aCard(over), START + 10 * MINUTE);

  it('is counted by service, environment, trigger, ending and code', () => {
    expect(named(ended({ phase: 'deployed', outcome: { phase: 'deployed' } }), 'tempocat_deploys')).toEqual([
      {
        name: 'tempocat_deploys',
        value: 1,
        labels: { service: 'api', environment: 'production', trigger: 'slack', ending: 'deployed', code: 'none' },
      },
    ]);
    const [failed] = ended({ phase: 'failed', outcome: { phase: 'failed', code: 'rollout-failed' } });
    expect(failed?.labels).toMatchObject({ ending: 'failed', code: 'rollout-failed' });
  });

  it('says how long it waited for people, for its turn, and for the roll-out', () => {
    const phases: DeployCard['phases'] = [
      ['resolving', START],
      ['awaiting-approval', START + MINUTE],
      ['queued', START + 4 * MINUTE],
      ['awaiting-approval', START + 5 * MINUTE],
      ['rolling-out', START + 6 * MINUTE],
      ['deployed', START + 9 * MINUTE],
    ];
    const times = named(ended({ phase: 'deployed', phases }), 'tempocat_deploy_phase');
    expect(times.map(({ labels, value }) => [labels['phase'], value])).toEqual([
      ['resolving', 60],
      ['awaiting-approval', 240],
      ['queued', 60],
      ['rolling-out', 180],
    ]);
  });

  it('that worked says how old each of its commits is; one that failed or goes back says none', () => {
    const commit = { sha: 'a', subject: 's', author: 'a' };
    const commits = aList([{ ...commit, at: START }, { ...commit, at: START + 9 * MINUTE }, commit]);
    const ages = (over: Partial<DeployCard>) =>
      named(ended({ commits, ...over }), 'tempocat_lead_time').map(({ value }) => value);
    expect(ages({ phase: 'deployed' })).toEqual([600, 60]);
    expect(ages({ phase: 'failed' })).toEqual([]);
    expect(ages({ phase: 'deployed', commits: { ...commits, direction: 'back' } })).toEqual([]);
  });
});

describe('a target', () => {
  interface Change {
    readonly tag: string;
    readonly from: string;
    readonly phase?: 'deployed' | 'failed' | 'cancelled' | 'unchanged';
    readonly trigger?: 'slack' | 'undo';
    readonly code?: 'outcome-unknown' | 'rollout-failed';
  }
  const change = ({ tag, from, phase = 'deployed', trigger = 'slack', code }: Change): TargetMessage => ({
    ...{ kind: 'finishTurn', deployId: `deploy-${tag}-${trigger}`, by: 'U1', trigger, phase },
    image: { tag, digest: `sha256:${tag}`, otherTags: [] },
    changed: { from, ...(code && { code }) },
  });
  const failing = { tag: 'v2', from: 'v1', phase: 'failed', code: 'rollout-failed' } as const;

  /** One message a minute; what they measured, in short. */
  const measured = (...messages: readonly TargetMessage[]) => {
    let before = newTarget('api', 'production');
    return messages.flatMap((message, index) => {
      const now = START + index * MINUTE;
      const { state: after } = step(before, message, now);
      const measures = measureTarget({ before, message, after, now });
      before = after;
      return measures.map(({ name, value, labels: { service: _, environment: __, ...labels } }) => {
        const said = Object.values(labels).join(' ');
        return [name.replace('tempocat_', ''), said === '' ? value : said];
      });
    });
  };
  const home = { channel: 'C1', locale: 'en' } as const;
  const settle = (worked: boolean): TargetMessage => ({
    kind: 'settle',
    ...{ by: 'U1', groups: [], standing: 'member', deployId: 'deploy-v2-slack', worked, home },
  });
  const unknown = change({ ...failing, code: 'outcome-unknown' });

  it.each<[string, readonly TargetMessage[], readonly unknown[]]>([
    ['a change that worked', [change({ tag: 'v1', from: 'v0' })], [['changes', 'worked']]],
    ['a message that came twice', [change(failing), change(failing)], [['changes', 'failed']]],
    ['a deploy that changed nothing', [{ kind: 'finishTurn', deployId: 'a', by: 'U', trigger: 'slack' }], []],
    [
      'two failures and what works again: broken since the first',
      [change(failing), change({ ...failing, tag: 'v3', from: 'v2' }), change({ tag: 'v4', from: 'v3' })],
      [
        ['changes', 'failed'],
        ['changes', 'failed'],
        ['changes', 'worked'],
        ['restore_time', 120],
      ],
    ],
    [
      'an undo of what had failed',
      [change(failing), change({ tag: 'v1', from: 'v2', trigger: 'undo' })],
      [
        ['changes', 'failed'],
        ['undos', 'failed worked'],
        ['restore_time', 60],
      ],
    ],
    [
      'an undo of what looked well: broken since that change',
      [change({ tag: 'v2', from: 'v1' }), change({ tag: 'v1', from: 'v2', trigger: 'undo' })],
      [
        ['changes', 'worked'],
        ['undos', 'worked worked'],
        ['restore_time', 60],
      ],
    ],
    ['a cancel after the change', [change({ ...failing, phase: 'cancelled' })], [['changes', 'unknown']]],
    [
      'an unknown outcome that worked',
      [unknown, settle(true)],
      [
        ['changes', 'unknown'],
        ['changes', 'worked'],
      ],
    ],
    [
      'an unknown outcome that failed, and what works again',
      [unknown, settle(false), change({ tag: 'v3', from: 'v2' })],
      [
        ['changes', 'unknown'],
        ['changes', 'failed'],
        ['changes', 'worked'],
        ['restore_time', 120],
      ],
    ],
    [
      'a deploy that was terminated in its roll-out',
      [
        { kind: 'requestTurn', deployId: 'a', trigger: 'slack', by: 'U1' },
        { kind: 'beginRollOut', deployId: 'a', change: { from: 'v1', to: { tag: 'v2' } } },
        { kind: 'closed', deployId: 'a' },
      ],
      [['changes', 'failed']],
    ],
  ])('measures %s', (_, messages, expected) => {
    expect(measured(...messages)).toEqual(expected);
  });
});

it('an invocation is counted by its ending', () => {
  const { locale, environment, requestedBy, startedAt } = aCard();
  const card: InvokeCard = { locale, environment, requestedBy, startedAt, name: 'reindex', invokeId: 'i', payload: {} };
  expect(measureInvoke(card, { kind: 'succeeded', answer: '1' })[0]?.labels).toEqual({
    ...{ function: 'reindex', environment: 'production', ending: 'succeeded', code: 'none' },
  });
  const failed = { kind: 'failed', code: 'function-failed', detail: 'd' } as const;
  expect(measureInvoke(card, failed)[0]?.labels).toMatchObject({ ending: 'failed', code: 'function-failed' });
});

it('a measure has exactly the labels that the table names', () => {
  const card = aCard({ phase: 'deployed', phases: [['resolving', START]] });
  for (const { name, labels } of measureDeploy(card, START))
    expect(Object.keys(labels).toSorted()).toEqual([...MEASURES[name].labels].toSorted());
});
