import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SOCKET_MODE } from '../../sandbox/company.ts';
import { freePort } from '../../sandbox/free-port.ts';
import { type HouseProcess, startHouseProcess } from '../../sandbox/house-process.ts';
import { REJECT_REASON } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { type Sample, scrape } from '../support/prometheus.ts';
import { openTestTown, type TestTown } from '../support/test-town.ts';

let town: TestTown;
let second: HouseProcess;
let secondUrl: string;
let metricsUrls: readonly string[];
beforeAll(async () => {
  town = await openTestTown({ env: SOCKET_MODE });
  const port = await freePort();
  secondUrl = `http://127.0.0.1:${port}`;
  const metrics = `127.0.0.1:${await freePort()}`;
  metricsUrls = [town.metricsUrls['slack-gateway'], `http://${metrics}/metrics`];
  const env = { ...town.env, PORT: String(port), METRICS_ADDRESS: metrics };
  second = await startHouseProcess({ name: 'slack-gateway', env });
});
afterAll(async () => {
  second.child.kill('SIGCONT');
  await second.stop();
  await town.close();
});

const sockets = () => town.slack.sockets;
const untilOpen = (count: number) =>
  eventually(async () => (sockets().open.length === count ? true : undefined), `${count} open sockets`);
const cardsOf = (tag: string) =>
  town.slack
    .messages('C0DEPLOYS')
    .filter(({ fromApp, threadTs, text }) => fromApp && !threadTs && text.includes(`\`${tag}\`: *`));
const deploysBy = async (ts: string) => (await town.workflows('deploy')).filter((id) => id.includes(ts));

