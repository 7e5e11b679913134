import { type ListedDeploy, listDeploys } from '../../client/list-deploys.ts';
import type { Command, TargetCommand } from '../../domain/command.ts';
import { freezeAt } from '../../domain/freeze.ts';
import { locateService, locateTarget, locateTargets } from '../../domain/locate.ts';
import { readStanding, readStandings, withHolder } from '../../slack-gateway/read-standings.ts';
import { renderHistory } from '../../slack-gateway/views/history.ts';
import { renderLocks } from '../../slack-gateway/views/locks.ts';
import { renderList, renderStatus, type TargetStanding } from '../../slack-gateway/views/look-ups.ts';
import { renderUnknown } from '../../slack-gateway/views/refusals.ts';
import { code, SafeText, safe } from '../../slack-gateway/views/text.ts';
import { renderWhy } from '../../slack-gateway/views/why.ts';
import { answer, type Desk } from '../desk.ts';
import type { Report } from '../report.ts';

const DEPLOYS_SHOWN = 10;

/** From the targets' memos: answers while neither a worker nor Slack does. */
export async function status(desk: Desk, { words }: Extract<Command, { kind: 'status' }>): Promise<Report> {
  const { catalog, locale, links } = desk;
  const located = locateTargets(catalog, words);
  if (located.kind !== 'targets') return answer(desk, 'not-understood', renderUnknown(located, locale));
  const read = await readStandings(desk, located.targets);
  const standings = await Promise.all(read.map((standing) => withHolder(desk, standing)));
  const said = answer(desk, exitOf(standings), renderStatus(standings, { locale, links, now: Date.now() }));
  return { ...said, data: standings.map(dataOf) };
}

const exitOf = (standings: readonly TargetStanding[]) =>
  standings.some(({ memo }) => memo === 'unknown') ? 'no-answer' : 'done';

const dataOf = ({ target: { service, environment }, memo, holder }: TargetStanding) => ({
  ...{ service, environment },
  ...(memo === 'unknown' ? { unknown: true } : memo),
  ...(holder && { deploy: holder }),
});

/** From Temporal's list, as Slack's. */
export async function history(desk: Desk, command: Extract<Command, { kind: 'history' }>): Promise<Report> {
  const { catalog, client, locale, links } = desk;
  const located =
    command.environment === undefined
      ? locateService(catalog, command.service)
      : locateTarget(catalog, command.service, command.environment);
  if (located.kind !== 'service' && located.kind !== 'target')
    return answer(desk, 'not-understood', renderUnknown(located, locale));
  const of =
    located.kind === 'service'
      ? { service: located.name }
      : { service: located.target.service, environment: located.target.environment };
  const deploys = await listDeploys(client, of, DEPLOYS_SHOWN);
  const { text } = renderHistory({ of, deploys, locale, links, now: Date.now() });
  return { ...answer(desk, 'done', withIds(text, deploys)), data: deploys };
}

/** What commands take is a deploy's id, which the message in Slack only links to: before each entry, in the same order. */
function withIds(text: string, deploys: readonly ListedDeploy[]): SafeText[] {
  const ids = deploys.map(({ deployId }) => deployId);
  return text.split('\n').flatMap((line) => {
    const isEntry = /^:[a-z_]+: \*/.test(line);
    const id = isEntry ? ids.shift() : undefined;
    return [...(id === undefined ? [] : [safe``, code(id, 300)]), SafeText.parse(line)];
  });
}

export async function why(desk: Desk, command: Extract<TargetCommand, { kind: 'why' }>): Promise<Report> {
  const { catalog, locale, links } = desk;
  const located = locateTarget(catalog, command.service, command.environment);
  if (located.kind !== 'target') return answer(desk, 'not-understood', renderUnknown(located, locale));
  const target = { ...located.target, locale };
  const first = catalog.targets.find(
    ({ service, environment }) => service === target.service && environment === target.after,
  );
  const [standing, before] = await Promise.all([readStanding(desk, target), first && readStanding(desk, first)]);
  const now = Date.now();
  const freeze = freezeAt(target.freeze, target.timeZone, now);
  const said = renderWhy({ standing, now, links, ...(before && { before }), ...(freeze && { freeze }) });
  return { ...answer(desk, exitOf([standing]), said), data: { ...dataOf(standing), ...(freeze && { freeze }) } };
}

export async function locks(desk: Desk): Promise<Report> {
  const { catalog, locale } = desk;
  const standings = await readStandings(
    desk,
    catalog.targets.map((target) => ({ ...target, locale })),
  );
  const stopped = standings.map(dataOf).filter((found) => 'lock' in found || 'hold' in found);
  return { ...answer(desk, exitOf(standings), renderLocks(standings, locale, Date.now())), data: stopped };
}

export async function list(desk: Pick<Desk, 'catalog' | 'locale' | 'paint'>): Promise<Report> {
  const { catalog, locale } = desk;
  const { services, targets, functionNames, functions } = catalog;
  const where = (name: string) =>
    targets.filter(({ service }) => service === name).map(({ environment }) => environment);
  const data = {
    services: services.map((service) => ({ ...service, environments: where(service.name) })),
    functions: functionNames.map((names) => ({
      ...names,
      environments: functions.filter(({ name }) => name === names.name).map(({ environment }) => environment),
    })),
  };
  return { ...answer(desk, 'done', renderList(catalog, locale)), data };
}
