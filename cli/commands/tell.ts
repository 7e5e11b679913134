import { type ToldTarget, tellTarget } from '../../client/tell-target.ts';
import { locateTarget } from '../../domain/locate.ts';
import { ADMINS } from '../../domain/rights.ts';
import { renderUnknown } from '../../slack-gateway/views/refusals.ts';
import { renderWishAnswer } from '../../slack-gateway/views/wish-answer.ts';
import { type ActorsDesk, answer } from '../desk.ts';
import type { Exit, Report } from '../report.ts';
import { refusalFor } from './allowed.ts';

type Answer = Awaited<ReturnType<typeof tellTarget>>;

/** `lock`, `unlock`, `hold`, `resume`; the target judges the rest, and announces it in Slack. */
export async function tell(desk: ActorsDesk, command: ToldTarget['command']): Promise<Report> {
  const { catalog, client, locale, links, actor, key: updateId } = desk;
  const located = locateTarget(catalog, command.service, command.environment);
  if (located.kind !== 'target') return answer(desk, 'not-understood', renderUnknown(located, locale));
  const { target } = located;
  const what = `${command.kind} ${target.service} ${target.environment}`;
  const refusal = refusalFor(desk, { what, groups: [...target.deployers, ADMINS] });
  if (refusal) return refusal;
  const said = await tellTarget(client, { command, actor, target, updateId });
  return {
    ...answer(desk, exitOf(said), renderWishAnswer(said, { target: { ...target, locale }, links })),
    data: said,
  };
}

function exitOf({ kind }: Answer): Exit {
  if (kind === 'no-answer') return 'no-answer';
  return kind === 'not-yours' ? 'refused' : 'done'; // not locked, not held: it is as it was wished
}
