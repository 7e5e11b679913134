import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { runCli } from '../../cli/run.ts';
import { aTerminal } from '../support/a-terminal.ts';
import { openSurgery, type Surgery } from '../support/surgery.ts';

let surgery: Surgery;
beforeAll(async () => {
  surgery = await openSurgery();
});
afterEach(() => {
  const { slack, github, aws } = surgery.company;
  slack.company.isTokenRevoked = false;
  slack.company.scopes = SCOPES;
  slack.company.channels = slack.company.channels.map(({ withoutApp: _, ...channel }) => channel);
  github.setReadOnly('example/manifests', false);
  aws.gate.release();
});
afterAll(() => surgery.close());

const SCOPES = [
  ...['app_mentions:read', 'chat:write', 'commands', 'im:history', 'users:read', 'usergroups:read'],
  ...['channels:read', 'groups:read'],
];

describe('tempocat doctor, at the vendors', () => {
  it.each<[string, () => void, readonly string[]]>([
    [
      'a scope that Slack’s token has not',
      () => {
        surgery.company.slack.company.scopes = SCOPES.filter((scope) => scope !== 'usergroups:read');
      },
      [
        'Slack · scope usergroups:read · The token has not this scope. → Add usergroups:read in Slack (your app, OAuth & Permissions, Bot Token Scopes), and install the app again.',
      ],
    ],
    [
      'a Slack token that was taken away',
      () => {
        surgery.company.slack.company.isTokenRevoked = true;
      },
      [
        'Slack · bot token · Slack refuses SLACK_BOT_TOKEN: token_revoked. → Install the app again (Slack: your app, Install App), and set SLACK_BOT_TOKEN to its bot token, xoxb-….',
      ],
    ],
    [
      'a channel that the app is not in',
      () => {
        const { company: workspace } = surgery.company.slack;
        workspace.channels = workspace.channels.map((channel) => ({ ...channel, withoutApp: channel.id === 'C0API' }));
      },
      [
        'Slack · channel C0API · The app is not in #team-api, so it can say nothing there. → Say /invite @tempocat in #team-api.',
      ],
    ],
    [
      'a GitHub token that may only read',
      () => surgery.company.github.setReadOnly('example/manifests', true),
      ['write contents', 'write pull requests'].map(
        (what) =>
          `GitHub · example/manifests: ${what} · tempocat may not write in example/manifests, or not see it: Resource not accessible by personal access token. ` +
          `→ Give its token, or App, ${what.replace('write c', 'C').replace('write p', 'P')}: read and write on example/manifests.`,
      ),
    ],
    [
      'a right that AWS does not grant',
      () => {
        const body = {
          __type: 'AccessDeniedException',
          message: 'no identity-based policy allows ecs:DescribeServices',
        };
        const operation = /DescribeServices/;
        surgery.company.aws.gate.plan({ operation, times: 2, mishap: { kind: 'status', status: 400, body } });
      },
      ['staging', 'production'].map(
        (environment) =>
          `ECS · service example-${environment}/shop · AWS refused tempocat's credentials when asked for service shop in example-${environment}: ` +
          "no identity-based policy allows ecs:DescribeServices. → Check the worker's role.",
      ),
    ],
  ])('names %s, and what mends it', async (_, plant, expected) => {
    plant();
    const { exit, bad } = await surgery.examine();
    expect(bad).toEqual(expected);
    expect(exit).toBe(1);
  });

  it.each([
    ['TEMPORAL_ADDRESS', 'Temporal', '127.0.0.1:1'],
    ['SLACK_API_URL', 'Slack', 'http://127.0.0.1:1/api/'],
    ['GITHUB_API_URL', 'GitHub', 'http://127.0.0.1:1'],
    ['ARGOCD_URL', 'Argo CD', 'http://127.0.0.1:1'],
    ['AWS_ENDPOINT_URL_ECR', 'ECR', 'http://127.0.0.1:1'],
  ])('names %s when nobody answers there', async (name, area, value) => {
    if (name.startsWith('AWS_')) process.env[name] = value;
    const { exit, bad } = await surgery.examine({ env: { [name]: value } });
    delete process.env['AWS_ENDPOINT_URL_ECR'];
    expect(bad.length).toBeGreaterThan(0);
    expect(bad.filter((line) => !line.startsWith(area) || !line.includes(`→ Check ${name}`))).toEqual([]);
    expect(exit).toBe(1);
  });

  it('says what it could not look at, and what would let it', async () => {
    surgery.company.slack.company.scopes = SCOPES.filter((scope) => !/^(channels|groups):/.test(scope));
    const { exit, data, bad } = await surgery.examine();
    expect(bad).toEqual([]);
    expect(exit).toBe(0);
    expect(data.find(({ what }) => what === 'channel C0API')).toMatchObject({
      verdict: 'unknown',
      found: 'It is there; whether the app is in it cannot be seen.',
      fix: 'Add the scopes channels:read and groups:read to let doctor look; deploys need neither.',
    });
  });

  it('draws a table: the area once, what was tried with its sign, and under it what mends it', async () => {
    surgery.company.slack.company.isTokenRevoked = true;
    const terminal = aTerminal({ env: surgery.env });
    expect(await runCli(['doctor'], terminal)).toBe(1);
    const lines = terminal.said().split('\n');
    expect(lines.filter((line) => line.startsWith('│ Slack '))).toHaveLength(1);
    const at = lines.findIndex((line) => line.includes('✖ bot token'));
    expect(lines[at]).toMatch(/^│ +│ ✖ bot token +│ Slack refuses SLACK_BOT_TOKEN: token_revoked\. +│$/);
    expect(lines[at + 1]).toMatch(/^│ +│ +│ → Install the app again/);
    expect(lines.at(-2)).toMatch(/^\d+ good, 1 to mend, \d+ not known$/);
  });
});
