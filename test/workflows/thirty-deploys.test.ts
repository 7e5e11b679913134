import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DeployCard } from '../../domain/deploy.ts';
import type { Target } from '../../domain/target.ts';
import { SLACK_EDITS_PER_SECOND } from '../../worker/create-workers.ts';
import { progressQuery } from '../../workflows/contract/messages.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';
import { aGate, aServiceName, eventually, startFor } from '../support/deploying.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { type House, openHouse } from '../support/house.ts';
import { openSlackOffice, type SlackOffice } from '../support/slack-office.ts';

const LIMIT = 50; // edits a minute, says Slack
const AT_ONCE = 4;
/** Here a minute is as long as fifty edits take, as it is in production. */
const EDITS_PER_SECOND = 3;
const MINUTE_MS = ((LIMIT - AT_ONCE) / EDITS_PER_SECOND) * 1_000;
const ASKED_TO_WAIT_MS = 3_000;
const ON_ITS_WAY_MS = 1_000;

let office: SlackOffice;
let world: FakeWorld;
let house: House;
const doors = new Map<string, ReturnType<typeof aGate>>();

/** A roll-out of which there is always something new to say, until its door is opened. */
function aBusyTarget(): Target {
  const service = aServiceName('busy');
  doors.set(service, aGate());
  const argocd = { application: service, project: 'default', timeoutMs: 120_000 };
  return aTarget({ service, deploy: aKustomization({ path: service, argocd }) });
}

const busy = async (service: string, lastSeen: { readonly healthMessage?: string } | undefined) => {
  const door = doors.get(service) ?? aGate();
  const turns = Number(lastSeen?.healthMessage ?? 0);
  const isOpen = await Promise.race([
    door.opened.then(() => true),
    new Promise<boolean>((goOn) => setTimeout(() => goOn(false), 700)),
  ]);
  const commit = world.facts.commits.findIndex((line) => line.startsWith(`${service} `)) + 1;
  return {
    ...{ sync: 'Synced', revisions: [`commit-${commit}`], images: [], autoSync: true, operationRunning: false },
    ...{ health: isOpen ? 'Healthy' : 'Progressing', healthMessage: `${turns + 1}` },
  };
};

beforeAll(async () => {
  office = await openSlackOffice();
  const fake = fakeWorld([]);
  world = {
    ...fake,
    slack: office.postman,
    argocd: { awaitApplicationChange: ({ argocd, lastSeen }) => busy(argocd.application, lastSeen) },
  };
  house = await openHouse(world, { slackEditsPerSecond: EDITS_PER_SECOND });
});
afterAll(async () => {
  await house.stop();
  await office.slack.close();
});

const cardOf = ({ service }: Target) =>
  office.slack.messages('C0DEPLOYS').find(({ text, threadTs }) => !threadTs && text.includes(`${service} → `));
const looksOf = (target: Target) => office.slack.history('C0DEPLOYS', cardOf(target)?.ts ?? '');
const isEnding = (text: string) => text.includes('*Deployed*');
const edits = () => office.slack.gate.calls.filter(({ operation }) => operation === 'chat.update');

it('production keeps to what Slack allows, whatever each partition of the queue lets through at once', () => {
  expect(SLACK_EDITS_PER_SECOND * 60 + AT_ONCE).toBeLessThanOrEqual(LIMIT);
  expect(SLACK_EDITS_PER_SECOND * 60).toBeGreaterThan(40);
});

it('thirty live deploys: within the limit, endings first, no 429 unanswered, every card right', async () => {
  const targets = Array.from({ length: 30 }, aBusyTarget);
  world.facts.targets = targets;
  const deploys = await Promise.all(targets.map((target) => startFor(house, target)));
  const { gate } = office.slack;
  const refused = { status: 429, headers: { 'retry-after': `${ASKED_TO_WAIT_MS / 1_000}` } };
  gate.plan({ operation: /^chat\.update$/, mishap: { kind: 'status', ...refused } });
  const tellOfIt = () => targets.filter((target) => cardOf(target)?.text.includes('Argo CD says')).length;
  await eventually(async () => (tellOfIt() > 15 ? true : undefined), 'messages that tell of the roll-out');
  const [first, second] = [deploys.slice(0, 10), deploys.slice(10)];
  const open = (some: readonly Target[]) => {
    for (const { service } of some) doors.get(service)?.open();
  };
  open(targets.slice(0, 10));
  await Promise.all(first.map((deploy) => deploy.result()));
  const stillBusy = await Promise.all(second.map((deploy) => deploy.query(progressQuery)));
  expect(stillBusy.filter(({ phase }) => phase !== 'verifying')).toEqual([]);
  open(targets.slice(10));
  await Promise.all(second.map((deploy) => deploy.result()));

  const cards = await Promise.all(deploys.map((deploy) => deploy.query(progressQuery)));
  for (const [index, target] of targets.entries()) expectRightEnd(target, cards[index]);
  const asked = await Promise.all(first.map(({ workflowId }) => endingAskedFor(workflowId)));
  expect(progressAfter(Math.max(...asked), targets)).toBeLessThanOrEqual(AT_ONCE);
  for (const { at } of edits()) {
    expect(edits().filter((edit) => edit.at >= at && edit.at < at + MINUTE_MS).length).toBeLessThanOrEqual(LIMIT);
  }
  const refusals = edits().filter(({ status }) => status === 429);
  expect(refusals).toHaveLength(1);
  for (const { at } of refusals)
    expect(edits().filter((edit) => edit.at > at + ON_ITS_WAY_MS && edit.at < at + ASKED_TO_WAIT_MS - 100)).toEqual([]);
}, 90_000);

/** After the end nothing but the end is shown, except what was on its way to Slack. */
function expectRightEnd(target: Target, card: DeployCard | undefined): void {
  const looks = looksOf(target);
  expect(isEnding(looks.at(-1)?.text ?? '')).toBe(true);
  expect(looks.filter(({ text }) => isEnding(text))).toHaveLength(1);
  const endedAt = card?.endedAt ?? 0;
  expect(looks.slice(0, -1).filter(({ at }) => at > endedAt + ON_ITS_WAY_MS)).toEqual([]);
  const gaps = looks.slice(1, -1).map(({ at }, index) => at - (looks[index]?.at ?? 0));
  expect(gaps.slice(1).filter((gap) => gap < 2_900)).toEqual([]); // one edit in three seconds, but for the ending
}

/** When the deploy asked for its last edit. */
async function endingAskedFor(workflowId: string): Promise<number> {
  const { events } = await house.client.workflow.getHandle(workflowId).fetchHistory();
  const edit = events?.findLast(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'updateMessage',
  );
  return Number(edit?.eventTime?.seconds) * 1_000 + (edit?.eventTime?.nanos ?? 0) / 1e6;
}

/** How much progress of the others went before the first ten endings, once all of these had been asked for. */
function progressAfter(from: number, targets: readonly Target[]): number {
  const ended = targets.slice(0, 10);
  const until = Math.max(...ended.map((target) => looksOf(target).at(-1)?.at ?? 0));
  return targets
    .slice(ended.length)
    .flatMap(looksOf)
    .filter(({ at }) => at > from && at < until).length;
}
