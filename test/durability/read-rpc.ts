import proto from '@temporalio/proto';
import type { Rpc } from './temporal-gate.ts';

const { v1 } = proto.temporal.api.workflowservice;

/** What a call between a worker and Temporal means for an activity of this workflow. */
export interface Sign {
  readonly workflowId: string;
  readonly activity: string;
  readonly moment: 'before' | 'after' | 'between';
}

export interface RpcReader {
  /** What this request says: an activity is done, or the next one is decided on. */
  readRequest(rpc: Rpc): readonly Sign[];
  /** What this answer says: activities are handed out. Without those that are lost it would be this one. */
  readAnswer(rpc: Rpc, answer: Uint8Array, isLost: (sign: Sign) => boolean): Uint8Array | undefined;
}

interface HandedOut {
  readonly taskToken?: Uint8Array | null;
  readonly workflowExecution?: { readonly workflowId?: string | null } | null;
  readonly activityType?: { readonly name?: string | null } | null;
}

/** Task tokens say nothing, so what was handed out is remembered. */
export function createRpcReader(): RpcReader {
  const activities = new Map<string, Pick<Sign, 'workflowId' | 'activity'>>();
  const workflows = new Map<string, string>();

  const handedOut = ({ taskToken, workflowExecution, activityType }: HandedOut): Sign | undefined => {
    const workflowId = workflowExecution?.workflowId;
    const activity = activityType?.name;
    if (!workflowId || !activity) return undefined;
    activities.set(keyOf(taskToken), { workflowId, activity });
    return { workflowId, activity, moment: 'before' };
  };
  const remember = ({ taskToken, workflowExecution }: HandedOut) => {
    if (workflowExecution?.workflowId) workflows.set(keyOf(taskToken), workflowExecution.workflowId);
  };

  return {
    readRequest: ({ method, request }) => {
      if (method === 'RespondActivityTaskCompleted') {
        const done = activities.get(keyOf(v1.RespondActivityTaskCompletedRequest.decode(request).taskToken));
        return done ? [{ ...done, moment: 'after' }] : [];
      }
      if (method !== 'RespondWorkflowTaskCompleted') return [];
      const { taskToken, commands } = v1.RespondWorkflowTaskCompletedRequest.decode(request);
      const workflowId = workflows.get(keyOf(taskToken));
      if (workflowId === undefined) return [];
      return commands.flatMap(({ scheduleActivityTaskCommandAttributes: scheduled }) => {
        const activity = scheduled?.activityType?.name;
        return activity ? [{ workflowId, activity, moment: 'between' }] : [];
      });
    },
    readAnswer: ({ method }, answer, isLost) => {
      if (method === 'PollActivityTaskQueue') {
        const sign = handedOut(v1.PollActivityTaskQueueResponse.decode(answer));
        return sign && isLost(sign) ? new Uint8Array() : undefined; // as if there were nothing to do
      }
      if (method === 'PollWorkflowTaskQueue') remember(v1.PollWorkflowTaskQueueResponse.decode(answer));
      if (method !== 'RespondWorkflowTaskCompleted') return undefined;
      const { activityTasks, ...rest } = v1.RespondWorkflowTaskCompletedResponse.decode(answer);
      if (rest.workflowTask) remember(rest.workflowTask);
      const arriving = activityTasks.filter((task) => {
        // those that the worker asked to be given at once
        const sign = handedOut(task);
        return sign === undefined || !isLost(sign);
      });
      if (arriving.length === activityTasks.length) return undefined;
      return v1.RespondWorkflowTaskCompletedResponse.encode({ ...rest, activityTasks: arriving }).finish();
    },
  };
}

const keyOf = (token: Uint8Array | null | undefined): string => Buffer.from(token ?? []).toString('base64');
