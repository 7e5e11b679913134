import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { DeployRequest, Phase } from '../../domain/deploy.ts';
import type { InvokeRequest } from '../../domain/invoke.ts';

const DEPLOY_SERVICE = defineSearchAttributeKey('DeployService', 'KEYWORD');
const DEPLOY_ENVIRONMENT = defineSearchAttributeKey('DeployEnvironment', 'KEYWORD');
const DEPLOY_TRIGGER = defineSearchAttributeKey('DeployTrigger', 'KEYWORD');
const DEPLOY_REQUESTED_BY = defineSearchAttributeKey('DeployRequestedBy', 'KEYWORD');
export const DEPLOY_TAG = defineSearchAttributeKey('DeployTag', 'KEYWORD');
export const DEPLOY_PHASE = defineSearchAttributeKey('DeployPhase', 'KEYWORD');

/** All that must be registered in the namespace before the first deploy. */
export const SEARCH_ATTRIBUTES = [
  DEPLOY_SERVICE,
  DEPLOY_ENVIRONMENT,
  DEPLOY_TRIGGER,
  DEPLOY_REQUESTED_BY,
  DEPLOY_TAG,
  DEPLOY_PHASE,
];

/** How a deploy is found in Temporal's list from its first moment on. */
export function deployAttributes({ target, trigger, requestedBy }: DeployRequest): SearchAttributePair[] {
  return [
    { key: DEPLOY_SERVICE, value: target.service },
    { key: DEPLOY_ENVIRONMENT, value: target.environment },
    { key: DEPLOY_TRIGGER, value: trigger },
    { key: DEPLOY_REQUESTED_BY, value: requestedBy },
    { key: DEPLOY_PHASE, value: 'resolving' satisfies Phase },
  ];
}

export function invokeAttributes({ target, trigger, requestedBy }: InvokeRequest): SearchAttributePair[] {
  return [
    { key: DEPLOY_SERVICE, value: target.name },
    { key: DEPLOY_ENVIRONMENT, value: target.environment },
    { key: DEPLOY_TRIGGER, value: trigger },
    { key: DEPLOY_REQUESTED_BY, value: requestedBy },
  ];
}
