import { expect, it } from '@jest/globals';
import { openCompany } from '../../sandbox/company.ts';
import { freePort } from '../../sandbox/free-port.ts';

it('takes the ports that it is given, and free ones where they are taken', async () => {
  const ports = { slack: await freePort(), github: await freePort(), aws: await freePort(), argocd: await freePort() };
  const first = await openCompany({ ports });
  expect([first.slack.url, first.github.url]).toEqual([
    `http://127.0.0.1:${ports.slack}`,
    `http://127.0.0.1:${ports.github}`,
  ]);
  const second = await openCompany({ ports });
  const urls = [first, second].flatMap(({ slack, github, aws, argocd }) => [
    slack.url,
    github.url,
    aws.url,
    argocd.url,
  ]);
  expect(new Set(urls).size).toBe(8);
  await Promise.all([first.close(), second.close()]);
});
