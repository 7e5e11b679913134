import { createSlackClient } from '../../activities/slack/client.ts';
import { createSlackActivities } from '../../activities/slack/index.ts';
import { createSlack } from '../../sandbox/slack/index.ts';
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
  const render = (letter: Parameters<typeof renderLetter>[0]) => renderLetter(letter, { namespace: 'default' });
  return { slack, web, postman: createSlackActivities({ web, render }) };
}

export type SlackOffice = Awaited<ReturnType<typeof openSlackOffice>>;
