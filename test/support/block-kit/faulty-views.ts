import type { Surface } from './judge.ts';

type Loose = Readonly<Record<string, unknown>>;

const plain = (text: string): Loose => ({ type: 'plain_text', text });
const marked = (text: string): Loose => ({ type: 'mrkdwn', text });
const section = (more: Loose = {}): Loose => ({ type: 'section', text: marked('x'), ...more });
const button = (more: Loose = {}): Loose => ({ type: 'button', action_id: 'a', text: plain('x'), ...more });
const actions = (...elements: readonly Loose[]): Loose => ({ type: 'actions', elements });
const option = (more: Loose = {}): Loose => ({ text: plain('x'), value: 'x', ...more });
const select = (more: Loose = {}): Loose => ({ type: 'static_select', action_id: 'a', options: [option()], ...more });
const confirm = (more: Loose = {}): Loose => ({ text: plain('x'), ...more });
const input = (more: Loose = {}): Loose => ({
  type: 'input',
  label: plain('x'),
  element: { type: 'plain_text_input', action_id: 'a' },
  ...more,
});
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const long = (length: number): string => 'x'.repeat(length);

export interface FaultyView {
  readonly what: string;
  readonly surface: Surface;
  readonly view: Loose;
  /** Where and what, as the one complaint says it. */
  readonly fault: string;
}

const inMessage = (what: string, blocks: readonly Loose[], fault: string): FaultyView => ({
  ...{ what, surface: 'message', fault },
  view: { text: 'x', blocks },
});
const modal = (what: string, more: Loose, fault: string): FaultyView => ({
  ...{ what, surface: 'modal', fault },
  view: { type: 'modal', title: plain('x'), submit: plain('x'), blocks: [section()], ...more },
});
const home = (what: string, blocks: readonly Loose[], fault: string): FaultyView => ({
  ...{ what, surface: 'home', fault },
  view: { type: 'home', blocks },
});
const EQUAL = 'must be equal to one of the allowed values';
const longer = (most: number) => `must NOT have more than ${most} characters`;
const more = (most: number) => `must NOT have more than ${most} items`;

