import { expect, it } from '@jest/globals';
import { durability } from '../../bench/durability.ts';
import { runSmall } from '../support/small-bench.ts';

/** What a deploy may cost in Temporal, all that belongs to it counted: its target, its message, its memo. */
const ACTIONS_AT_MOST = 45;
/** The card, its edits, a word in the thread. */
const SLACK_CALLS_AT_MOST = 8;

it('a deploy calls the vendors as often as a plain script does, and costs few actions', async () => {
  const { named } = await runSmall(durability);
  expect(named.map(({ deploy }) => deploy)).toEqual(['commit', 'pull request', 'hako', 'lambda']);
  for (const row of named) {
    expect(row).toMatchObject({ calls: row["script's calls"] });
    expect(row['calls to Slack']).toBeGreaterThan(1);
    expect(row['calls to Slack']).toBeLessThanOrEqual(SLACK_CALLS_AT_MOST);
    expect(row['actions']).toBeGreaterThan(10);
    expect(row['actions']).toBeLessThanOrEqual(ACTIONS_AT_MOST);
  }
}, 400_000); // it counts what a whole house does, in processes of its own
