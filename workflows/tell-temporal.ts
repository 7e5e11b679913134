import { setCurrentDetails, upsertMemo, upsertSearchAttributes } from '@temporalio/workflow';
import type { DeployCard } from '../domain/deploy.ts';
import { summariseDeploy } from '../domain/deploy-summary.ts';
import type { Posted } from './contract/ports/slack.ts';
import { DEPLOY_PHASE, DEPLOY_TAG } from './contract/search-attributes.ts';
import { deployMemo } from './deploy-memo.ts';

export interface Shown {
  readonly state: DeployCard;
  readonly message?: Posted;
}

/** Temporal's page, its list, and the memo from which a deploy can be read while no worker answers. */
export function tellTemporal(before: Shown, { state, message }: Shown): void {
  setCurrentDetails(summariseDeploy(state));
  const isOtherPhase = before.state.phase !== state.phase;
  if (isOtherPhase) upsertSearchAttributes([{ key: DEPLOY_PHASE, value: state.phase }]);
  if (before.state.image?.tag !== state.image?.tag)
    upsertSearchAttributes([{ key: DEPLOY_TAG, value: state.image?.tag ?? null }]);
  const isOtherNote = before.state.outcome?.note !== state.outcome?.note; // tidying up may find that it was merged
  const isOtherVote = before.state.approval?.votes !== state.approval?.votes; // who has spoken is not asked any more
  if (!isOtherPhase && !isOtherNote && !isOtherVote && before.message === message) return;
  upsertMemo({ deploy: deployMemo(state, message) });
}
