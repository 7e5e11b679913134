import { describe, expect, it } from '@jest/globals';
import { parseEcrUri } from '../../domain/ecr-repository.ts';

describe('parseEcrUri', () => {
  it('reads account, region and name', () => {
    const uri = '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/app';
    expect(parseEcrUri(uri)).toEqual({ uri, registryId: '123456789012', region: 'ap-northeast-1', name: 'team/app' });
  });

  it('knows China', () => {
    expect(parseEcrUri('123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app')?.region).toBe('cn-north-1');
  });

  it.each([
    'app',
    '123.dkr.ecr.ap-northeast-1.amazonaws.com/app',
    '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/',
    '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/App',
    '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/app:latest',
    '123456789012.dkr.ecr.ap-northeast-1.amazonaws.com.example/app',
    'public.ecr.aws/team/app',
  ])('refuses %s', (uri) => {
    expect(parseEcrUri(uri)).toBeUndefined();
  });
});
