import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const pack = promisify(deflate);

/** Stores an object as git does, loose, and gives its name. */
export async function writeObject(
  folder: string,
  type: 'blob' | 'commit',
  content: string | Uint8Array,
): Promise<string> {
  const bytes = Buffer.from(content);
  const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
  const sha = createHash('sha1').update(whole).digest('hex');
  const place = join(folder, 'objects', sha.slice(0, 2));
  const draft = join(folder, `object-${randomUUID()}`);
  await Promise.all([mkdir(place, { recursive: true }), writeFile(draft, await pack(whole))]);
  await rename(draft, join(place, sha.slice(2)));
  return sha;
}
