import { expect, it } from '@jest/globals';
import { FAULTY_VIEWS } from '../../support/block-kit/faulty-views.ts';
import { faultsOf } from '../../support/block-kit/judge.ts';

it.each(FAULTY_VIEWS)('$what is one fault, with its place', ({ surface, view, fault }) => {
  expect(faultsOf(surface, view)).toEqual([fault]);
});
