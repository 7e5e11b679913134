import { WebAPIPlatformError } from '@slack/web-api';
import type { SlackAccess } from '../../slack-gateway/config.ts';
import { printable } from '../paint.ts';
import { bad, type Finding, good, tryOut, unknown } from './finding.ts';
import { createClient } from './slack-client.ts';

/** How Slack comes to the gateway: by a socket, whose token can be tried, or signed, which only Slack can do. */
export async function checkEntrance({ way, apiUrl }: SlackAccess): Promise<Finding[]> {
  if (way.kind === 'http') {
    const what = 'signing secret';
    const fix =
      'Say something to the app. If the gateway answers 401, copy the secret from Slack (your app, Basic Information).';
    return [{ area: 'Slack', what, ...unknown('Only a message from Slack shows whether it is right.', fix) }];
  }
  const web = createClient({ token: way.appToken, apiUrl });
  const about = { area: 'Slack', what: 'app-level token', address: 'SLACK_API_URL' } as const;
  const token = await tryOut(about, async () => {
    try {
      await web.apps.connections.open({}); // an address to come to, which nobody visits
      return good('may open a socket');
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error;
      const fix =
        'Make one with the scope connections:write (Slack: your app, Basic Information, App-Level Tokens), and set SLACK_APP_TOKEN to it.';
      return bad(`Slack refuses SLACK_APP_TOKEN: ${printable(error.data.error)}.`, fix);
    }
  });
  return [token];
}
