import { createSlackClient } from '../../activities/slack/client.ts';
import { createSlackActivities } from '../../activities/slack/index.ts';
import { createSlack } from '../../sandbox/slack/index.ts';
import { createProfiles } from '../../slack-gateway/profiles.ts';
import { renderLetter } from '../../slack-gateway/views/letter.ts';

export const SLACK_ACCESS = { botToken: 'xoxb-office', signingSecret: 'office-signing-secret' };

type Company = Partial<Pick<Parameters<typeof createSlack>[0], 'people' | 'channels'>>;

/** A Slack of one's own, and the postman that carries to it; the rest of the world may be a fake. */
export async function openSlackOffice({
  people = [{ id: 'U0DEV1', name: 'Daichi' }],
  channels = [{ id: 'C0DEPLOYS', name: 'deploys' }],
}: Company = {}) {
  const slack = createSlack({ ...SLACK_ACCESS, people, channels, answerWithinMs: 20_000 }); // a busy machine is no silence
  await slack.listen();
  const web = createSlackClient({ token: SLACK_ACCESS.botToken, apiUrl: slack.apiUrl });
  const profiles = createProfiles(web);
  const postman = createSlackActivities({
    web,
    render: (letter, locale) => renderLetter(letter, { namespace: 'default' }, locale),
    localeOf: (user) => profiles.localeOf(user, 5_000),
  });
  return { slack, web, postman };
}

export type SlackOffice = Awaited<ReturnType<typeof openSlackOffice>>;
