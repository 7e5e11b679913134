import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MANIFESTS } from '../../sandbox/seed-git.ts';
import { UNDO } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { openTestTown, type TestTown, withButton } from '../support/test-town.ts';

let town: TestTown;
beforeAll(async () => {
  town = await openTestTown({
    catalog: (text) =>
      text.replace(
        /(name: web[\s\S]*?staging:\n {8}aliases: \[stg\]\n)/,
        '$1        soak: 10s\n        onFailure: undo\n',
      ),
  });
});
afterAll(() => town.close());

const tagIn = async (path: string) =>
  /newTag: "?([^\s"]+)/.exec(await town.github.read(MANIFESTS, `${path}/kustomization.yaml`))?.[1] ?? '';
const thread = (ts: string) => town.slack.messages('C0DEPLOYS').filter((message) => message.threadTs === ts);
const topLevel = (from: string) =>
  town.slack.messages('C0DEPLOYS').filter(({ fromApp, threadTs, ts }) => fromApp && !threadTs && ts > from);

describe('web staging with soak and onFailure: undo', () => {
  const path = 'web/overlays/staging';

  it('what stays healthy is done after the soak, not before', async () => {
    const tag = await town.push('web');
    await town.say('deploy web staging');
    const card = await town.card('web', 'staging', tag, '*Deployed*');
    const looks = town.slack.history(card.channel, card.ts).map(({ text }) => text);
    expect(looks.findIndex((text) => text.includes('has to stay healthy until'))).toBeGreaterThan(-1);
  });

  it('what degrades while it soaks has failed, and is undone in its own thread: the old image runs, auto-deploy is held', async () => {
    const before = await tagIn(path);
    const tag = await town.push('web');
    const asked = await town.say('deploy web staging');
    await town.card('web', 'staging', tag, 'has to stay healthy until');
    town.argocd.degrade('web-staging', tag, 'CrashLoopBackOff');
    const failed = await town.card('web', 'staging', tag, '*Failed*', 'did not stay healthy', 'CrashLoopBackOff');
    await town.hear('web → staging', before, '*Deployed*', 'Undo of', 'rollout-failed', 'on hold');
    expect(await tagIn(path)).toBe(before);
    expect(await town.argocd.running('web-staging')).toEqual([expect.stringMatching(new RegExp(`:${before}$`))]);

    const replies = thread(failed.ts).map(({ text }) => text);
    expect(replies).toHaveLength(2);
    expect(replies.filter((text) => text.includes('did not stay healthy'))).toHaveLength(1);
    expect(replies.filter((text) => text.includes('Undo of'))).toHaveLength(1);
    expect(topLevel(asked).map(({ ts }) => ts)).toEqual([failed.ts]);
    const redrawn = await town.card('web', 'staging', tag, 'onFailure: undo', 'goes back to what ran before');
    expect(withButton(redrawn, UNDO)).toBe(false);
  });

  it('what never becomes healthy is undone as well', async () => {
    const before = await tagIn(path);
    const tag = await town.push('web');
    town.argocd.degrade('web-staging', tag, 'Back-off pulling image');
    await town.say('deploy web staging', { user: 'U0DEV2' });
    await town.card('web', 'staging', tag, '*Failed*', 'Back-off pulling image');
    await eventually(async () => ((await tagIn(path)) === before ? true : undefined), 'the old tag');
    await town.hear('web → staging', before, '*Deployed*', 'Undo of', '-C0DEPLOYS-', `Takes back \`${tag}`);
  });

  it('a deploy of what failed says that it is written there but did not go well, never that it runs', async () => {
    const tag = await town.push('web');
    town.argocd.failSync('web-production', 'one or more objects failed to apply');
    await town.say('deploy web production');
    const card = await town.card('web', 'production', tag, 'Needs an approval');
    await town.press('U0LEAD', card, 'approve');
    await town.card('web', 'production', tag, '*Failed*', 'one or more objects failed to apply');
    await town.say('deploy web production', { user: 'U0DEV2' });
    const again = await town.card('web', 'production', tag, 'Asked by <@U0DEV2>', 'did not go well');
    expect(again.text).not.toMatch(/runs `|running/);
    await town.say('status web production');
    await town.hear('What tempocat deployed last', 'web production', tag, 'did not go well');
  });
});

describe('undo while the schedule has a newer image on its way', () => {
  it('the newer one gives up, what ran before is brought back, and no poll deploys either of the two', async () => {
    const path = 'api/overlays/staging';
    const before = await tagIn(path);
    const first = await town.push('api');
    const card = await town.slack.waitForMessage(
      (message) => message.text.includes('api → staging') && message.text.includes(first) && withButton(message, UNDO),
      45_000,
    );
    await town.slash('lock api staging for a look', { user: 'U0LEAD' });
    await town.whisper('U0LEAD', 'api staging', 'is locked');
    await town.slash('unlock api staging', { user: 'U0LEAD' });
    await town.whisper('U0LEAD', 'api staging', 'is unlocked');
    const second = await town.push('api');
    await town.press('U0DEV1', card, UNDO);
    await town.card('api', 'staging', before, '*Deployed*', 'Undo, asked by <@U0DEV1>', 'on hold');
    const polls = async () => (await town.workflows('autoDeploy')).filter((id) => id.includes('example/api')).length;
    const seen = await polls();
    await eventually(async () => ((await polls()) >= seen + 2 ? true : undefined), 'two polls');
    expect(await tagIn(path)).toBe(before);
    expect(await town.argocd.running('api-staging')).not.toContainEqual(expect.stringContaining(second));
  });

  it('resumed, the image that was undone is left alone, and a newer one is deployed', async () => {
    await town.say('resume api staging');
    await town.hear('resumed', 'api staging');
    const third = await town.push('api');
    await town.card('api', 'staging', third, '*Deployed*', 'auto-deploy');
  });
});
