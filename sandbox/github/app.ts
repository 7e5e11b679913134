import type { HttpBindings } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { createFaultGate } from '../fault-gate.ts';
import { createCloneServer } from './clone.ts';
import { createPages } from './pages.ts';
import type { Repository } from './repository.ts';
import type { ApiEnv } from './rest/api.ts';
import type { AppTokens } from './rest/app-tokens.ts';
import { authenticate, tokenIn } from './rest/authenticate.ts';
import { createBranchesApi } from './rest/branches.ts';
import { createCompareApi } from './rest/compare.ts';
import { conditional } from './rest/conditional.ts';
import { createContentsApi } from './rest/contents.ts';
import { createGitObjectsApi } from './rest/git-objects.ts';
import { createGraphqlApi } from './rest/graphql.ts';
import { createPullsApi } from './rest/pulls.ts';
import { createRateLimit } from './rest/rate-limit.ts';
import { refusal } from './rest/refusal.ts';
import { representRepository } from './rest/represent.ts';

export interface AppOptions {
  readonly token: string;
  /** Of the Apps that are installed here. */
  readonly appTokens: AppTokens;
  readonly hourlyLimit: number;
  readonly findRepository: (fullName: string) => Repository | undefined;
}

/** The whole GitHub: the API behind its fault gate, and beside it git's own protocol and the pages for people. */
export function createApp({ token, appTokens, hourlyLimit, findRepository }: AppOptions) {
  const gate = createFaultGate((c) => `${c.req.method} ${decodePath(c.req.url)}`);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    return c.json({ message: 'Server Error', detail: String(error.stack) }, 500);
  });
  const isGood = (given: string) => given === token || appTokens.isValid(given);
  app.use('/app/*', gate.middleware);
  app.route('/', appTokens.routes);
  app.use('/repos/*', gate.middleware, createRateLimit(hourlyLimit), conditional, authenticate(isGood));
  app.use('/repos/*', withRights(appTokens));
  app.route('/repos/:owner/:repo', createApi(findRepository));
  app.all('/repos/*', () => {
    throw refusal(404, 'Not Found');
  });
  app.use('/graphql', gate.middleware, createRateLimit(hourlyLimit), authenticate(isGood));
  app.route('/graphql', createGraphqlApi(findRepository));
  app.route('/', createCloneServer({ findRepository, isGood }));
  app.route('/', createPages(findRepository));
  return { app, gate };
}

/** An App may do what its installation grants; a merge writes contents. */
function withRights({ mayWrite }: AppTokens): MiddlewareHandler {
  return async (c, next) => {
    const isPull = /\/pulls(\/\d+)?$/.test(c.req.path);
    const token = tokenIn(c.req.header('authorization') ?? '');
    if (c.req.method !== 'GET' && !mayWrite(token, isPull ? 'pull_requests' : 'contents'))
      throw refusal(403, 'Resource not accessible by integration');
    await next();
  };
}

function createApi(findRepository: AppOptions['findRepository']) {
  const api = new Hono<ApiEnv>();
  api.use('*', async (c, next) => {
    const repository = findRepository(`${c.req.param('owner')}/${c.req.param('repo')}`);
    if (!repository) throw refusal(404, 'Not Found'); // also what GitHub says to those who may not see it
    if (c.req.method !== 'GET' && !repository.rights.write)
      throw refusal(403, 'Resource not accessible by personal access token');
    c.set('repository', repository);
    await next();
  });
  api.get('/', (c) => c.json(representRepository(c.var.repository)));
  api.route('/', createContentsApi());
  api.route('/', createBranchesApi());
  api.route('/', createGitObjectsApi());
  api.route('/', createPullsApi());
  api.route('/', createCompareApi());
  return api;
}

/** The path as people write it: Octokit escapes slashes within a parameter. */
function decodePath(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