describe('two gateways in socket mode', () => {
  it('hold a socket each, answer for their health, and take nothing by HTTP', async () => {
    expect(sockets().open).toHaveLength(2);
    for (const url of [town.gatewayUrl, secondUrl]) {
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      expect((await fetch(`${url}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(404);
    }
  });

  it('deploy by mention, by click, by command and by form, each payload taken by one of them, once', async () => {
    const before = sockets().sent.length;
    const tag = await town.push('web');
    await town.say('deploy web production');
    const card = await town.card('web', 'production', tag, 'Needs an approval');
    await town.press('U0LEAD', card, 'reject');
    await town.whisper('U0LEAD', 'rejection counts');
    await eventually(async () => town.slack.openForm('U0LEAD'), 'the form for the reason');
    expect(town.slack.openForm('U0LEAD')?.callback_id).toBe(REJECT_REASON);
    await town.slack.submit({ user: 'U0LEAD', values: { reason: 'not on a Friday' } });
    await town.hear('not on a Friday');
    expect(town.slack.openForm('U0LEAD')).toBeUndefined();

    await town.github.createBranch('example/web', 'feature/sockets');
    await town.slash('deploy');
    const [web] = await town.slack.suggestInForm({ user: 'U0DEV1', block: 'service', query: 'web' });
    if (!web) throw new Error('web is not offered');
    await town.slack.fill({ user: 'U0DEV1', block: 'service', value: web });
    const branches = await town.slack.suggestInForm({ user: 'U0DEV1', block: 'ref:web', query: 'sock' });
    expect(branches.map(({ value }) => value)).toContain('feature/sockets');
    await town.slack.submit({ user: 'U0DEV1', values: { 'environment:web': 'staging', reason: 'through a socket' } });
    await town.card('web', 'staging', tag, '*Deployed*', 'through a socket');

    const sent = sockets().sent.slice(before);
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(new Set(['events_api', 'interactive', 'slash_commands']));
    expect(new Set(sent.map(({ socket }) => socket)).size).toBe(2);
    expect(sent.filter(({ outcome, retry }) => outcome !== 'answered' || retry > 0)).toEqual([]);
    expect(cardsOf(tag)).toHaveLength(2);
  });

  it('tell how long Slack waited for each payload until it was acknowledged', async () => {
    const samplesOf = async (name: string): Promise<Sample[]> =>
      (await Promise.all(metricsUrls.map(scrape))).flat().filter((sample) => sample.name === name);
    const sumOf = (samples: readonly Sample[]) => samples.reduce((sum, { value }) => sum + value, 0);
    const counts = await eventually(async () => {
      const found = await samplesOf('tempocat_slack_request_seconds_count');
      return sumOf(found) === sockets().sent.length ? found : undefined; // it is counted right after Slack has heard
    }, 'each payload to be counted, once');
    expect(new Set(counts.map(({ labels }) => labels['result']))).toEqual(new Set(['ok']));
    const kinds = new Set(counts.flatMap(({ labels, value }) => (value > 0 ? [labels['kind']] : [])));
    expect(kinds).toEqual(new Set(['event', 'click', 'form', 'command', 'menu']));
    expect(sumOf(await samplesOf('tempocat_slack_request_seconds_sum'))).toBeGreaterThan(0);
  });

  it('a mistake in a form stays in the form', async () => {
    await town.slash('deploy', { user: 'U0LEAD' });
    const [mailer] = await town.slack.suggestInForm({ user: 'U0LEAD', block: 'service', query: 'mailer' });
    if (!mailer) throw new Error('mailer is not offered');
    await town.slack.submit({ user: 'U0LEAD', values: { service: mailer } });
    expect(town.slack.openForm('U0LEAD')?.errors).toEqual({ service: 'Choose an environment.' });
  });
});

describe('bad days of sockets', () => {
  it('each socket that Slack ends is followed by another, also when Slack fails to give one at first; nothing is lost or done twice', async () => {
    const tag = await town.push('web');
    const [first = 0, other = 0] = sockets().open;
    town.slack.gate.plan({ operation: /^apps\.connections\.open$/, mishap: { kind: 'status', status: 500 } });
    sockets().refresh(first);
    const ts = await town.say('deploy web staging');
    await town.card('web', 'staging', tag, '*Deployed*');
    await untilOpen(2);
    sockets().refresh(other);
    await town.slash('help', { user: 'U0DEV2' });
    await town.whisper('U0DEV2', 'deploy');
    await untilOpen(2);
    expect(sockets().open).not.toContain(first);
    expect(sockets().open).not.toContain(other);
    expect(await deploysBy(ts)).toHaveLength(1);
    expect(cardsOf(tag)).toHaveLength(1);
  });

  it('what a frozen gateway does not acknowledge goes to the other one; thawed, it does nothing twice', async () => {
    const tag = await town.push('web');
    const text = '<@U0TEMPOCAT> deploy web staging';
    second.child.kill('SIGSTOP');
    const said = [];
    for (const user of ['U0DEV1', 'U0DEV2']) {
      const { ts, delivered } = town.slack.say({ user, channel: 'C0DEPLOYS', text });
      said.push({ ts, outcomes: (await delivered).map(({ outcome }) => outcome.kind) });
    }
    expect(said.map(({ outcomes }) => outcomes.at(-1))).toEqual(['answered', 'answered']);
    expect(said.flatMap(({ outcomes }) => outcomes)).toContain('timed-out');
    second.child.kill('SIGCONT');
    await town.card('web', 'staging', tag, '*Deployed*');
    await town.slash('help', { user: 'U0LEAD' });
    await town.slash('help', { user: 'U0LEAD' }); // the thawed one has heard one of them, after what it slept through
    for (const { ts } of said) expect(await deploysBy(ts)).toHaveLength(1);
    await eventually(async () => (cardsOf(tag).length === 2 ? true : undefined), 'a card for each');
  });

  it('a gateway that is stopped finishes what it accepted, and the other one goes on', async () => {
    const { gate } = town.slack;
    await second.stop();
    await untilOpen(1);
    const told = () => gate.calls.filter(({ operation }) => operation === 'chat.postEphemeral').length;
    const before = told();
    gate.plan({ operation: /^chat\.postEphemeral$/, mishap: { kind: 'hold' } });
    const asking = town.slack.command({ user: 'U0DEV1', channel: 'C0DEPLOYS', text: 'help' });
    await eventually(async () => (told() > before ? true : undefined), 'the answer to be under way');
    const stopping = town.gateway.stop();
    gate.release();
    expect((await asking).outcome.kind).toBe('answered');
    expect(await stopping).toBe(0);
    expect(sockets().open).toEqual([]);
  });
});
