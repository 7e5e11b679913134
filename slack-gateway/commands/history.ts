import { listDeploys } from '../../client/list-deploys.ts';
import type { Catalog } from '../../domain/catalog.ts';
import type { Command } from '../../domain/command.ts';
import { locateService, locateTarget, type Unknown } from '../../domain/locate.ts';
import type { Asked, Desk } from '../desk.ts';
import { lookUpLocale } from '../languages.ts';
import { privately, type Reply } from '../reply.ts';
import { renderHistory } from '../views/history.ts';
import { renderUnknown } from '../views/refusals.ts';
import { EVERYONE, refusalFor } from './refusal-for.ts';

const DEPLOYS_SHOWN = 10;
const ANSWERS_WITHIN_MS = 2_000;

type HistoryCommand = Extract<Command, { kind: 'history' }>;

/** Read from Temporal's list and the deploys' memos, so that it answers while no worker does. */
export async function answerHistory(desk: Desk, asked: Asked, command: HistoryCommand): Promise<Reply> {
  const { catalog, links } = desk;
  const located = locate(catalog, command);
  if (located.kind !== 'found') return privately(renderUnknown(located, desk.locale));
  const refusal = await refusalFor(desk, asked.by, { what: 'history', groups: EVERYONE });
  if (refusal) return refusal;
  const { of } = located;
  const deploys = await lastDeploys(desk, of);
  const message = renderHistory({ of, deploys, locale: lookUpLocale(desk, asked), links, now: Date.now() });
  return { kind: 'look-up', message };
}

interface Of {
  readonly service: string;
  readonly environment?: string;
}

function locate(catalog: Catalog, { service, environment }: HistoryCommand): { kind: 'found'; of: Of } | Unknown {
  if (environment === undefined) {
    const located = locateService(catalog, service);
    return located.kind === 'service' ? { kind: 'found', of: { service: located.name } } : located;
  }
  const located = locateTarget(catalog, service, environment);
  if (located.kind !== 'target') return located;
  const { target } = located;
  return { kind: 'found', of: { service: target.service, environment: target.environment } };
}

const lastDeploys = ({ client, log }: Desk, of: Of) =>
  client
    .withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => listDeploys(client, of, DEPLOYS_SHOWN))
    .catch((error: unknown) => {
      log.warn({ ...of, error: String(error) }, 'deploys could not be listed');
      return 'unknown' as const;
    });