/** One mistake each, as somebody makes it who writes a view. */
export const FAULTY_VIEWS: readonly FaultyView[] = [
  inMessage(
    'a style that Slack does not have',
    [actions(button({ style: 'warning' }))],
    `/blocks/0/elements/0/style ${EQUAL}`,
  ),
  inMessage(
    'mrkdwn in a button',
    [actions(button({ text: marked('x') }))],
    '/blocks/0/elements/0/text/type must be equal to constant',
  ),
  inMessage(
    'a key misspelt',
    [section({ texts: marked('x') })],
    '/blocks/0 must NOT have additional properties: texts',
  ),
  inMessage('a section without words', [{ type: 'section' }], '/blocks/0 must have one of: text,fields'),
  inMessage('3001 characters', [section({ text: marked(long(3001)) })], `/blocks/0/text/text ${longer(3000)}`),
  inMessage('a field of 2001', [section({ fields: [marked(long(2001))] })], `/blocks/0/fields/0/text ${longer(2000)}`),
  inMessage('11 fields', [section({ fields: many(11, () => marked('x')) })], `/blocks/0/fields ${more(10)}`),
  inMessage('a header of 151', [{ type: 'header', text: plain(long(151)) }], `/blocks/0/text/text ${longer(150)}`),
  inMessage(
    'mrkdwn in a header',
    [{ type: 'header', text: marked('x') }],
    '/blocks/0/text/type must be equal to constant',
  ),
  inMessage(
    'a button value of 2001',
    [actions(button({ value: long(2001) }))],
    `/blocks/0/elements/0/value ${longer(2000)}`,
  ),
  inMessage(
    'a button text of 76',
    [actions(button({ text: plain(long(76)) }))],
    `/blocks/0/elements/0/text/text ${longer(75)}`,
  ),
  inMessage(
    'a label of 76',
    [actions(button({ accessibility_label: long(76) }))],
    `/blocks/0/elements/0/accessibility_label ${longer(75)}`,
  ),
  inMessage(
    'a button without text',
    [actions({ type: 'button' })],
    "/blocks/0/elements/0 must have required property 'text'",
  ),
  inMessage(
    '101 options',
    [actions(select({ options: many(101, () => option()) }))],
    `/blocks/0/elements/0/options ${more(100)}`,
  ),
  inMessage(
    'a menu without options',
    [actions({ type: 'static_select' })],
    '/blocks/0/elements/0 must have one of: options,option_groups',
  ),
  inMessage(
    '26 buttons',
    [actions(...many(26, (index) => button({ action_id: `a${index}` })))],
    `/blocks/0/elements ${more(25)}`,
  ),
  inMessage('a row without buttons', [actions()], '/blocks/0/elements must NOT have fewer than 1 items'),
  inMessage(
    'an option text of 76',
    [actions(select({ options: [option({ text: plain(long(76)) })] }))],
    `/blocks/0/elements/0/options/0/text/text ${longer(75)}`,
  ),
  inMessage(
    'an option value of 151',
    [actions(select({ options: [option({ value: long(151) })] }))],
    `/blocks/0/elements/0/options/0/value ${longer(150)}`,
  ),
  inMessage('an empty text', [section({ text: marked('') })], '/blocks/0/text/text must match pattern "\\S"'),
  inMessage('a blank text', [section({ text: marked(' \n') })], '/blocks/0/text/text must match pattern "\\S"'),
  inMessage('an unknown block', [{ type: 'sektion' }], '/blocks/0 value of tag "type" must be in oneOf'),
  inMessage(
    'an unknown element',
    [actions({ type: 'knob' })],
    '/blocks/0/elements/0 value of tag "type" must be in oneOf',
  ),
  inMessage('a block without a type', [{ text: plain('x') }], '/blocks/0 tag "type" must be string'),
  inMessage(
    '51 blocks',
    many(51, () => section()),
    `/blocks ${more(50)}`,
  ),
  inMessage(
    '11 parts of a context',
    [{ type: 'context', elements: many(11, () => marked('x')) }],
    `/blocks/0/elements ${more(10)}`,
  ),
  inMessage(
    'a question of 301',
    [actions(button({ confirm: confirm({ text: plain(long(301)) }) }))],
    `/blocks/0/elements/0/confirm/text/text ${longer(300)}`,
  ),
  inMessage(
    'an answer of 31',
    [actions(button({ confirm: confirm({ deny: plain(long(31)) }) }))],
    `/blocks/0/elements/0/confirm/deny/text ${longer(30)}`,
  ),
  inMessage('a block id of 256', [section({ block_id: long(256) })], `/blocks/0/block_id ${longer(255)}`),
  inMessage(
    'one block id twice',
    [section({ block_id: 'b' }), section({ block_id: 'b' })],
    '/blocks/1/block_id must be unique',
  ),
  inMessage('one action id twice', [actions(button(), button())], '/blocks/0/elements/1/action_id must be unique'),
  inMessage('a field to fill in', [input()], '/blocks/0 value of tag "type" must be in oneOf'),
  inMessage(
    'an accessory of text',
    [section({ accessory: plain('x') })],
    '/blocks/0/accessory value of tag "type" must be in oneOf',
  ),
  inMessage(
    'two long markdowns',
    many(2, () => ({ type: 'markdown', text: long(6_500) })),
    '/blocks must not have more than 12000 characters of markdown',
  ),
  modal('a title of 25', { title: plain(long(25)) }, `/title/text ${longer(24)}`),
  modal('a submit of 25', { submit: plain(long(25)) }, `/submit/text ${longer(24)}`),
  modal('mrkdwn in a title', { title: marked('x') }, '/title/type must be equal to constant'),
  modal('private metadata of 3001', { private_metadata: long(3001) }, `/private_metadata ${longer(3000)}`),
  modal('101 blocks in a form', { blocks: many(101, () => section()) }, `/blocks ${more(100)}`),
  modal(
    'a label that is empty',
    { blocks: [input({ label: plain('') })] },
    '/blocks/0/label/text must match pattern "\\S"',
  ),
  modal(
    'a field that nobody knows',
    { blocks: [input({ element: { type: 'knob' } })] },
    '/blocks/0/element value of tag "type" must be in oneOf',
  ),
  {
    ...modal('a field, and no way to send it', {}, "/ must have required property 'submit'"),
    view: { type: 'modal', title: plain('x'), blocks: [input()] },
  },
  home(
    '101 blocks at home',
    many(101, () => section()),
    `/blocks ${more(100)}`,
  ),
  home('a header of 151 at home', [{ type: 'header', text: plain(long(151)) }], `/blocks/0/text/text ${longer(150)}`),
  { ...inMessage('no words at all', [], '/text must match pattern "\\S"'), view: { text: '' } },
];
