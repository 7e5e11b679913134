import { describe, expect, it } from '@jest/globals';
import type { ListedDeploy } from '../../client/list-deploys.ts';
import { ENDINGS } from '../../domain/endings.ts';
import { elapsed } from '../../slack-gateway/views/elapsed.ts';
import { renderHistory } from '../../slack-gateway/views/history.ts';
import type { DeployMemo } from '../../workflows/contract/messages.ts';

const LINKS = {
  namespace: 'default',
  temporalUi: 'https://temporal.example',
  argoCd: 'https://argocd.example',
  github: 'https://github.com',
};
const START = 1_760_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const aMemo = (over: Partial<DeployMemo> = {}): DeployMemo => ({
  ...{ from: 'v1', to: 'v2', kind: 'kustomize', by: 'U0DEV1', trigger: 'slack', phase: 'deployed' },
  ...{ approvers: ['U0LEAD'], approvals: 1 },
  pullRequest: { number: 7, url: 'https://github.com/example/manifests/pull/7' },
  argocd: { application: 'api-production', project: 'default' },
  phases: [
    ['resolving', START],
    ['planned', START + 100],
    ['awaiting-approval', START + 200],
    ['rolling-out', START + 200 + 3 * MINUTE],
    ['verifying', START + 200 + 3 * MINUTE + 40 * SECOND],
    ['deployed', START + 200 + 4 * MINUTE],
  ],
  ...over,
});

/** A deploy that went well; say only what matters. */
const aDeploy = (over: Partial<ListedDeploy> = {}): ListedDeploy => ({
  ...{ deployId: 'deploy:api:production:C1-1.1', service: 'api', environment: 'production', status: 'closed' },
  ...{ startedAt: START, endedAt: START + 4 * MINUTE, by: 'U0DEV1', phase: 'deployed', tag: 'v2', memo: aMemo() },
  ...over,
});

/** One that has written nothing down. */
function aSilentDeploy(over: Partial<ListedDeploy> = {}): ListedDeploy {
  const { memo: _, ...silent } = aDeploy(over);
  return silent;
}

const draw = (deploys: readonly ListedDeploy[] | 'unknown', locale: 'en' | 'ja' = 'en') =>
  renderHistory({ of: { service: 'api' }, deploys, locale, links: LINKS, now: START + 10 * MINUTE });

