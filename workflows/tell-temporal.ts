import { setCurrentDetails, upsertMemo, upsertSearchAttributes } from '@temporalio/workflow';
import type { DeployCard } from '../domain/deploy.ts';
import { summariseDeploy } from '../domain/deploy-summary.ts';
import type { Posted } from './contract/ports/slack.ts';
import { DEPLOY_PHASE, DEPLOY_TAG } from './contract/search-attributes.ts';

interface Shown {
  readonly state: DeployCard;
  readonly message: Posted | undefined;
}

/** Temporal's page, its list, and the memo from which a deploy can be read while no worker answers. */
export function tellTemporal(before: Shown, { state, message }: Shown): void {
  setCurrentDetails(summariseDeploy(state));
  const isOtherPhase = before.state.phase !== state.phase;
  if (isOtherPhase) upsertSearchAttributes([{ key: DEPLOY_PHASE, value: state.phase }]);
  if (before.state.image?.tag !== state.image?.tag)
    upsertSearchAttributes([{ key: DEPLOY_TAG, value: state.image?.tag ?? null }]);
  if (!isOtherPhase && before.message === message) return;
  upsertMemo({
    deploy: {
      from: state.change?.from ?? null,
      to: state.image?.tag ?? null,
      by: state.requestedBy,
      approvers: (state.approval?.votes ?? []).filter((vote) => vote.decision === 'approve').map((vote) => vote.by),
      startedAt: state.startedAt,
      endedAt: state.endedAt ?? null,
      ...(message && { message: { channel: message.channel, ts: message.ts } }),
    },
  });
}
