import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { summariseActivity } from '../domain/activity-summary.ts';

/** Each activity says in Temporal's UI what it is about. Found by this name by Temporal's SDK. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity: (input, next) => {
        const summary = input.options.summary ?? summariseActivity(input.args);
        return next(summary === undefined ? input : { ...input, options: { ...input.options, summary } });
      },
    },
  ],
});
