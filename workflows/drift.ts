import { continueAsNew, log } from '@temporalio/workflow';
import { driftFrom } from '../domain/target/drift.ts';
import type { Target } from '../domain/target.ts';
import type { DriftRequest } from './contract/messages.ts';
import type { TargetName } from './contract/ports/temporal.ts';
import { presentTag } from './kinds/present-tag.ts';
import { catalog, ecr, temporal } from './proxies.ts';
import { within } from './within.ts';

const AT_ONCE = 5;
const TARGETS_PER_RUN = 200;
const VENDORS_ANSWER_WITHIN_MS = 60_000;

/** Has somebody changed these targets by hand? What is found they are told, and they say it once. */
export async function drift({ targets }: DriftRequest): Promise<void> {
  const now = targets.slice(0, TARGETS_PER_RUN);
  for (let next = 0; next < now.length; next += AT_ONCE) {
    await Promise.all(now.slice(next, next + AT_ONCE).map(lookAt));
  }
  const rest = targets.slice(TARGETS_PER_RUN);
  if (rest.length > 0) await continueAsNew<typeof drift>({ targets: rest });
}

async function lookAt(name: TargetName): Promise<void> {
  const why = `how long a look at ${name.service} ${name.environment} may take`;
  try {
    await within({ ms: VENDORS_ANSWER_WITHIN_MS, why }, () => compare(name));
  } catch (error) {
    log.info('a target could not be looked at; the next check looks again', { ...name, error: String(error) });
  }
}

async function compare(name: TargetName): Promise<void> {
  const belief = await temporal.readTarget(name);
  if (!belief?.running || belief.holder?.rollingOut) return; // tempocat has no say there, or is changing it just now
  const target = await catalog.presentEntry(name);
  if (!target) return;
  const tag = await presentTag(target);
  const known = belief.drift?.found.tag;
  if (known === tag || (known === undefined && driftFrom(belief, tag) === undefined)) return;
  const { channel, locale } = target;
  await temporal.noticeDrift({ ...name, found: { tag, ...(await digestOf(target, tag)) }, home: { channel, locale } });
}

async function digestOf({ image: { repository } }: Target, tag: string | null): Promise<{ readonly digest?: string }> {
  const digest = tag === null ? null : await ecr.digestOf({ repository, tag });
  return digest === null ? {} : { digest };
}
