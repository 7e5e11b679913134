import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import { UNDO } from '../../slack-gateway/actions.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown();
});
afterAll(() => town.close());

const fileOf = (path: string) => `${path}/kustomization.yaml`;
const tagIn = async (path: string) => /newTag: "?([^\s"]+)/.exec(await town.github.read(MANIFESTS, fileOf(path)))?.[1];
const short = (tag = '') => tag.slice(0, 7);

describe('undo web staging', () => {
  const path = 'web/overlays/staging';
  let newest = '';

  it('says so when tempocat has changed nothing there yet, and starts nothing', async () => {
    await town.say('undo web staging');
    await town.whisper('U0DEV1', 'nothing to undo', 'web staging');
    expect(await town.workflows('deploy')).toEqual([]);
  });

  it('brings back what ran before, though tempocat never deployed that', async () => {
    const before = await tagIn(path);
    const tag = await town.push('web');
    newest = tag;
    await town.say('deploy web staging');
    const card = await town.slack.waitForMessage(
      (message) => message.text.includes(tag) && withButton(message, UNDO),
      45_000,
    );
    await town.press('U0DEV2', card, UNDO);
    const undone = await town.card('web', 'staging', 'undo', short(before), '*deployed*', 'on hold');
    expect(undone.text).toContain('Undo, asked by <@U0DEV2>');
    expect(await tagIn(path)).toBe(before);
    expect(await town.argocd.running('web-staging')).toEqual([expect.stringMatching(new RegExp(`:${before}$`))]);
    await town.slash('locks', { user: 'U0DEV1' });
    await town.whisper('U0DEV1', 'web staging', 'held by <@U0DEV2>');
  });

  it('pressed again on the same message is the same undo', async () => {
    const undos = async () => (await town.workflows('deploy')).filter((id) => id.includes(':undo-')).length;
    const card = await town.slack.waitForMessage(
      (message) =>
        message.text.includes(short(newest)) && message.text.includes('Asked by') && withButton(message, UNDO),
      10_000,
    );
    expect(await undos()).toBe(1);
    await town.press('U0DEV2', card, UNDO);
    await town.whisper('U0DEV2', 'Something else was done', 'web staging');
    expect(await undos()).toBe(1);
  });

  it('of an undo goes forward again', async () => {
    await town.say('undo web staging', { user: 'U0DEV1' });
    await town.card('web', 'staging', 'Undo, asked by <@U0DEV1>', short(newest), '*deployed*');
    expect(await tagIn(path)).toBe(newest);
  });

  it('said by two at once goes back once', async () => {
    const commits = (await town.github.log(MANIFESTS)).length;
    await Promise.all([
      town.say('undo web staging', { user: 'U0DEV1' }),
      town.say('undo web staging', { user: 'U0DEV2' }),
    ]);
    await town.card('web', 'staging', 'Undo, asked by', `takes back \`${short(newest)}`, '*deployed*');
    const ids = await town.workflows('deploy');
    await Promise.all(ids.map((id) => town.client.workflow.getHandle(id).result()));
    expect((await town.github.log(MANIFESTS)).length).toBe(commits + 1);
    expect(await tagIn(path)).not.toBe(newest);
  });

  it('after a change by hand takes that back', async () => {
    const deployed = await tagIn(path);
    const other = await town.push('web');
    const text = await town.github.read(MANIFESTS, fileOf(path));
    await town.github.commitFile({
      ...{ repository: MANIFESTS, branch: 'main', path: fileOf(path), message: 'by hand' },
      text: text.replace(deployed ?? '', other),
    });
    await town.say('undo web staging', { user: 'U0DEV2' });
    await town.card('web', 'staging', 'Undo, asked by <@U0DEV2>', `takes back \`${short(other)}`, '*deployed*');
    expect(await tagIn(path)).toBe(deployed);
  });

  it('is refused before anything changes when the earlier image is gone from ECR', async () => {
    const tag = await town.push('web');
    const before = (await tagIn(path)) ?? '';
    await town.say('deploy web staging');
    await town.card('web', 'staging', short(tag), '*deployed*');
    town.aws.ecr.remove('example/web', before);
    const commits = (await town.github.log(MANIFESTS)).length;
    await town.say('undo web staging', { user: 'U0DEV2' });
    await town.hear('web', 'staging', 'no longer in', short(before), 'Nothing was changed');
    expect((await town.github.log(MANIFESTS)).length).toBe(commits);
  });
});