describe('an entry of history', () => {
  it('says from what to what, how it ended, who asked, who approved, and how long each phase took', () => {
    const { text } = draw([aDeploy()]);
    for (const said of [
      'The last deploys of *api*',
      ':white_check_mark: *production* `v1` → `v2`: *Deployed*',
      'Asked by <@U0DEV1> · approved by <@U0LEAD>',
      'took 4 min',
      'approval 3 min, roll-out 40 sec, check 20 sec',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('plan 0 sec');
  });

  it('leads to the pull request, Argo CD and Temporal', () => {
    const drawn = JSON.stringify(draw([aDeploy()]).blocks);
    expect(drawn).toContain('<https://github.com/example/manifests/pull/7|pull request #7>');
    expect(drawn).toContain('<https://argocd.example/applications/api-production|');
    expect(drawn).toContain('/namespaces/default/workflows/deploy%3Aapi%3Aproduction%3AC1-1.1|Temporal>');
  });

  it('says why one failed, and what else was found', () => {
    const memo = aMemo({ phase: 'failed', code: 'rollout-timeout', note: 'plan-renewed' });
    const { text } = draw([aDeploy({ phase: 'failed', memo })]);
    expect(text).toContain(':x: *production* `v1` → `v2`: *Failed*');
    expect(text).toContain(ENDINGS['rollout-timeout'].en);
    expect(text).toContain('the plan was made anew');
  });

  it('never calls deployed what is merged and not verified', () => {
    const { text } = draw([aDeploy({ memo: aMemo({ note: 'not-verified' }) })]);
    expect(text).toContain('Merged; not verified');
    expect(text).not.toContain('Deployed');
  });

  it('of one under way says where it is, and for how long', () => {
    const { endedAt: _, ...open } = aDeploy({ status: 'running', phase: 'awaiting-approval' });
    const { text } = draw([
      { ...open, memo: aMemo({ phase: 'awaiting-approval', phases: [['awaiting-approval', START]] }) },
    ]);
    for (const said of ['*Waiting for approval*', 'under way for 10 min', 'approval 10 min'])
      expect(text).toContain(said);
  });

  it('of one that auto-deploy found, of an undo, and of many approvers', () => {
    expect(draw([aDeploy({ by: 'schedule' })]).text).toContain('Found by auto-deploy');
    expect(draw([aDeploy({ memo: aMemo({ trigger: 'undo' }) })]).text).toContain('undo');
    expect(draw([aDeploy({ memo: aMemo({ approvals: 4 }) })]).text).toContain('approved by <@U0LEAD>, and 3 more');
  });
});

describe('history says what it cannot know', () => {
  it.each([
    ['terminated', 'Terminated in Temporal; it was at: Rolling out'],
    ['timed-out', 'Its workflow timed out; it was at: Rolling out'],
    ['closed', 'Ended without saying how; it was at: Rolling out'],
  ] as const)('of a deploy that was cut off: %s', (status, said) => {
    const { text } = draw([aDeploy({ status, phase: 'rolling-out' })]);
    expect(text).toContain(`:x: *production* \`v1\` → \`v2\`: *${said}`);
  });

  it('of one that was terminated after it had said how it ended, that end', () => {
    expect(draw([aDeploy({ status: 'terminated' })]).text).toContain('*Deployed*');
  });

  it('of one that has written nothing down', () => {
    const { text } = draw([aSilentDeploy({ phase: 'resolving', status: 'running' })]);
    expect(text).toContain('Who approved, and how long it took, is not known');
    expect(text).toContain('*Looking for the image*');
    const { phase: _, tag: __, by: ___, ...bare } = aSilentDeploy({ status: 'running' });
    expect(draw([bare]).text).toContain(':grey_question: *production*: *not known*');
  });

  it('of an older one that did not write down when its phases began', () => {
    const { phases: _, ...older } = aMemo({ from: null });
    const { text } = draw([aDeploy({ memo: older })]);
    expect(text).toContain('how long its phases took is not known');
    expect(text).not.toContain('nothing →');
    expect(draw([aDeploy({ memo: aMemo({ from: null }) })]).text).toContain('nothing → `v2`');
  });

  it('where Temporal does not answer, where there was no deploy, and always of what is older', () => {
    expect(draw('unknown').text).toContain('Temporal does not answer');
    expect(draw([]).text).toContain('Temporal knows of no deploy of *api*');
    for (const drawn of [draw([]), draw([aDeploy()])]) expect(drawn.text).toContain('older than Temporal keeps');
  });
});

describe.each(['en', 'ja'] as const)('in %s', (locale) => {
  it('ten real ones are said whole, and stay below what Slack takes of all blocks together', () => {
    const tag = 'c0ffee00'.repeat(5);
    const deployId = `deploy:storefront-api:production:C0123456789-1760000000.000000`;
    const memo = aMemo({ from: tag, to: tag, approvers: ['U0123456789', 'U0123456780'], approvals: 2 });
    const drawn = draw(
      Array.from({ length: 10 }, () => aDeploy({ deployId, tag, memo })),
      locale,
    );
    expect(drawn.text).not.toContain('…');
    expect(drawn.text.split(tag)).toHaveLength(21);
    expect(JSON.stringify(drawn.blocks).length).toBeLessThan(12_000);
  });

  it('says durations in two units at most', () => {
    const said = [0, 400, 40 * SECOND, 200 * SECOND, 3_600 * SECOND, 26 * 3_600 * SECOND, -5].map((ms) =>
      elapsed(ms, locale),
    );
    expect(said).toEqual(
      locale === 'en'
        ? ['0 sec', '0 sec', '40 sec', '3 min 20 sec', '1 hr', '1 day 2 hr', '0 sec']
        : ['0 秒', '0 秒', '40 秒', '3 分 20 秒', '1 時間', '1 日 2 時間', '0 秒'],
    );
  });
});
