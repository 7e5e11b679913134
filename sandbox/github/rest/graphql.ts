import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { listBranches } from '../git/refs.ts';
import type { Repository } from '../repository.ts';

const Asked = z.object({
  query: z.string().regex(/\brepository\(owner: \$owner, name: \$name\)[\s\S]*\brefs\(refPrefix: "refs\/heads\/"/),
  variables: z.object({ owner: z.string(), name: z.string(), words: z.string(), count: z.int().min(1).max(100) }),
});

/** GraphQL, for the one thing that only it can do: search branches by any part of their name. */
export function createGraphqlApi(findRepository: (fullName: string) => Repository | undefined) {
  const api = new Hono();
  api.post('/', async (c: Context) => {
    const asked = Asked.safeParse(await c.req.json());
    if (!asked.success)
      return c.json({ errors: [{ type: 'UNSUPPORTED', message: 'this GitHub searches branches only' }] });
    const { owner, name, words, count } = asked.data.variables;
    const repository = findRepository(`${owner}/${name}`);
    if (!repository) {
      const message = `Could not resolve to a Repository with the name '${owner}/${name}'.`;
      return c.json({ data: { repository: null }, errors: [{ type: 'NOT_FOUND', path: ['repository'], message }] });
    }
    const all = await listBranches(repository.folder, ['--sort=-committerdate']);
    const found = all.filter((branch) => branch.name.toLowerCase().includes(words.toLowerCase()));
    const nodes = found.slice(0, count).map((branch) => ({ name: branch.name }));
    return c.json({ data: { repository: { refs: { totalCount: found.length, nodes } } } });
  });
  return api;
}
