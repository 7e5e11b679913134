import type { DeployTrigger } from '../deploy.ts';
import type { LastChange } from './state.ts';

/** What is known of a target when somebody wants to go back. */
export interface Past {
  readonly lastChange?: Pick<LastChange, 'deployId' | 'from'>;
  readonly holder?: { readonly deployId: string; readonly trigger: DeployTrigger; readonly rollingOut: boolean };
}

export type UndoJudgement =
  /** `of`: the deploy whose change is taken back; absent: somebody made it by hand. */
  | { readonly kind: 'undo'; readonly of?: string }
  | { readonly kind: 'under-way'; readonly deployId: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'not-the-last'; readonly last?: string };

/** Only the change that is the last one now is taken back, so that two who ask at once go back once. `of`: the one that is meant. */
export function judgeUndo({ lastChange, holder }: Past, of?: string): UndoJudgement {
  if (holder?.trigger === 'undo' && of !== holder.deployId) return { kind: 'under-way', deployId: holder.deployId };
  const isBusy = holder?.rollingOut === true; // then the last change is still being made
  if (!isBusy && !lastChange?.from) return { kind: 'nothing' };
  const last = isBusy ? holder.deployId : lastChange?.deployId;
  if (of !== undefined && of !== last) return { kind: 'not-the-last', ...(last !== undefined && { last }) };
  return { kind: 'undo', ...(last !== undefined && { of: last }) };
}
