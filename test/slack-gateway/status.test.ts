import { describe, expect, it } from '@jest/globals';
import type { ListedDeploy } from '../../client/list-deploys.ts';
import { renderStatus } from '../../slack-gateway/views/look-ups.ts';
import { aTarget } from '../support/a-target.ts';

const NOW = 1_760_000_000_000;
const deployId = 'deploy:api:staging:C1-1.1';
const memo = {
  waiting: 1,
  holder: { deployId, trigger: 'slack' as const, by: 'U0DEV1', since: NOW, rollingOut: true },
};
const holder: ListedDeploy = {
  ...{ deployId, service: 'api', environment: 'staging', status: 'running', startedAt: NOW, phase: 'verifying' },
};
const LINKS = { namespace: 'default' };
const say = (deploy?: ListedDeploy, locale: 'en' | 'ja' = 'en') =>
  renderStatus([{ target: aTarget(), memo, ...(deploy && { holder: deploy }) }], { locale, links: LINKS, now: NOW })
    .text;

describe('status of a target whose turn is taken', () => {
  it('says how that deploy stands and who asked for it', () => {
    expect(say(holder)).toContain('is under way (Rolled out, checking that it runs; asked by <@U0DEV1>)');
    expect(say(holder, 'ja')).toContain('依頼: <@U0DEV1>');
  });

  it('says when Temporal does not know it, and when it was ended from outside', () => {
    expect(say()).toContain('is under way (not known; asked by <@U0DEV1>)');
    expect(say({ ...holder, status: 'terminated' })).toContain('Terminated in Temporal; it was at: Rolled out');
  });
});
