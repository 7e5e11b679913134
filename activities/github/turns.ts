export type InTurn = <T>(branch: string, work: () => Promise<T>) => Promise<T>;

/** Whoever writes to one branch does it one after another: those who race cost GitHub's rate, and all but one in vain. */
export function createTurns(): InTurn {
  const lasts = new Map<string, Promise<unknown>>();
  return async (branch, work) => {
    const before = lasts.get(branch) ?? Promise.resolve();
    const turn = before.then(work, work);
    lasts.set(branch, turn);
    try {
      return await turn;
    } finally {
      if (lasts.get(branch) === turn) lasts.delete(branch);
    }
  };
}

export const branchKey = ({ repository, branch }: { readonly repository: string; readonly branch: string }): string =>
  `${repository} ${branch}`;
