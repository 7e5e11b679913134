import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stack traces of failures become a payload, which is encrypted like the others. Found by this name by Temporal's SDK. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
