import { ECR_ROWS, ECS_ROWS, EVENT_ROW, LAMBDA_ROWS } from './aws-rows.ts';
import { GITHUB_ROWS } from './github-rows.ts';
import { ARGOCD_ROWS, SLACK_ROWS } from './other-rows.ts';
import type { Row } from './row.ts';

export const EVENT = 'invokeFunction, mode event';

/** Every activity that calls a vendor. */
export const ROWS: Readonly<Record<string, Row>> = {
  ...{ ...GITHUB_ROWS, ...ECR_ROWS, ...ECS_ROWS, ...LAMBDA_ROWS, ...ARGOCD_ROWS, ...SLACK_ROWS },
  [EVENT]: EVENT_ROW,
};
