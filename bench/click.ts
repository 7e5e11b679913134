import type { Message } from '../sandbox/slack/workspace.ts';
import { APPROVE } from '../slack-gateway/actions.ts';
import { until } from './lanes.ts';
import type { BenchTown } from './town.ts';

/** A card with its Approve button. */
interface Ballot {
  readonly message: Message;
  readonly deployId: string;
}

const CHANNEL = 'C0DEPLOYS';
const BALLOT = /"\d+\|(deploy:[^"]+)"/;

/** Those of all that wait, in an order that has nothing to do with when they began. */
export async function findBallots({ slack }: BenchTown, size: number): Promise<Ballot[]> {
  const find = () =>
    slack.messages(CHANNEL).flatMap((message): Ballot[] => {
      if (!message.fromApp || message.threadTs !== undefined) return [];
      const blocks = JSON.stringify(message.blocks);
      const [, deployId] = blocks.includes(APPROVE) ? (BALLOT.exec(blocks) ?? []) : [];
      return deployId === undefined ? [] : [{ message, deployId }];
    });
  await until(async () => find().length === size, `${size} cards have their buttons`);
  const key = ({ deployId }: Ballot) => [...deployId].reverse().join('');
  return find().toSorted((one, other) => key(one).localeCompare(key(other)));
}

/** Maya presses Approve; milliseconds until Temporal has written the decision down, by its own clock, which is ours. */
export async function approve({ slack, client }: BenchTown, { message, deployId }: Ballot): Promise<number> {
  const clickedAt = Date.now();
  await slack.click({ user: 'U0LEAD', channel: CHANNEL, ts: message.ts, actionId: APPROVE });
  let writtenAt: number | undefined;
  await until(async () => {
    writtenAt = await decisionOf(client, deployId);
    return writtenAt !== undefined;
  }, `the decision on ${deployId} is recorded`);
  return (writtenAt ?? Number.NaN) - clickedAt;
}

/** As an update that was accepted, or as the signal that stands in for one. Milliseconds since the epoch. */
async function decisionOf(client: BenchTown['client'], deployId: string): Promise<number | undefined> {
  const { events = [] } = await client.workflow.getHandle(deployId).fetchHistory();
  const event = events?.find(
    (one) =>
      one.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name === 'decide' ||
      one.workflowExecutionSignaledEventAttributes?.signalName === 'decide',
  );
  const { seconds, nanos } = event?.eventTime ?? {};
  return event ? Number(seconds) * 1_000 + (nanos ?? 0) / 1e6 : undefined;
}
