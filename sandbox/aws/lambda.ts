import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { LambdaFunction, Registered } from './lambda/functions.ts';
import { invoke } from './lambda/invoke.ts';

/** What tests and the demo do in Lambda without the API. */
export interface Lambda {
  /** A function's code is JavaScript. Registering a name again replaces it and forgets its runs. */
  register(name: string, fn: LambdaFunction): void;
  /** The payload of each time it ran, oldest first, whether or not anybody heard the answer. */
  executions(name: string): readonly unknown[];
}

export function createLambda() {
  const functions = new Map<string, Registered>();
  const closing = new AbortController();
  const hands: Lambda = {
    register: (name, fn) => void functions.set(name, { ...fn, name, executions: [] }),
    executions: (name) => functions.get(name)?.executions ?? [],
  };
  const api = new Hono<{ Bindings: HttpBindings }>();
  api.post('/2015-03-31/functions/:name/invocations', (c) => invoke(c, { functions, closing: closing.signal }));
  return { hands, api, close: () => closing.abort() };
}
