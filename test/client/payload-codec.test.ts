import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Payload } from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding.js';
import fc from 'fast-check';
import { createPayloadCodec, EncryptionKeysText } from '../../client/payload-codec.ts';

const aKey = () => randomBytes(32).toString('base64');
const keysOf = (text: string) => EncryptionKeysText.parse(text);
const codecOf = (text: string) => createPayloadCodec(keysOf(text));
const payloadOf = (text: string): Payload => ({
  metadata: { encoding: encode('json/plain') },
  data: encode(JSON.stringify(text)),
});
const textOf = ({ data }: Payload): unknown => JSON.parse(decode(data ?? new Uint8Array()));

describe('EncryptionKeysText', () => {
  it.each([
    ['', 'key 1 is not "<name>:<32 bytes in base64>"'],
    ['a', 'key 1 is not'],
    ['a:short', 'key 1 is not'],
    [`a:${aKey()},b:${aKey()}x`, 'key 2 is not'],
    [`a:${aKey()},a:${aKey()}`, 'has the name a twice'],
  ])('refuses %j, and never shows a key', (text, problem) => {
    const { error } = EncryptionKeysText.safeParse(text);
    expect(error?.issues).toHaveLength(1);
    expect(error?.message).toContain(JSON.stringify(problem).slice(1, -1));
    expect(error?.message).not.toMatch(/[A-Za-z0-9+/]{43}=/);
  });
});

describe('createPayloadCodec', () => {
  it('gives back what it took, and shows none of it', async () => {
    const codec = codecOf(`a:${aKey()}`);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 8 }), async (text) => {
        const [sealed] = await codec.encode([payloadOf(text)]);
        expect(Buffer.from(sealed?.data ?? []).includes(Buffer.from(JSON.stringify(text)))).toBe(false);
        const [opened] = await codec.decode(sealed ? [sealed] : []);
        expect(opened && textOf(opened)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('never writes the same twice', async () => {
    const sealed = await codecOf(`a:${aKey()}`).encode([payloadOf('same'), payloadOf('same')]);
    expect(sealed[0]?.data).not.toEqual(sealed[1]?.data);
  });

  it('reads with every key it has, and writes with the first', async () => {
    const [older, newer] = [`older:${aKey()}`, `newer:${aKey()}`];
    const before = await codecOf(older).encode([payloadOf('before')]);
    const rotated = codecOf(`${newer},${older}`);
    expect((await rotated.decode(before)).map(textOf)).toEqual(['before']);
    const after = await rotated.encode([payloadOf('after')]);
    expect((await codecOf(newer).decode(after)).map(textOf)).toEqual(['after']);
    await expect(codecOf(older).decode(after)).rejects.toThrow('encrypted with the key newer; known are older');
  });

  it('leaves what was written before as it is', async () => {
    const plain = [payloadOf('plain'), { metadata: { encoding: encode('binary/null') } }, {}];
    expect(await codecOf(`a:${aKey()}`).decode(plain)).toEqual(plain);
  });

  it('refuses what somebody changed', async () => {
    const codec = codecOf(`a:${aKey()}`);
    const [sealed] = await codec.encode([payloadOf('untouched')]);
    const data = Uint8Array.from(sealed?.data ?? []);
    data.set([(data.at(20) ?? 0) ^ 1], 20);
    await expect(codec.decode([{ ...sealed, data }])).rejects.toThrow();
  });
});
