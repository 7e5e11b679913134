import type { DeployCard } from '../domain/deploy.ts';
import type { DeployMemo } from './contract/messages.ts';
import type { Posted } from './contract/ports/slack.ts';

const TAG_LENGTH = 128; // a registry takes no longer one
const APPROVERS_KEPT = 10;
const ADDRESS_LENGTH = 200;
const APPLICATION_LENGTH = 120;
const PERMALINK_LENGTH = 120;

/** Temporal warns above 2 KiB, so what could be long is cut, or left out where half of it would be wrong. */
export function deployMemo(card: DeployCard, message?: Posted): DeployMemo {
  const { kind, requestedBy, trigger, phase, phases, image, change, outcome, approval } = card;
  const approvers = (approval?.votes ?? []).filter(({ decision }) => decision === 'approve').map(({ by }) => by);
  return {
    ...(change && { from: change.from === null ? null : cutTag(change.from) }),
    to: image ? cutTag(image.tag) : null,
    kind,
    by: requestedBy,
    trigger,
    phase,
    ...(outcome?.code && { code: outcome.code }),
    ...(outcome?.note && { note: outcome.note }),
    approvers: approvers.slice(0, APPROVERS_KEPT),
    approvals: approvers.length,
    ...linksOf(card),
    phases,
    ...(message && { message: placeOf(message) }),
  };
}

/** A tag is ASCII; whatever else stands in a manifest is no tag, and must not grow here. */
const cutTag = (tag: string): string => tag.slice(0, TAG_LENGTH).replace(/[^\w.:@/+-]/g, '?');

function placeOf({ channel, ts, permalink, reader }: Posted): Posted {
  return {
    ...{ channel, ts },
    ...(permalink !== undefined && fits(permalink, PERMALINK_LENGTH) && { permalink }),
    ...(reader !== undefined && { reader }),
  };
}

const fits = (text: string, length: number): boolean => text.length <= length && /^[\w.:/?=&%+~#-]*$/.test(text);

function linksOf({ change, argocd }: DeployCard): Pick<DeployMemo, 'pullRequest' | 'argocd'> {
  const opened = change?.kind === 'kustomize' ? change.pullRequest : undefined;
  const { application = '', project = '' } = argocd ?? {};
  return {
    ...(opened && fits(opened.url, ADDRESS_LENGTH) && { pullRequest: { number: opened.number, url: opened.url } }),
    ...(argocd && fits(application + project, APPLICATION_LENGTH) && { argocd: { application, project } }),
  };
}
