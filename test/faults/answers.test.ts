import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import fc from 'fast-check';
import { isEndingCode } from '../../domain/endings.ts';
import { ROWS } from './rows.ts';

const kept = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' });
});
afterAll(() => {
  process.env = kept;
});

/** Keys that vendors use, so that something of it is read. */
const key = fc.constantFrom('ok', 'error', 'message', 'sha', 'type', 'data', 'status', 'imageDetails', 'services', 'x');
const json = fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue()), fc.array(fc.dictionary(key, fc.jsonValue())));
const ANSWERS = 6;

it.each(Object.keys(ROWS))(
  '%s takes no JSON that anybody sends for a vendor’s answer to what it asked',
  async (name) => {
    const row = ROWS[name];
    const town = await row?.open(ANSWERS * 2);
    if (!row || !town) throw new Error(name);
    const scene = await town.scene();
    const usual = await scene.run(1);
    const check = async (body: unknown): Promise<void> => {
      const { run, effects } = await town.scene();
      const before = await effects();
      const mishap = { kind: 'status', status: 200, body: JSON.stringify(body) } as const;
      town.gate.plan({ operation: /./, times: Number.POSITIVE_INFINITY, mishap });
      const said = await run(1).catch((error: unknown) => error);
      town.gate.release();
      if (said instanceof ApplicationFailure && said.nonRetryable) expect(isEndingCode(said.type)).toBe(true);
      else if (typeof said === 'string') expect(row.mayAnswer ?? []).toContain(said);
      else expect(said).toBeInstanceOf(Error); // Temporal asks again
      expect(said).not.toEqual(usual);
      expect(await effects()).toEqual(before); // nobody was asked to do anything
    };
    await fc.assert(fc.asyncProperty(json, check), { numRuns: ANSWERS, endOnFailure: true });
    await town.close();
  },
);
