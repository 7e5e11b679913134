import type { HttpBindings } from '@hono/node-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Hono } from 'hono';
import { createFaultGate, type Mishap } from '../../sandbox/fault-gate.ts';
import { type Served, serve } from '../../sandbox/serve.ts';

let server: Served;
const gate = createFaultGate((c) => c.req.path);
let done = 0;
let path = '';
let count = 0;

beforeAll(async () => {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use('*', gate.middleware);
  app.get('*', (c) => {
    done += 1;
    return c.json({ said: 'x'.repeat(100) }, 200, { etag: 'mine' });
  });
  server = await serve(app);
});
afterAll(() => server.close());
beforeEach(() => {
  done = 0;
  count += 1;
  path = `/call/${count}`;
});

const plan = (mishap: Mishap, skip = 0) => gate.plan({ operation: new RegExp(`^${path}$`), mishap, skip });
const call = (init: RequestInit = {}) => fetch(server.url + path, init);

describe('createFaultGate', () => {
  it('truncates the answer to what was done', async () => {
    plan({ kind: 'truncate' });
    const response = await call();
    expect([response.status, response.headers.get('content-length'), done]).toEqual([200, '111', 1]);
    await expect(response.text()).rejects.toThrow();
    expect(gate.count(new RegExp(`^${path}$`))).toBe(1);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('never answers; the vendor did its work: %s', async (when, times) => {
    plan({ kind: 'hang', when });
    await expect(call({ signal: AbortSignal.timeout(300) })).rejects.toThrow('timeout');
    expect(done).toBe(times);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('answers something else, %s the work, and nothing of the vendor’s own answer', async (when, times) => {
    plan({ kind: 'status', status: 502, body: '<html>', headers: { 'content-type': 'text/html' }, when });
    const response = await call();
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      502,
      '<html>',
      'text/html',
    ]);
    expect([response.headers.get('etag'), done]).toEqual([null, times]);
  });

  it('lets calls pass first', async () => {
    plan({ kind: 'status', status: 418 }, 2);
    const statuses = [await call(), await call(), await call(), await call()].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 418, 200]);
  });
});
