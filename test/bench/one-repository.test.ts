import { expect, it } from '@jest/globals';
import { oneRepository } from '../../bench/one-repository.ts';
import { runSmall } from '../support/small-bench.ts';

it('deploys of one repository at once all arrive, each with one commit or five writes for its pull request', async () => {
  const { named } = await runSmall(oneRepository);
  expect(named).toMatchObject([
    { way: 'commit', deploys: 5, deployed: 5 },
    { way: 'pull request', deploys: 5, deployed: 5 },
  ]);
  const writes = named.map((row) => Number(row['writes']) - Number(row['refused, tried again']));
  expect(writes[0]).toBeLessThanOrEqual(5);
  expect(writes[1]).toBeLessThanOrEqual(25);
});
