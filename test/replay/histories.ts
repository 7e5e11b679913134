import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

export const HISTORIES = 'test/replay/histories';

const Payload = z.object({ data: z.string() });
const Named = z.object({ name: z.string() });
const Event = z.looseObject({
  eventType: z.string(),
  workflowExecutionStartedEventAttributes: z.looseObject({ workflowType: Named }).optional(),
  workflowExecutionSignaledEventAttributes: z.looseObject({ signalName: z.string() }).optional(),
  workflowExecutionUpdateAcceptedEventAttributes: z
    .looseObject({ acceptedRequest: z.looseObject({ input: z.looseObject({ name: z.string() }) }) })
    .optional(),
  activityTaskScheduledEventAttributes: z.looseObject({ activityType: Named }).optional(),
  upsertWorkflowSearchAttributesEventAttributes: z
    .looseObject({ searchAttributes: z.looseObject({ indexedFields: z.record(z.string(), Payload) }) })
    .optional(),
});
const History = z.object({ events: z.array(Event) });

/** One recorded history, and what it tells of itself. */
export interface Recorded {
  readonly name: string;
  readonly json: z.infer<typeof History>;
  readonly workflow: string;
  /** Names of signals and updates that it took, and of activities that it asked for, in their order. */
  readonly messages: readonly string[];
  readonly activities: readonly string[];
  /** The phases that a deploy showed, in their order. */
  readonly phases: readonly string[];
}

export function readHistories(): Recorded[] {
  return readdirSync(HISTORIES).map((file) => {
    const text = gunzipSync(readFileSync(join(HISTORIES, file))).toString();
    return readHistory(file.replace(/\.json\.gz$/, ''), text);
  });
}

export function readHistory(name: string, text: string): Recorded {
  const json = History.parse(JSON.parse(text));
  const { events } = json;
  return {
    ...{ name, json },
    workflow: events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name ?? '',
    messages: events.flatMap((event) => [
      ...known(event.workflowExecutionSignaledEventAttributes?.signalName),
      ...known(event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest.input.name),
    ]),
    activities: events.flatMap((event) => known(event.activityTaskScheduledEventAttributes?.activityType.name)),
    phases: events.flatMap((event) => known(phaseIn(event))),
  };
}

const known = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

function phaseIn({ upsertWorkflowSearchAttributesEventAttributes: upserted }: z.infer<typeof Event>) {
  const data = upserted?.searchAttributes.indexedFields['DeployPhase']?.data;
  return data === undefined ? undefined : z.string().parse(JSON.parse(Buffer.from(data, 'base64').toString()));
}
