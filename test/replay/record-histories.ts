import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { HISTORIES } from './histories.ts';
import type { Played } from './scene.ts';
import { scenes } from './scenes.ts';
import { openStage, type Stage } from './stage.ts';

/**
 * `npm run record-histories`: plays each scene that has no history yet on a real server, and writes what Temporal kept of it.
 * `RECORD=all` records all of them anew, which the frozen ones must not be (CONTRIBUTING.md).
 */
mkdirSync(HISTORIES, { recursive: true });
const isAnew = process.env['RECORD'] === 'all';
const recorded = new Set(readdirSync(HISTORIES).map((file) => file.replace(/(\.\d+)?\.json\.gz$/, '')));
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

for (const [name, play] of Object.entries(scenes)) {
  if (!isAnew && recorded.has(name)) continue;
  it(name, async () => {
    const played = await play(stage);
    expect(played.length).toBeGreaterThan(0);
    for (const file of readdirSync(HISTORIES)) {
      if (file.startsWith(`${name}.`)) rmSync(join(HISTORIES, file));
    }
    for (const [index, one] of played.entries()) {
      const file = played.length === 1 ? name : `${name}.${index + 1}`;
      writeFileSync(join(HISTORIES, `${file}.json.gz`), gzipSync(await historyOf(one), { level: 9 }));
    }
  });
}

/** Everything that a replay needs; not who ran it and where. */
async function historyOf({ workflowId, runId }: Played): Promise<string> {
  const history = await stage.house.client.workflow.getHandle(workflowId, runId).fetchHistory();
  const kept = JSON.parse(historyToJSON(history), (key, value) => (PRIVATE.includes(key) ? undefined : value));
  return JSON.stringify(kept).replaceAll(hostname(), 'host');
}

const PRIVATE = ['identity', 'stackTrace'];
