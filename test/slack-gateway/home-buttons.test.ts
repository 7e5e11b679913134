import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { directId } from '../../sandbox/slack/company.ts';
import type { ShownView } from '../../sandbox/slack/web-api/views.ts';
import { APPROVE, CANCEL, OPEN_DEPLOY_FORM } from '../../slack-gateway/actions.ts';
import { eventually } from '../support/deploying.ts';
import { APPROVAL, ask, buttonsOf, card, SORRY } from '../support/scenes.ts';
import { KINDS, type Kind, openTheatre, PEOPLE, type Theatre } from '../support/stage.ts';

const MEMBERS: readonly Kind[] = ['asker', 'deployer', 'releaser', 'admin', 'outsider'];
const isMember = (kind: Kind) => MEMBERS.includes(kind);

let theatre: Theatre;
/** What each had on their screen while they still were full members and their deploy waited. */
const seen = new Map<Kind, ShownView>();
beforeAll(async () => {
  const policy = `deployers: [everyone]\n        ${APPROVAL}`;
  theatre = await openTheatre(KINDS.map((kind) => ({ name: `of-${kind}`, policy })));
  const { slack } = theatre;
  slack.company.people = Object.values(PEOPLE).map(({ id, name }) => ({ id, name }));
  for (const kind of KINDS) {
    const stage = theatre.stage(`of-${kind}`);
    await ask(stage, kind);
    await card(stage, APPROVE);
    const view = await eventually(async () => {
      await slack.openHome(PEOPLE[kind].id);
      const home = slack.home(PEOPLE[kind].id);
      return home && buttonsOf(home).some(({ action }) => action === CANCEL) ? home : undefined;
    }, `the home of ${kind}`);
    seen.set(kind, view);
  }
}, 120_000);
afterAll(() => theatre.close());

type Button = ReturnType<typeof buttonsOf>[number];

const viewOf = (kind: Kind) => {
  const view = seen.get(kind);
  if (!view) throw new Error(`${kind} has no home`);
  return view;
};

const setDeleted = (deleted: boolean) => {
  const { company } = theatre.slack;
  company.people = company.people.map((one) => (one.id === PEOPLE.deleted.id ? { ...one, deleted } : one));
};

/** The account of one is closed right after the click. */
async function pressAs(kind: Kind, { action, value }: Button): Promise<void> {
  const { slack } = theatre;
  const { id: user } = PEOPLE[kind];
  setDeleted(false); // else Slack would not let them press
  const click = slack.clickHome({
    ...{ user, actionId: action, seen: viewOf(kind) },
    ...(value !== undefined && { value }),
  });
  if (kind === 'deleted') setDeleted(true);
  const { outcome } = await click;
  expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
}

/** There is no channel: what is said stays in the direct messages, or is a form. */
async function heardBy(kind: Kind, button: Button): Promise<string> {
  const { slack } = theatre;
  const { id } = PEOPLE[kind];
  const direct = () => slack.messages(directId(id)).filter(({ fromApp }) => fromApp);
  const forms = () => slack.views.filter(({ type, user }) => type === 'modal' && user === id);
  const before = { said: direct().length, forms: forms().length };
  await pressAs(kind, button);
  const said = direct().slice(before.said);
  expect(said.length + forms().length - before.forms).toBe(1);
  return said[0]?.text ?? 'a form';
}

describe.each(KINDS)('every button of the home tab, pressed by the %s', (kind) => {
  beforeAll(async () => {
    const { slack } = theatre;
    const is = Object.values(PEOPLE).find(({ id }) => id === PEOPLE[kind].id);
    slack.company.people = Object.values(PEOPLE).map(({ id, name }) => ({ id, name }));
    const mishap = { kind: 'status', status: 500 } as const;
    if (kind === 'unknown') slack.gate.plan({ operation: /^users\.info$/, mishap, times: Number.POSITIVE_INFINITY });
    await slack.changePerson(PEOPLE[kind].id, { ...is, deleted: kind === 'deleted' });
  });
  afterAll(() => theatre.slack.gate.release());

  it('has an answer each time, the right effect once, and none when things have moved on', async () => {
    const stage = theatre.stage(`of-${kind}`);
    const buttons = buttonsOf(viewOf(kind));
    expect([...new Set(buttons.map(({ action }) => action))].sort()).toEqual([CANCEL, OPEN_DEPLOY_FORM].sort());
    for (const button of buttons) {
      const before = await stage.look();
      const heard = await heardBy(kind, button);
      expect(heard).not.toMatch(SORRY);
      const mayCancel = isMember(kind) && button.action === CANCEL;
      expect((await stage.look()) !== before).toBe(mayCancel);
    }
    await stage.say(`cancel of-${kind} here`, 'admin');
    await eventually(async () => ((await stage.phases())[0] === 'cancelled' ? true : undefined), 'the end');
    const moved = await stage.look();
    for (const button of buttons) expect(await heardBy(kind, button)).not.toMatch(SORRY);
    expect(await stage.look()).toBe(moved);
  });

  it('is shown only to full members', async () => {
    if (kind === 'deleted') return; // who has no account looks at nothing
    const { slack } = theatre;
    await slack.openHome(PEOPLE[kind].id);
    const view = slack.home(PEOPLE[kind].id);
    expect(view && buttonsOf(view).length > 0).toBe(isMember(kind));
  });
});
