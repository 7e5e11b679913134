import { locateTarget } from '../../domain/locate.ts';
import { requestDeploy } from '../commands/deploy.ts';
import { requestPlan } from '../commands/plan.ts';
import type { Asked, Desk } from '../desk.ts';
import type { Message } from '../views/blocks.ts';
import { SERVICE_FIELD } from '../views/deploy-form.ts';
import { withoutMarks } from '../views/text.ts';
import { deployFormWords } from '../views/words/deploy-form.ts';
import type { Filled } from './read.ts';

/** What is said at a field; with none the form closes, and the deploy or the plan speaks for itself. */
export type Mistakes = Readonly<Record<string, string>>;

interface Sent extends Filled {
  readonly by: string;
  /** Slack's id of this sending: the same one again starts nothing new. */
  readonly key: string;
}

/** The same rights and rules as for the words. */
export async function submitDeployForm(desk: Desk, sent: Sent): Promise<Mistakes> {
  const words = deployFormWords[desk.locale];
  const { service, environment, environmentField: field, ref, reason, dryRun } = sent;
  if (service === undefined) return { [SERVICE_FIELD]: words.missingService };
  if (environment === undefined) return { [field]: words.missingEnvironment };
  const located = locateTarget(desk.catalog, service, environment);
  if (located.kind !== 'target') return { [SERVICE_FIELD]: words.goneService };

  const wish = { target: located.target, ...(ref !== undefined && { ref }) };
  const reply = dryRun
    ? await requestPlan(desk, askedBy(sent), wish)
    : await requestDeploy(desk, askedBy(sent), { ...wish, ...(reason !== undefined && { reason }) });
  return reply.kind === 'started' ? {} : { [field]: plainly(reply.message) };
}

const FIELD_TEXT_AT_MOST = 1_000;

/** A field says plain text only. */
const plainly = ({ text }: Message): string => withoutMarks(text).slice(0, FIELD_TEXT_AT_MOST);

/** Opened where there is no channel, the answer goes to the person. */
function askedBy({ by, key, place: { channel = by, threadTs } }: Sent): Asked {
  return { by, channel, key, text: '', door: 'slash', ...(threadTs !== undefined && { threadTs }) };
}
