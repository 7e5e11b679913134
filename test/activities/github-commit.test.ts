import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { edit, kustomization, openManifestRepository, persist } from '../support/manifest-repository.ts';

const PUT = /^PUT .*contents/;

let stage: Awaited<ReturnType<typeof openManifestRepository>>;
beforeAll(async () => {
  stage = await openManifestRepository();
});
afterAll(() => stage.github.close());

describe('commitTag, run again', () => {
  it('writes once when the first attempt never reached GitHub', async () => {
    const place = await stage.aPlace();
    const before = await stage.commits();
    stage.github.gate.plan({ operation: PUT, mishap: { kind: 'reset', when: 'before' } });
    expect(await persist(() => stage.activities.commitTag({ ...place, ...edit }))).toMatchObject({ kind: 'written' });
    expect((await stage.commits()) - before).toBe(1);
  });

  it('takes away a digest that pins the old image under the same tag, and knows its own commit again', async () => {
    const place = await stage.aPlace(`images:\n- name: api\n  newTag: v2\n  digest: sha256:${'0'.repeat(64)}\n`);
    const again = { ...place, ...edit, expected: 'v2' };
    stage.github.gate.plan({ operation: PUT, mishap: { kind: 'reset', when: 'after' } });
    expect(await persist(() => stage.activities.commitTag(again))).toEqual({
      kind: 'written',
      commit: await stage.github.head(stage.repository),
      url: `${stage.github.url}/${stage.repository}/commit/${await stage.github.head(stage.repository)}`,
    });
    expect(await stage.textOf(place)).toBe('images:\n- name: api\n  newTag: v2\n');
  });

  it('tries again when the branch moved while it wrote', async () => {
    const place = await stage.aPlace();
    const body = { message: 'is at 1234 but expected 5678' };
    stage.github.gate.plan({ operation: PUT, times: 2, mishap: { kind: 'status', status: 409, body } });
    expect(await stage.activities.commitTag({ ...place, ...edit })).toMatchObject({ kind: 'written' });
  });

  it('leaves it to Temporal when the branch never rests', async () => {
    const place = await stage.aPlace();
    stage.github.gate.plan({
      operation: PUT,
      times: 6,
      mishap: { kind: 'status', status: 409, body: { message: 'is at' } },
    });
    const error = await stage.activities.commitTag({ ...place, ...edit }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 409 });
    expect(error).not.toHaveProperty('nonRetryable');
    expect(await stage.textOf(place)).toBe(kustomization('v1'));
  });
});

describe('commitTag does not write', () => {
  it.each([
    ['a rule of the branch', 409, 'Repository rule violations found\n\nChanges must be made through a pull request.\n'],
    ['branch protection', 422, 'Could not update file: Changes must be made through a pull request.'],
    ['a token that may only read', 404, 'Not Found'],
    ['a token without the right', 403, 'Resource not accessible by integration'],
  ])('against %s, and says so at once in words of GitHub', async (_, status, message) => {
    const place = await stage.aPlace();
    stage.github.gate.plan({ operation: PUT, mishap: { kind: 'status', status, body: { message } } });
    await expect(stage.activities.commitTag({ ...place, ...edit })).rejects.toMatchObject({
      type: 'credentials-refused',
      nonRetryable: true,
      message: expect.stringContaining(message.split('\n')[0] ?? ''),
    });
  });

  it.each([
    ['broken YAML', 'images:\n- name: api\n  newTag: [\n', 'not YAML'],
    ['two documents', 'images: []\n---\nimages: []\n', '2 YAML documents'],
    ['bytes that are not UTF-8', Buffer.from([...Buffer.from(kustomization('v1')), 0x23, 0xff, 0x0a]), 'not UTF-8'],
    ['more than a megabyte', `${kustomization('v1')}#${'x'.repeat(2 ** 20)}\n`, 'larger than'],
  ])('into %s', async (_, text, why) => {
    await expect(stage.activities.commitTag({ ...(await stage.aPlace(text)), ...edit })).rejects.toMatchObject({
      type: 'manifest-invalid',
      message: expect.stringContaining(why),
    });
  });
});

describe('the bytes in git', () => {
  it.each([
    ['CRLF and a byte order mark', '\uFEFFimages:\r\n  - name: api\r\n    newTag: v1\r\n'],
    ['no final newline', 'images: [{name: api, newTag: "v1"}]'],
    ['other alphabets and blanks at line ends', '# 日本語  \nimages:   \n- newTag: v1\t# タグ\n  name: api\n'],
  ])('%s stay as they are', async (_, text) => {
    const place = await stage.aPlace(text);
    expect(await stage.activities.commitTag({ ...place, ...edit })).toMatchObject({ kind: 'written' });
    expect(await stage.textOf(place)).toBe(text.replace('v1', 'v2'));
  });
});
