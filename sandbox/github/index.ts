import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultGate } from '../fault-gate.ts';
import { type Served, serve } from '../serve.ts';
import { createApp } from './app.ts';
import { closeReader } from './git/object-reader.ts';
import { createHands, type Hands } from './hands.ts';
import { createRepository, type PushListener, type Repository } from './repository.ts';
import { type AppTokens, createAppTokens, type KnownApp } from './rest/app-tokens.ts';

export interface GitHubSandbox extends Hands {
  readonly gate: FaultGate;
  /** Takes back every installation token at once. */
  readonly revokeTokens: AppTokens['revoke'];
  /** Where it listens; throws before it does. */
  readonly url: string;
  listen(port?: number): Promise<Served>;
  createRepository(
    fullName: string,
    options: { readonly files: Readonly<Record<string, string>>; readonly defaultBranch?: string },
  ): Promise<void>;
  onPush(listener: PushListener): () => void;
  /** Stops listening and removes the repositories. */
  close(): Promise<void>;
}

interface Options {
  readonly token: string;
  readonly hourlyLimit?: number;
  /** A GitHub App that is installed here. */
  readonly app?: KnownApp;
  /** Epoch milliseconds, for the lives of its tokens. */
  readonly now?: () => number;
}

/** Starts a GitHub of one's own, with real git repositories in a temporary folder. */
export async function createGitHub({ app: known, now = Date.now, ...options }: Options): Promise<GitHubSandbox> {
  const root = await mkdtemp(join(tmpdir(), 'sandbox-github-'));
  const repositories = new Map<string, Repository>();
  const listeners = new Set<PushListener>();
  const servers: Served[] = [];
  const findRepository = (fullName: string) => repositories.get(fullName.toLowerCase());
  const appTokens = createAppTokens(known, now);
  const { app, gate } = createApp({ hourlyLimit: 5000, ...options, appTokens, findRepository });
  const site = () => servers[0]?.url ?? fail('this GitHub does not listen yet');

  return {
    ...createHands(findRepository),
    gate,
    revokeTokens: appTokens.revoke,
    get url() {
      return site();
    },
    listen: async (port) => {
      const server = await serve(app, port);
      servers.push(server);
      return server;
    },
    createRepository: async (fullName, { files, defaultBranch = 'main' }) => {
      if (findRepository(fullName)) fail(`${fullName} exists already`);
      const place = { id: repositories.size + 1, root, site, listeners };
      repositories.set(fullName.toLowerCase(), await createRepository({ fullName, files, defaultBranch }, place));
    },
    onPush: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      gate.release();
      await Promise.all(servers.map((server) => server.close()));
      await Promise.all([...repositories.values()].map(({ inTurn }) => inTurn(async () => {})));
      for (const { folder } of repositories.values()) closeReader(folder);
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function fail(message: string): never {
  throw new Error(message);
}
