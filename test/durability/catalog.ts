import type { Journey } from './journey.ts';

/** A company in which everybody travels. */
export function catalogOf(travellers: readonly { readonly journey: Journey; readonly who: string }[]): object {
  const entries = travellers.map(({ journey, who }) => journey.entry(who));
  const of = (kind: 'services' | 'functions') =>
    entries.filter((entry) => entry.kind === kind).map(({ entry }) => entry);
  return {
    version: 1,
    defaults: { region: 'ap-northeast-1', channel: 'C0DEPLOYS', deployers: ['developers'] },
    groups: { developers: ['U0DEV1'], releasers: ['U0LEAD'] },
    services: of('services'),
    functions: of('functions'),
  };
}
