import { dirname } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { listBranches } from './git/refs.ts';
import { runGit } from './git/run-git.ts';
import { announcePush, type Repository } from './repository.ts';

interface Options {
  readonly findRepository: (fullName: string) => Repository | undefined;
  readonly isGood: (token: string) => boolean;
}

/** Serves git's own protocol with git's own smart HTTP program: anybody may clone and fetch, who has a good token may push. */
export function createCloneServer({ findRepository, isGood }: Options) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('/git/:owner/:repo/:rest{.+}', async (c) => {
    const { owner, repo, rest } = c.req.param();
    const repository = findRepository(`${owner}/${repo.replace(/\.git$/, '')}`);
    if (!repository) return c.text('Repository not found.', 404);
    const isPush = rest === 'git-receive-pack' || c.req.query('service') === 'git-receive-pack';
    if (isPush && !isGood(passwordIn(c.req.header('authorization'))))
      return c.text('Authentication failed.', 401, { 'www-authenticate': 'Basic realm="git"' });
    const url = new URL(c.req.url);
    const env = {
      ...(isPush && { REMOTE_USER: 'x-access-token' }),
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
    const talk = async () => answer((await runGit(repository.folder, ['http-backend'], { env, input })).bytes);
    return rest === 'git-receive-pack' ? pushed(repository, talk) : talk();
  });
  return app;
}

/** The password is the token; GitHub takes any name with it. */
function passwordIn(authorization = ''): string {
  const [, basic = ''] = /^basic (.+)$/i.exec(authorization) ?? [];
  return Buffer.from(basic, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
}

/** Whoever listens to pushes hears of this one, too. */
function pushed(repository: Repository, push: () => Promise<Response>): Promise<Response> {
  return repository.inTurn(async () => {
    const before = new Map((await listBranches(repository.folder)).map(({ name, sha }) => [name, sha]));
    const response = await push();
    const after = await listBranches(repository.folder);
    for (const { name, sha } of after) if (before.get(name) !== sha) await announcePush(repository, name, sha);
    return response;
  });
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
