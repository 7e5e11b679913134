import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Payload, type PayloadCodec, ValueError } from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding.js';
import proto from '@temporalio/proto'; // CommonJS: Node sees no names in it
import { z } from 'zod';

const Plain = proto.temporal.api.common.v1.Payload;
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ENCODING = encode('binary/encrypted');

/** Keys by their names; the first one encrypts, all of them decrypt. */
export type EncryptionKeys = ReadonlyMap<string, Buffer>;

const Key = z.string().regex(/^[\w.-]{1,64}:[A-Za-z0-9+/]{43}=$/, `is not "<name>:<${KEY_BYTES} bytes in base64>"`);

/** `name:base64,name:base64`. To rotate put the new key first, and drop the old one when no history needs it any more. */
export const EncryptionKeysText = z.string().transform((text, context): EncryptionKeys => {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    const parsed = Key.safeParse(entry);
    const [name = '', key = ''] = entry.split(':');
    if (!parsed.success || keys.has(name)) {
      const problem = parsed.success
        ? `has the name ${name} twice`
        : `key ${keys.size + 1} ${parsed.error.issues[0]?.message}`;
      context.addIssue({ code: 'custom', message: problem }); // never the key itself
      return z.NEVER;
    }
    keys.set(name, Buffer.from(key, 'base64'));
  }
  return keys;
});

/** AES-256-GCM over every payload that Temporal keeps: arguments, results, memos, messages, failures. */
export function createPayloadCodec(keys: EncryptionKeys): PayloadCodec {
  const [current] = keys;
  if (!current) throw new Error('A payload codec needs a key');
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, current)),
    decode: async (payloads) => payloads.map((payload) => decrypt(payload, keys)),
  };
}

function encrypt(payload: Payload, [name, key]: readonly [string, Buffer]): Payload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv);
  const sealed = Buffer.concat([
    iv,
    cipher.update(Plain.encode(payload).finish()),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return { metadata: { encoding: ENCODING, 'encryption-key-id': encode(name) }, data: sealed };
}

/** What was written before encryption was switched on is left as it is. Throws `ValueError` when it cannot be read. */
function decrypt(payload: Payload, keys: EncryptionKeys): Payload {
  const { metadata, data } = payload;
  if (!metadata?.['encoding'] || decode(metadata['encoding']) !== decode(ENCODING) || !data) return payload;
  const name = decode(metadata['encryption-key-id'] ?? new Uint8Array());
  const key = keys.get(name);
  if (!key) {
    throw new ValueError(
      `A payload was encrypted with the key ${name}; known are ${[...keys.keys()].join(', ')}. Add it back to TEMPOCAT_ENCRYPTION_KEYS.`,
    );
  }
  const opened = createDecipheriv(ALGORITHM, key, data.subarray(0, IV_BYTES));
  opened.setAuthTag(data.subarray(-TAG_BYTES));
  try {
    return Plain.decode(Buffer.concat([opened.update(data.subarray(IV_BYTES, -TAG_BYTES)), opened.final()]));
  } catch (error) {
    throw new ValueError(`A payload is not what the key ${name} encrypted: it is another key, or was changed`, error);
  }
}
