import { ECRClient } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createEcrClients } from '../../activities/ecr/client.ts';
import { createEcrActivities } from '../../activities/ecr/index.ts';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';
import { aTarget } from '../support/a-target.ts';

const NAME = 'example/api';
const { repository } = aTarget().image;
const source = (over: { follow?: string; match?: string } = {}) => ({ repository, match: '^v\\d+$', ...over });

let aws: AwsSandbox;
let ecr: ReturnType<typeof createEcrActivities>;
const clientWith = (accessKeyId: string) =>
  new ECRClient({
    region: 'ap-northeast-1',
    endpoint: aws.url,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 's' },
  });

beforeAll(async () => {
  aws = createAws();
  await aws.listen();
  const client = clientWith('AKIA');
  ecr = createEcrActivities(() => client);
});
afterAll(() => aws.close());
beforeEach(() => {
  aws.ecr.createRepository(NAME);
});

async function callsDuring<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const before = aws.gate.calls.length;
  return [await work(), aws.gate.calls.length - before];
}

describe('resolveImage', () => {
  it('finds the followed tag’s image among 10,000 in one call', async () => {
    for (let count = 1; count < 10_000; count += 1) aws.ecr.push(NAME, { tags: [`v${count}`], pushedAt: count });
    const digest = aws.ecr.push(NAME, { tags: ['main', 'v10000', 'sha-1'] });
    const [image, calls] = await callsDuring(() =>
      ecr.resolveImage({ source: source({ follow: '{branch}' }), branch: 'main' }),
    );
    expect(image).toEqual({ tag: 'v10000', digest, otherTags: [] });
    expect(calls).toBe(1);
  });

  it('without a followed tag takes the newest pushed that matches, in pages of a thousand', async () => {
    for (let count = 1; count <= 2_500; count += 1)
      aws.ecr.push(NAME, { tags: [`v${count}`], pushedAt: 10_000_000 - count * 1_000 });
    aws.ecr.push(NAME, { tags: ['junk'], pushedAt: 99_000_000 });
    const [image, calls] = await callsDuring(() => ecr.resolveImage({ source: source() }));
    expect(image.tag).toBe('v1');
    expect(calls).toBe(3);
  });

  it('takes a word first as a tag that matches, then as a branch', async () => {
    const one = aws.ecr.push(NAME, { tags: ['v1', 'main'] });
    const two = aws.ecr.push(NAME, { tags: ['v2', 'feature-x', 'v3'] });
    const follow = source({ follow: '{branch}' });
    expect(await ecr.resolveImage({ source: follow, ref: 'v1' })).toEqual({ tag: 'v1', digest: one, otherTags: [] });
    expect(await ecr.resolveImage({ source: follow, ref: 'v2' })).toEqual({
      tag: 'v2',
      digest: two,
      otherTags: ['v3'],
    });
    expect(await ecr.resolveImage({ source: follow, ref: 'feature/x' })).toEqual({
      tag: 'v3',
      digest: two,
      otherTags: ['v2'],
    });
  });

  it('a branch that only looks like a tag is never asked for as one', async () => {
    const digest = aws.ecr.push(NAME, { tags: ['v1', 'feature_v2'] });
    const loose = { repository, match: 'v\\d', follow: '{branch:_}' };
    const [image, calls] = await callsDuring(() => ecr.resolveImage({ source: loose, ref: 'feature/v2' }));
    expect(image).toEqual({ tag: 'v1', digest, otherTags: ['feature_v2'] });
    expect(calls).toBe(1);
    const none = ecr.resolveImage({ source: loose, ref: '//' });
    await expect(none).rejects.toMatchObject({ type: 'tag-not-found' });
  });

  it.each([
    ['an unknown branch', { follow: '{branch}' }, 'nope', 'tag-not-found', /"nope", which no image has/],
    [
      'a branch where none can be chosen',
      { follow: 'latest' },
      'feature/x',
      'tag-not-found',
      /Branches cannot be chosen here: the tag "latest" is followed/,
    ],
    ['a word where the newest is followed', {}, 'v9', 'tag-not-found', /the newest pushed image is followed/],
    [
      'an image without a tag to deploy',
      { follow: '{branch}', match: '^\\d+$' },
      'main',
      'tag-not-found',
      /its tags are v1, main/,
    ],
  ])('%s is said', async (_, over, ref, type, message) => {
    aws.ecr.push(NAME, { tags: ['v1', 'main'] });
    await expect(ecr.resolveImage({ source: source(over), ref })).rejects.toMatchObject({
      type,
      nonRetryable: true,
      message: expect.stringMatching(message),
    });
  });

  it('a missing repository is said with account, region and name', async () => {
    const missing = { ...repository, name: 'example/none', uri: 'none' };
    await expect(ecr.resolveImage({ source: { repository: missing, match: '.', follow: 'x' } })).rejects.toMatchObject({
      type: 'repository-not-found',
      message: expect.stringMatching(/example\/none in account 123456789012, region ap-northeast-1/),
    });
  });

  it.each(['BAD', 'BADSECRET', 'EXPIRED', 'DENIED'])('credentials that AWS refuses (%s) are said', async (key) => {
    const client = clientWith(key);
    const refused = createEcrActivities(() => client).resolveImage({ source: source({ follow: 'x' }) });
    await expect(refused).rejects.toMatchObject({ type: 'credentials-refused', nonRetryable: true });
  });

  it('so are credentials that nobody gave', async () => {
    const kept = { ...process.env };
    const none = { AWS_EC2_METADATA_DISABLED: 'true', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_PROFILE: 'none' };
    Object.assign(process.env, none, { AWS_ENDPOINT_URL: aws.url, AWS_CONFIG_FILE: '/dev/null' });
    delete process.env['AWS_ACCESS_KEY_ID'];
    const bare = createEcrActivities(createEcrClients()).resolveImage({ source: source({ follow: 'x' }) });
    await expect(bare)
      .rejects.toMatchObject({ type: 'credentials-refused' })
      .finally(() => {
        process.env = kept;
      });
  });

  it.each([
    ['throttling is waited for', 400, 'ThrottlingException', { type: 'retry-later', nextRetryDelay: 5_000 }],
    ['a question that AWS does not take is not asked again', 400, 'InvalidParameterException', { type: 'internal' }],
  ])('%s', async (_, status, type, failure) => {
    const body = { __type: type, message: 'x' };
    aws.gate.plan({ operation: /DescribeImages/, mishap: { kind: 'status', status, body } });
    const [answer, calls] = await callsDuring(async () => {
      await expect(ecr.resolveImage({ source: source({ follow: 'x' }) })).rejects.toMatchObject(failure);
    });
    expect([answer, calls]).toEqual([undefined, 1]);
  });

  it('an outage is thrown as it came, for Temporal to ask again', async () => {
    const body = { __type: 'ServerException', message: 'x' };
    aws.gate.plan({ operation: /DescribeImages/, mishap: { kind: 'status', status: 500, body } });
    await expect(ecr.resolveImage({ source: source({ follow: 'x' }) })).rejects.toMatchObject({
      name: 'ServerException',
    });
  });
});

