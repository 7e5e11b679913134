import { dirname } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { runGit } from './git/run-git.ts';
import type { Repository } from './repository.ts';

/** Serves `git clone` and `git fetch` with git's own smart HTTP program; pushing goes through the API. */
export function createCloneServer(findRepository: (fullName: string) => Repository | undefined) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('/git/:owner/:repo/:rest{.+}', async (c) => {
    const { owner, repo, rest } = c.req.param();
    const repository = findRepository(`${owner}/${repo.replace(/\.git$/, '')}`);
    if (!repository) return c.text('Repository not found.', 404);
    const url = new URL(c.req.url);
    const env = {
      GIT_PROJECT_ROOT: dirname(repository.folder),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${repository.name}.git/${rest}`,
      REQUEST_METHOD: c.req.method,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: c.req.header('content-type') ?? '',
      HTTP_CONTENT_ENCODING: c.req.header('content-encoding') ?? '',
      GIT_PROTOCOL: c.req.header('git-protocol') ?? '',
    };
    const input = new Uint8Array(await c.req.arrayBuffer());
    return answer((await runGit(repository.folder, ['http-backend'], { env, input })).bytes);
  });
  return app;
}

/** Reads what a CGI program printed: headers, an empty line, the body. */
function answer(bytes: Buffer): Response {
  const end = bytes.indexOf('\r\n\r\n');
  const headers = new Headers();
  let status = 200;
  for (const line of bytes.toString('latin1', 0, end).split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+): *(.*)$/.exec(line) ?? [];
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else if (name) headers.set(name, value);
  }
  return new Response(new Uint8Array(bytes.subarray(end + 4)), { status, headers });
}
