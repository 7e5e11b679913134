import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Catalog } from '../../domain/catalog.ts';
import { manifestFor } from '../../slack-gateway/manifest.ts';
import { printable } from '../paint.ts';
import { bad, distinct, type Finding, good, inTurn, tryOut, unknown } from './finding.ts';
import { checkChannel } from './slack-channel.ts';
import { createClient, type SlackToken } from './slack-client.ts';

const ABOUT = { area: 'Slack', address: 'SLACK_API_URL' } as const;
const REINSTALL =
  'Install the app again (Slack: your app, Install App), and set SLACK_BOT_TOKEN to its bot token, xoxb-….';

/** The token, each scope of the manifest, each channel and user group of the catalogue. */
export async function checkSlack(access: SlackToken, catalog: Catalog): Promise<Finding[]> {
  const web = createClient(access);
  let scopes: readonly string[] | undefined;
  const token = await tryOut({ ...ABOUT, what: 'bot token' }, async () => {
    try {
      const { user = '', team = '', response_metadata } = await web.auth.test();
      scopes = response_metadata?.scopes;
      return good(printable(`${user} in ${team}`));
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error;
      return bad(`Slack refuses SLACK_BOT_TOKEN: ${printable(error.data.error)}.`, REINSTALL);
    }
  });
  if (token.verdict !== 'good') return [token];
  const channels = distinct([...catalog.targets, ...catalog.functions], ({ channel }) => channel);
  const groups = distinct(
    Object.values(catalog.groups)
      .flat()
      .filter((id) => id.startsWith('S')),
    (id) => id,
  );
  return [
    token,
    ...scopeFindings(scopes),
    ...(await inTurn(channels, ({ channel }) =>
      tryOut({ ...ABOUT, what: `channel ${channel}` }, () => checkChannel(web, channel, scopes ?? [])),
    )),
    ...(await inTurn(groups, (group) =>
      tryOut({ ...ABOUT, what: `user group ${group}` }, () => checkGroup(web, group)),
    )),
  ];
}

/** Slack says in a header of each answer what the token may. */
function scopeFindings(scopes: readonly string[] | undefined): Finding[] {
  if (!scopes)
    return [
      {
        area: 'Slack',
        what: 'scopes',
        ...unknown('Slack does not say which the token has.', 'Compare them with slack-gateway/manifest.json.'),
      },
    ];
  return manifestFor('http').oauth_config.scopes.bot.map((scope) => ({
    area: 'Slack',
    what: `scope ${scope}`,
    ...(scopes.includes(scope)
      ? good('granted')
      : bad(
          'The token has not this scope.',
          `Add ${scope} in Slack (your app, OAuth & Permissions, Bot Token Scopes), and install the app again.`,
        )),
  }));
}

async function checkGroup(web: WebClient, usergroup: string) {
  try {
    const { users = [] } = await web.usergroups.users.list({ usergroup });
    return good(`${users.length} member${users.length === 1 ? '' : 's'}`);
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    const { error: said } = error.data;
    if (said === 'missing_scope')
      return unknown('It cannot be looked at without the scope usergroups:read.', 'Add the scope first.');
    const fix =
      'Correct the id in the catalogue’s groups, or enable the user group in Slack; until then nobody is in it.';
    return bad(`Slack has no such user group: ${printable(said)}.`, fix);
  }
}