it('createEcrClients keeps one client for each region', () => {
  const clientOf = createEcrClients();
  expect(clientOf('eu-west-1')).toBe(clientOf('eu-west-1'));
  expect(clientOf('eu-west-1')).not.toBe(clientOf('us-east-1'));
});

describe('poll', () => {
  it('asks once for each followed tag; a missing one hides no other', async () => {
    const digest = aws.ecr.push(NAME, { tags: ['v1', 'main'] });
    const watches = [
      { follow: 'main', match: '^v\\d+$' },
      { follow: 'gone', match: '^v\\d+$' },
      { follow: 'main', match: '^sha-' },
      { follow: 'main', match: '^v' },
    ];
    const [sightings, calls] = await callsDuring(() => ecr.poll({ repository, watches }));
    expect(calls).toBe(2);
    expect(sightings).toEqual([
      { kind: 'seen', image: { tag: 'v1', digest, otherTags: [] } },
      { kind: 'missing', detail: expect.stringContaining('no image tagged "gone"') },
      { kind: 'missing', detail: expect.stringContaining('without a tag that matches ^sha-') },
      { kind: 'seen', image: { tag: 'v1', digest, otherTags: [] } },
    ]);
  });

  it('without a followed tag sees the newest', async () => {
    aws.ecr.push(NAME, { tags: ['v1'], pushedAt: 1_000 });
    aws.ecr.push(NAME, { tags: ['v2'], pushedAt: 2_000 });
    expect(await ecr.poll({ repository, watches: [{ match: '^v' }] })).toEqual([
      { kind: 'seen', image: expect.objectContaining({ tag: 'v2' }) },
    ]);
  });
});

it('digestOf is the digest that a tag means now, or nothing', async () => {
  const digest = aws.ecr.push(NAME, { tags: ['v1'] });
  expect(await ecr.digestOf({ repository, tag: 'v1' })).toBe(digest);
  expect(await ecr.digestOf({ repository, tag: 'v2' })).toBeNull();
});
