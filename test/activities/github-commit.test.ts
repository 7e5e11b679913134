import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOctokit } from '../../activities/github/client.ts';
import { createGitHubActivities } from '../../activities/github/index.ts';
import { createGitHub, type GitHubSandbox } from '../../sandbox/github/index.ts';
import { aKustomization, aTarget } from '../support/a-target.ts';

const repository = 'example/manifests';
const imageRepository = aTarget().image.repository;
const kustomization = (tag: string) => `images:\n  - name: api\n    newTag: ${tag} # kept\n`;
const edit = { expected: 'v1', tag: 'v2', message: 'Deploy v2' };
const PUT = /^PUT .*contents/;

let github: GitHubSandbox;
let octokit: ReturnType<typeof createOctokit>;
let activities: ReturnType<typeof createGitHubActivities>;
let count = 0;

beforeAll(async () => {
  github = await createGitHub({ token: 'good' });
  await github.listen();
  await github.createRepository(repository, { files: { 'README.md': 'manifests\n' } });
  octokit = createOctokit({ token: 'good', apiUrl: github.url });
  activities = createGitHubActivities(octokit);
});
afterAll(() => github.close());

/** A folder of its own, on `main`, with this kustomization. */
async function aPlace(text: string | Buffer = kustomization('v1')) {
  count += 1;
  const path = `services/s${count}`;
  await octokit.rest.repos.createOrUpdateFileContents({
    owner: 'example',
    repo: 'manifests',
    path: `${path}/kustomization.yaml`,
    message: 'seed',
    content: Buffer.from(text).toString('base64'),
  });
  return { deploy: aKustomization({ path }), imageRepository };
}
type Place = Awaited<ReturnType<typeof aPlace>>;
const textOf = (place: Place) => github.read(repository, `${place.deploy.path}/kustomization.yaml`);
const commitsOf = async () => (await github.log(repository, 'main')).length;

/** As Temporal does: what may be tried again is tried again. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isPermanent = error instanceof Error && 'nonRetryable' in error && error.nonRetryable;
      if (isPermanent || attempt === 20) throw error;
    }
  }
}

describe('many commitTag at once in one repository', () => {
  it('on different files: every one lands, with one commit each', async () => {
    const places: Place[] = [];
    for (let index = 0; index < 20; index += 1) places.push(await aPlace());
    const before = await commitsOf();
    const results = await Promise.all(places.map((place) => activities.commitTag({ ...place, ...edit })));
    expect(results.map(({ kind }) => kind)).toEqual(places.map(() => 'written'));
    for (const place of places) expect(await textOf(place)).toBe(kustomization('v2'));
    expect((await commitsOf()) - before).toBe(20);
  });

  it('on the same tag: one wins, all others hear that it moved', async () => {
    const place = await aPlace();
    const tags = Array.from({ length: 20 }, (_, index) => `v${index + 2}`);
    const results = await Promise.all(tags.map((tag) => activities.commitTag({ ...place, ...edit, tag })));
    const winners = tags.filter((_, index) => results[index]?.kind === 'written');
    expect(winners).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'moved')).toHaveLength(19);
    expect(await textOf(place)).toBe(kustomization(winners[0] ?? ''));
  });

  it('on twenty images of one file: nobody undoes a neighbour', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `app-${index}`);
    const text = (tag: string) => `images:\n${names.map((name) => `- name: ${name}\n  newTag: ${tag}\n`).join('')}`;
    const { deploy } = await aPlace(text('v1'));
    const deployOf = (image: string) => ({ deploy: { ...deploy, image }, imageRepository });
    await Promise.all(names.map((name) => persist(() => activities.commitTag({ ...deployOf(name), ...edit }))));
    expect(await textOf({ deploy, imageRepository })).toBe(text('v2'));
  });
});

describe('commitTag, run again', () => {
  it('writes once when the first attempt never reached GitHub', async () => {
    const place = await aPlace();
    const before = await commitsOf();
    github.gate.plan({ operation: PUT, mishap: { kind: 'reset', when: 'before' } });
    expect(await persist(() => activities.commitTag({ ...place, ...edit }))).toMatchObject({ kind: 'written' });
    expect((await commitsOf()) - before).toBe(1);
  });

  it('takes away a digest that pins the old image under the same tag, and knows its own commit again', async () => {
    const place = await aPlace(`images:\n- name: api\n  newTag: v2\n  digest: sha256:${'0'.repeat(64)}\n`);
    const again = { ...place, ...edit, expected: 'v2' };
    github.gate.plan({ operation: PUT, mishap: { kind: 'reset', when: 'after' } });
    expect(await persist(() => activities.commitTag(again))).toEqual({
      kind: 'written',
      commit: await github.head(repository),
      url: `${github.url}/${repository}/commit/${await github.head(repository)}`,
    });
    expect(await textOf(place)).toBe('images:\n- name: api\n  newTag: v2\n');
  });

  it('tries again when the branch moved while it wrote', async () => {
    const place = await aPlace();
    const body = { message: 'is at 1234 but expected 5678' };
    github.gate.plan({ operation: PUT, times: 2, mishap: { kind: 'status', status: 409, body } });
    expect(await activities.commitTag({ ...place, ...edit })).toMatchObject({ kind: 'written' });
  });

  it('leaves it to Temporal when the branch never rests', async () => {
    const place = await aPlace();
    github.gate.plan({ operation: PUT, times: 6, mishap: { kind: 'status', status: 409, body: { message: 'is at' } } });
    const error = await activities.commitTag({ ...place, ...edit }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 409 });
    expect(error).not.toHaveProperty('nonRetryable');
    expect(await textOf(place)).toBe(kustomization('v1'));
  });
});

describe('commitTag does not write', () => {
  it.each([
    ['a rule of the branch', 409, 'Repository rule violations found\n\nChanges must be made through a pull request.\n'],
    ['branch protection', 422, 'Could not update file: Changes must be made through a pull request.'],
    ['a token that may only read', 404, 'Not Found'],
    ['a token without the right', 403, 'Resource not accessible by integration'],
  ])('against %s, and says so at once in words of GitHub', async (_, status, message) => {
    const place = await aPlace();
    github.gate.plan({ operation: PUT, mishap: { kind: 'status', status, body: { message } } });
    await expect(activities.commitTag({ ...place, ...edit })).rejects.toMatchObject({
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
    await expect(activities.commitTag({ ...(await aPlace(text)), ...edit })).rejects.toMatchObject({
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
    const place = await aPlace(text);
    expect(await activities.commitTag({ ...place, ...edit })).toMatchObject({ kind: 'written' });
    expect(await textOf(place)).toBe(text.replace('v1', 'v2'));
  });
});
