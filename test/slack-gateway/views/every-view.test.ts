import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ALBUM } from '../../../sandbox/pictures/album.ts';
import { expectComplete, expectLegal, expectNamed, expectOpaque, expectTame } from '../../support/safe-message.ts';
import { findViews, type View } from '../../support/views.ts';

const views = findViews();
/** Where to click says nothing to whoever hears it, and would leave no room for the last deploys. */
const SAYS_LESS = ['renderHistory'];

async function rendererOf({ file, name }: View): Promise<(args: readonly unknown[]) => unknown> {
  const module: Readonly<Record<string, unknown>> = await import(file);
  const render = module[name];
  if (typeof render !== 'function') throw new Error(`${file} exports no ${name}`);
  return (args) => Reflect.apply(render, undefined, args);
}

it('views are found in the sources, each by its name', () => {
  expect(views.filter(({ name }) => !name.startsWith('render'))).toEqual([]);
  expect(views.length).toBeGreaterThan(30);
});

it('each of them is in a picture of the documentation', () => {
  const pictured = new Set(ALBUM.flatMap(({ samples }) => samples.map(({ view }) => view)));
  expect(views.filter(({ name }) => !pictured.has(name))).toEqual([]);
});

describe.each(['en', 'ja'] as const)('in %s, whatever it is given, Slack takes', (locale) => {
  it.each(views)('$name, and nobody else speaks in it', async (view) => {
    const render = await rendererOf(view);
    fc.assert(
      fc.property(view.argumentsIn(locale), (args) => {
        const drawn = render(args);
        expectLegal(drawn, view.surface);
        expectTame(drawn);
        expectOpaque(drawn);
        expectNamed(drawn);
        if (view.surface === 'message' && !SAYS_LESS.includes(view.name)) expectComplete(drawn);
      }),
      { numRuns: 50 },
    );
  });
});
