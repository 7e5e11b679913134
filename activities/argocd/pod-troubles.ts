import { z } from 'zod';

const TROUBLES_TOLD = 3;
const SAID_AT_MOST = 200;
const text = z.string().optional().catch(undefined);

const Tree = z.object({
  nodes: z
    .array(
      z.object({
        kind: text,
        name: text,
        health: z.object({ status: text, message: text }).nullish().catch(undefined),
      }),
    )
    .nullish()
    .catch(undefined),
});

/** What pods that do not run say: the image cannot be pulled, the container crashes. Numbers that count up are left out, so that they are no news. */
export function troublesIn(tree: unknown): readonly string[] {
  const nodes = Tree.safeParse(tree).data?.nodes ?? [];
  const told = nodes.flatMap(({ kind, health }) =>
    kind === 'Pod' && health?.status === 'Degraded' && health.message ? [withoutCounters(health.message)] : [],
  );
  return [...new Set(told)].toSorted().slice(0, TROUBLES_TOLD);
}

/** `back-off 40s restarting failed container=app pod=app-6d5f_ns(uid)` says the same a minute later. */
function withoutCounters(message: string): string {
  return message
    .replace(/back-off \d+[\dms]* /gi, 'back-off ')
    .replace(/\bpod=\S+/g, '')
    .trim()
    .slice(0, SAID_AT_MOST);
}
