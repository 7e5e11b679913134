import { ENDINGS } from '../../domain/endings.ts';
import { cardsOf, endingOf, hasTurnBack, patiently } from './arrivals.ts';
import type { Arrived, Scene } from './journey.ts';
import { channelOf } from './stage.ts';

const DEPLOYED = 'deployed';
const SAYS_DEPLOYED = /\*(Deployed|Merged; not verified)\*/;

interface Merged {
  readonly asked: readonly string[];
  /** Commits in the manifest repository; one unless told. */
  readonly wanted?: number;
  /** How the last of them ends; deployed unless told. */
  readonly ending?: string;
  /** What its message says in the end. */
  readonly words?: RegExp;
}

/** The end of what changes a manifest: merged as often as it should be, said on the card, the turn given back. */
export async function arrive(scene: Scene, merged: Merged): Promise<Arrived> {
  const { asked, wanted = 1, ending = DEPLOYED, words = ending === DEPLOYED ? SAYS_DEPLOYED : /./ } = merged;
  const { town } = scene;
  const endings = await Promise.all(asked.map((id) => endingOf(town, id)));
  const last = endings.at(-1) ?? '';
  const effects = await mergesOf(scene);
  const complaints = [
    ...(last === ending ? [] : [`it ended ${last}`]),
    ...(await complaintsOfTurn(scene)),
    ...(await complaintsOfCard(scene, words)),
    ...complaintsOfPulls(scene),
  ];
  return { asked, ending: last, effects, wanted, complaints };
}

/** A deploy opens one, and leaves none open. */
function complaintsOfPulls(scene: Scene): string[] {
  const pulls = pullsOf(scene);
  const open = pulls
    .filter(({ state }) => state === 'open')
    .map(({ number }) => `pull request #${number} is still open`);
  return pulls.length > 1 ? [`${pulls.length} pull requests were opened`, ...open] : open;
}

const pullsOf = ({ town, who, mark }: Scene) =>
  town.github.pullRequests(`example/${who}`).filter(({ title }) => title.includes(mark));

/** How often the tag was brought into the manifest: commits on the branch itself. */
async function mergesOf(scene: Scene): Promise<number> {
  const { town, who, mark } = scene;
  const pulls = pullsOf(scene);
  if (pulls.length > 0) return pulls.filter(({ state }) => state === 'merged').length;
  return (await town.github.log(`example/${who}`)).filter(({ subject }) => subject.includes(mark)).length;
}

interface Ran {
  readonly asked: string;
  readonly functionName: string;
}

/** Where nobody knows whether a function ran, the ending says so. */
export const isUnsure = (ending: string): ending is 'outcome-unknown' | 'rollout-timeout' =>
  ending === 'outcome-unknown' || ending === 'rollout-timeout';

/** The end of what runs a function: at most once; and where it did not run, or nobody heard, it is said. */
export async function arriveByFunction(scene: Scene, { asked, functionName }: Ran): Promise<Arrived> {
  const { town, mark } = scene;
  const ending = await endingOf(town, asked);
  const runs = town.aws.lambda.executions(functionName).filter((payload) => JSON.stringify(payload).includes(mark));
  const isDeploy = asked.startsWith('deploy:');
  const complaints = [
    ...(isUnsure(ending) || ending === (isDeploy ? DEPLOYED : 'succeeded') ? [] : [`it ended ${ending}`]),
    ...(isDeploy ? await complaintsOfTurn(scene) : []),
    ...(await complaintsOfCard(
      scene,
      isUnsure(ending) ? new RegExp(ENDINGS[ending].en) : isDeploy ? SAYS_DEPLOYED : /\*Succeeded\*/,
    )),
  ];
  return {
    asked: [asked],
    ending,
    effects: runs.length,
    wanted: isUnsure(ending) ? Math.min(1, runs.length) : 1,
    complaints,
  };
}

async function complaintsOfTurn({ town, who }: Scene): Promise<string[]> {
  return (await hasTurnBack(town, who)) ? [] : ['the turn was not given back'];
}

/** The newest message about it says how it ended. */
async function complaintsOfCard({ town, who, mark }: Scene, words: RegExp): Promise<string[]> {
  const says = async () => {
    const cards = cardsOf(town, channelOf(who), mark);
    if (!cards.some((text) => words.test(text))) throw new Error(`the message says ${cards.at(-1)}`);
  };
  return patiently('the last word', says, 60_000).then(
    () => [],
    (error: unknown) => [
      `the message does not say how it ended: ${error instanceof Error ? String(error.cause) : error}`,
    ],
  );
}
