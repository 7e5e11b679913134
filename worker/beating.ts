import { activityInfo, type Context, heartbeat } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';

const BEATS_PER_TIMEOUT = 3;

/** Whatever an activity does, it says that it is alive meanwhile, so that only a worker that died is taken for dead. */
export function beating(_: Context): ActivityInterceptors {
  return {
    inbound: {
      execute: async (input, next) => {
        const { heartbeatTimeoutMs } = activityInfo();
        if (!heartbeatTimeoutMs) return next(input); // 0: there is none, and each beat would be an action more
        const beat = setInterval(() => heartbeat(), heartbeatTimeoutMs / BEATS_PER_TIMEOUT);
        try {
          return await next(input);
        } finally {
          clearInterval(beat);
        }
      },
    },
  };
}
