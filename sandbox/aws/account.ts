/** Whose cloud this is, unless told otherwise. */
const REGION = 'ap-northeast-1';
export const ACCOUNT = '123456789012';

export function arn(vendor: string, resource: string): string {
  return `arn:aws:${vendor}:${REGION}:${ACCOUNT}:${resource}`;
}
