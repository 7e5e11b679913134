import type { AddressInfo } from 'node:net';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import type { Catalog } from '../../domain/catalog.ts';
import { createDoor } from '../../slack-gateway/app.ts';
import { listen } from '../../slack-gateway/listen.ts';
import { createPeople } from '../../slack-gateway/people.ts';
import { SLACK_ACCESS, type SlackOffice } from './slack-office.ts';

interface Wires {
  readonly office: SlackOffice;
  readonly client: Client;
  readonly catalog: Catalog;
}

/** The gateway's listeners behind its signed door, in this process; the office's Slack delivers to it. */
export async function openGateway({ office: { slack, web }, client, catalog }: Wires): Promise<() => Promise<void>> {
  const log = pino({ level: 'silent' });
  const { botToken, signingSecret } = SLACK_ACCESS;
  const access = { botToken, apiUrl: slack.apiUrl, way: { kind: 'http', signingSecret } } as const;
  const door = createDoor({ slack: access, log, routes: [] });
  const { locale, groups } = catalog;
  const people = createPeople({ web, groups: () => groups, log });
  listen(door.app, {
    catalog,
    locale,
    client,
    web,
    people,
    links: { namespace: 'default', groups },
    log,
    record: () => undefined,
  });
  await door.app.init();
  const server = await door.listen({ port: 0, host: '127.0.0.1' });
  await door.connect();
  const { port } = server.address() as AddressInfo;
  slack.setGateway(`http://127.0.0.1:${port}/slack/events`);
  return () => door.close();
}
