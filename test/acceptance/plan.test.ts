import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import { DEPLOY_PLANNED } from '../../slack-gateway/actions.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

const effects = async () => ({
  commits: (await town.github.log(MANIFESTS)).length,
  pulls: town.github.pullRequests(MANIFESTS).length,
  runs: town.aws.lambda.executions('hako-deploy').length,
  deploys: (await town.workflows('deploy')).filter((id) => id.startsWith('deploy:web')).length,
});

describe('plan', () => {
  it('shows diff, commits and verdicts in the thread, changes nothing, and its button deploys exactly that', async () => {
    const tag = await town.push('web');
    const before = await effects();
    const threadTs = await town.say('plan web production');
    const plan = await town.hear(
      'Plan of',
      'web → production',
      tag,
      'Nothing stands in its way',
      'releasers',
      '1 commit',
    );
    expect(plan.threadTs).toBe(threadTs);
    expect(JSON.stringify(plan.blocks)).toContain(`+  newTag: ${tag}`);
    expect(await effects()).toEqual(before);

    const newer = await town.push('web');
    await town.press('U0DEV1', plan, DEPLOY_PLANNED);
    const card = await town.card('web', 'production', tag, 'Needs an approval');
    expect(card.text).not.toContain(newer);
    await town.press('U0DEV1', plan, DEPLOY_PLANNED);
    expect((await effects()).deploys).toBe(before.deploys + 1);
  });

  it('says which rule stands in its way, and has no button then', async () => {
    await town.say('lock shop production for stocktaking', { user: 'U0LEAD' });
    await town.hear('locked', 'shop production');
    await town.push('shop');
    await town.say('plan shop production v2');
    const plan = await town.hear('Plan of', 'shop → production', 'v2', 'No:', 'stocktaking');
    expect(withButton(plan, DEPLOY_PLANNED)).toBe(false);
    expect(
      town.aws.lambda.executions('hako-deploy').filter((run) => JSON.stringify(run).includes('production')),
    ).toEqual([]);
  });

  it('of what is there already, of a tag that is not, and of a Lambda', async () => {
    await town.say('plan web staging nosuchtag');
    await town.hear('Plan of', 'web → staging', 'could not even be planned', 'nosuchtag');
    await town.say('plan mailer staging');
    await town.hear('Plan of', 'mailer → staging', 'By a Lambda function');
    await town.say('plan shop production v1');
    await town.hear('Plan of', 'shop → production', 'is there already');
  });

  it('typed, is for the one who typed it', async () => {
    await town.slash('plan mailer staging', { user: 'U0DEV2' });
    await town.whisper('U0DEV2', 'Plan of', 'mailer → staging');
  });
});
