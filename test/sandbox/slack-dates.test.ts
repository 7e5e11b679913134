import { expect, it } from '@jest/globals';
import { createCompany, seenBy } from '../../sandbox/slack/company.ts';
import { drawMrkdwn } from '../../sandbox/slack/page/mrkdwn.ts';
import { aCompany, DEV, RELEASER } from './slack/company.ts';

const draw = (user: string, seconds: number) =>
  String(drawMrkdwn(`<!date^${seconds}^{date_short_pretty} {time}|then>`, seenBy(createCompany(aCompany()), user)));

it.each([
  [DEV, /2025年10月9日 \d\d:\d\d/, '今日'],
  [RELEASER, /Oct 9, 2025 \d\d:\d\d/, 'Today'],
])('a date is drawn in the language of whoever looks (%s)', (user, then, today) => {
  expect(draw(user, Date.UTC(2025, 9, 9, 9, 0) / 1_000)).toMatch(then);
  expect(draw(user, Math.floor(Date.now() / 1_000))).toContain(today);
});
