import {
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  ECRClient,
  paginateDescribeImages,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AwsSandbox, createAws } from '../../sandbox/aws/index.ts';

const repositoryName = 'example/api';
let aws: AwsSandbox;
let ecr: ECRClient;
const clients: ECRClient[] = [];

function clientOf(accessKeyId: string): ECRClient {
  const credentials = { accessKeyId, secretAccessKey: 'secret' };
  const client = new ECRClient({ endpoint: aws.url, region: 'ap-northeast-1', credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
}

beforeEach(async () => {
  aws = createAws();
  await aws.listen();
  aws.ecr.createRepository(repositoryName);
  ecr = clientOf('AKIA');
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await aws.close();
});

const describeImages = (input: Partial<DescribeImagesCommandInput> = {}) =>
  ecr.send(new DescribeImagesCommand({ repositoryName, ...input }));
const byTag = async (imageTag: string) => (await describeImages({ imageIds: [{ imageTag }] })).imageDetails?.[0];

describe('DescribeImages by ids', () => {
  it('answers the image with all its tags in one call', async () => {
    const pushedAt = Date.parse('2026-01-02T03:04:05.678Z');
    const digest = aws.ecr.push(repositoryName, { tags: ['main', 'v1', 'abc'], pushedAt });
    expect(await byTag('main')).toMatchObject({
      registryId: '123456789012',
      repositoryName,
      imageDigest: digest,
      imageTags: ['main', 'v1', 'abc'],
      imagePushedAt: new Date(pushedAt),
    });
    expect(aws.gate.count(/^ecr\.DescribeImages$/)).toBe(1);
  });

  it('shows a moving tag at the newest image, and leaves the older its other tags', async () => {
    const older = aws.ecr.push(repositoryName, { tags: ['main', 'v1'] });
    const newer = aws.ecr.push(repositoryName, { tags: ['main', 'v2'] });
    expect(newer).not.toBe(older);
    expect((await byTag('main'))?.imageDigest).toBe(newer);
    expect(await byTag('v1')).toMatchObject({ imageDigest: older, imageTags: ['v1'] });
  });

  it('adds tags to a digest that is pushed again, and keeps an image that lost its last tag', async () => {
    const digest = aws.ecr.push(repositoryName, { tags: ['v1'] });
    expect(aws.ecr.push(repositoryName, { tags: ['v1.0'], digest })).toBe(digest);
    expect((await byTag('v1'))?.imageTags).toEqual(['v1', 'v1.0']);
    aws.ecr.remove(repositoryName, 'v1');
    aws.ecr.remove(repositoryName, 'v1.0');
    const { imageDetails } = await describeImages({ imageIds: [{ imageDigest: digest }] });
    expect(imageDetails?.[0]).not.toHaveProperty('imageTags');
    expect(aws.ecr.images(repositoryName)).toHaveLength(1);
  });

  it('answers one row for two tags of one image', async () => {
    aws.ecr.push(repositoryName, { tags: ['main', 'v1'] });
    const { imageDetails } = await describeImages({ imageIds: [{ imageTag: 'main' }, { imageTag: 'v1' }] });
    expect(imageDetails).toHaveLength(1);
  });

  it('refuses as a whole when one of the ids is missing', async () => {
    aws.ecr.push(repositoryName, { tags: ['v1'] });
    await expect(describeImages({ imageIds: [{ imageTag: 'v1' }, { imageTag: 'nope' }] })).rejects.toMatchObject({
      name: 'ImageNotFoundException',
      message:
        "The image with imageId {imageDigest:'null', imageTag:'nope'} does not exist within the repository " +
        "with name 'example/api' in the registry with id '123456789012'",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('takes at most 100 ids, and no paging with them', async () => {
    const imageIds = Array.from({ length: 101 }, (_, index) => ({ imageTag: `v${index}` }));
    await expect(describeImages({ imageIds })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(describeImages({ imageIds: [{ imageTag: 'v1' }], maxResults: 10 })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('DescribeImages without ids', () => {
  it('pages 10,000 images: 100 calls, or 10 of a thousand, in an order that tells nothing', async () => {
    const digests = Array.from({ length: 10_000 }, (_, index) =>
      aws.ecr.push(repositoryName, { tags: [`v${index}`], pushedAt: index * 1_000 }),
    );
    for (const [pageSize, calls] of [
      [undefined, 100],
      [1_000, 10],
    ] as const) {
      const before = aws.gate.calls.length;
      const seen: (string | undefined)[] = [];
      const options = { client: ecr, ...(pageSize !== undefined && { pageSize }) };
      for await (const { imageDetails = [] } of paginateDescribeImages(options, { repositoryName })) {
        seen.push(...imageDetails.map(({ imageDigest }) => imageDigest));
      }
      expect(aws.gate.calls.length - before).toBe(calls);
      expect(new Set(seen)).toEqual(new Set(digests));
      expect(seen).not.toEqual(digests);
    }
    expect((await byTag('v9999'))?.imageDigest).toBe(digests.at(-1));
  });

  it('filters by tag status, refuses pages of more than 1,000 and tokens it never gave', async () => {
    const untagged = aws.ecr.push(repositoryName, { tags: [] });
    aws.ecr.push(repositoryName, { tags: ['v1'] });
    const { imageDetails } = await describeImages({ filter: { tagStatus: 'UNTAGGED' } });
    expect(imageDetails?.map(({ imageDigest }) => imageDigest)).toEqual([untagged]);
    expect((await describeImages({ filter: { tagStatus: 'TAGGED' } })).imageDetails).toHaveLength(1);
    const invalid = { name: 'InvalidParameterException' };
    await expect(describeImages({ maxResults: 1_001 })).rejects.toMatchObject(invalid);
    await expect(describeImages({ nextToken: 'x' })).rejects.toMatchObject(invalid);
  });
});

describe('what ECR refuses', () => {
  it('a missing repository, also that of another account', async () => {
    const missing = (name: string, registryId: string) => ({
      name: 'RepositoryNotFoundException',
      message: `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
    });
    await expect(describeImages({ repositoryName: 'nope' })).rejects.toMatchObject(missing('nope', '123456789012'));
    const registryId = '210987654321';
    await expect(describeImages({ registryId })).rejects.toMatchObject(missing(repositoryName, registryId));
    aws.ecr.createRepository('theirs', { registryId });
    aws.ecr.push('theirs', { tags: ['v1'] });
    expect((await describeImages({ repositoryName: 'theirs', registryId })).imageDetails).toHaveLength(1);
  });

  it.each([
    ['BAD', 'UnrecognizedClientException'],
    ['BADSECRET', 'InvalidSignatureException'],
    ['EXPIRED', 'ExpiredTokenException'],
    ['DENIED', 'AccessDeniedException'],
  ])('credentials %s: %s', async (key, name) => {
    const command = new DescribeImagesCommand({ repositoryName });
    await expect(clientOf(key).send(command)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });

  it('a request without a signature, and an operation nobody knows', async () => {
    const ask = async (headers: Record<string, string>) =>
      (await fetch(aws.url, { method: 'POST', headers, body: '{}' })).json();
    const target = { 'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.toString' };
    expect(await ask(target)).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    const authorization = 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/ap-northeast-1/ecr/aws4_request, Signature=x';
    expect(await ask({ ...target, authorization })).toMatchObject({ __type: 'UnknownOperationException' });
  });

  it('too many calls, when a fault says so', async () => {
    const body = { __type: 'ThrottlingException', message: 'Rate exceeded' };
    aws.gate.plan({ operation: /^ecr\.DescribeImages$/, mishap: { kind: 'status', status: 400, body } });
    await expect(describeImages()).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    expect((await describeImages()).imageDetails).toEqual([]);
    expect(aws.gate.count(/^ecr\./)).toBe(1);
  });
});
