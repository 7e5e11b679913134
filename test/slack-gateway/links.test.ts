import { describe, expect, it } from '@jest/globals';
import type { DeployCard } from '../../domain/deploy.ts';
import { renderDeployCard } from '../../slack-gateway/views/deploy-card.ts';
import { argoCdLink } from '../../slack-gateway/views/links.ts';
import { code, safe } from '../../slack-gateway/views/text.ts';
import { aCard } from '../support/a-card.ts';

const LINKS = { namespace: 'default', argoCd: 'https://argocd.example/base/' };
const label = safe`Argo CD`;
const PAGE = '<https://argocd.example/base/applications/api-production|';

describe('argoCdLink', () => {
  it('leads to the page of the application, whatever it is called', () => {
    expect(argoCdLink('api-production', label, LINKS)).toBe(`${PAGE}Argo CD>`);
    expect(argoCdLink('../a?b|c', label, LINKS)).toBe(
      '<https://argocd.example/base/applications/..%2Fa%3Fb%7Cc|Argo CD>',
    );
  });

  it('has no code in its label: Slack would show the quotes', () => {
    expect(argoCdLink('api-production', safe`Argo CD ${code('api')}`, LINKS)).toBe(`${PAGE}Argo CD api>`);
  });

  it('is the label alone where no address is known', () => {
    expect(argoCdLink('api-production', label, { namespace: 'default' })).toBe('Argo CD');
  });
});

describe('the card of a deploy leads to Argo CD', () => {
  const argocd = { application: 'api-production', project: 'default' };
  const shows = (over: Partial<DeployCard>) => renderDeployCard(aCard({ argocd, ...over }), LINKS).text.includes(PAGE);

  it('while the roll-out is checked, and when it failed', () => {
    expect(shows({ phase: 'verifying' })).toBe(true);
    for (const code of ['rollout-failed', 'rollout-timeout'] as const)
      expect(shows({ phase: 'failed', outcome: { phase: 'failed', code } })).toBe(true);
  });

  it('and not when there is nothing to see there', () => {
    expect(shows({ phase: 'awaiting-approval' })).toBe(false);
    expect(shows({ phase: 'deployed', outcome: { phase: 'deployed' } })).toBe(false);
    expect(shows({ phase: 'failed', outcome: { phase: 'failed', code: 'merge-conflict' } })).toBe(false);
  });
});
