import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createPayloadCodec, EncryptionKeysText } from '../../client/payload-codec.ts';
import { startCodecEndpoint } from '../../worker/codec-endpoint.ts';

const UI = 'https://temporal.example.com';
const keys = EncryptionKeysText.parse(`test:${randomBytes(32).toString('base64')}`);

let endpoint: Server;
let url = '';
beforeAll(async () => {
  endpoint = await startCodecEndpoint({ codec: createPayloadCodec(keys), uiOrigin: UI, host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${z.object({ port: z.number() }).parse(endpoint.address()).port}`;
});
afterAll(async () => {
  endpoint.close();
  await once(endpoint, 'close');
});

const post = (path: string, body: unknown) => fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });

const Payload = z.looseObject({ metadata: z.record(z.string(), z.string()), data: z.string().optional() });
const Payloads = z.object({ payloads: z.array(Payload) });

describe('the codec endpoint', () => {
  it('encodes what it decodes, in a namespace or not, for the pages of one UI', async () => {
    const payloads = [{ metadata: { encoding: btoa('json/plain') }, data: btoa('"hello"') }];
    const encoded = Payloads.parse(await (await post('/tempocat/encode', { payloads })).json());
    expect(encoded.payloads[0]?.data).not.toBe(payloads[0]?.data);
    const answer = await post('/tempocat/decode', encoded);
    expect(answer.headers.get('access-control-allow-origin')).toBe(UI);
    expect(await answer.json()).toEqual({ payloads });
    const preflight = await fetch(`${url}/decode`, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
      204,
      expect.stringContaining('x-namespace'),
    ]);
  });

  it.each([
    ['GET', '/decode', undefined, 404],
    ['POST', '/elsewhere', '{}', 404],
    ['POST', '/decode', 'no json', 400],
    ['POST', '/decode', '{"payloads":{}}', 400],
  ])('%s %s with %s is %s', async (method, path, body, status) => {
    const answer = await fetch(`${url}${path}`, { method, ...(body !== undefined && { body }) });
    expect(answer.status).toBe(status);
  });
});
