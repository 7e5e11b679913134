import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Company, openCompany } from '../../sandbox/company.ts';
import { freePort } from '../../sandbox/free-port.ts';
import { type HouseProcess, startHouseProcess } from '../../sandbox/house-process.ts';
import { eventually } from '../support/deploying.ts';

const Readiness = z.object({ reasons: z.array(z.string()) });

let company: Company;
let gateway: HouseProcess;
let url: string;
beforeAll(async () => {
  company = await openCompany();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const env = {
    ...company.env,
    SLACK_BOT_TOKEN: 'xoxb-revoked',
    PORT: String(port),
    TEMPORAL_ADDRESS: process.env['TEMPOCAT_TEST_TEMPORAL'] ?? '',
  };
  gateway = await startHouseProcess({ name: 'slack-gateway', env, readyLine: 'refuses SLACK_BOT_TOKEN' });
});
afterAll(async () => {
  await gateway.stop();
  await company.close();
});

it('a gateway whose Slack token is refused is alive, not ready, and says why', async () => {
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const { status, reasons } = await eventually(async () => {
    const response = await fetch(`${url}/readyz`);
    const { reasons: found } = Readiness.parse(await response.json());
    return found.some((reason) => reason.includes('invalid_auth'))
      ? { status: response.status, reasons: found }
      : undefined;
  }, 'the reason');
  expect(status).toBe(503);
  expect(reasons).toEqual([expect.stringContaining('SLACK_BOT_TOKEN')]);
  expect(await gateway.stop()).toBe(0);
  expect(gateway.lines.join('\n')).not.toContain('xoxb-revoked');
});
