import type { HomeView, ModalView } from '@slack/types';
import type { Message } from '../../slack-gateway/views/blocks.ts';

export type Drawn = Message | ModalView | HomeView;

/** One view, drawn from made-up data. */
export interface Sample {
  /** Name of the function that drew it. */
  readonly view: string;
  readonly drawn: Drawn;
  /** Only one person sees it. */
  readonly whispered: boolean;
}

/** As all in a channel see it. */
export const shown = <Arguments extends readonly unknown[]>(
  render: (...given: Arguments) => Drawn,
  ...given: Arguments
): Sample => ({ view: render.name, drawn: render(...given), whispered: false });

/** As only the person sees it who asked. */
export const whispered = <Arguments extends readonly unknown[]>(
  render: (...given: Arguments) => Drawn,
  ...given: Arguments
): Sample => ({ ...shown(render, ...given), whispered: true });
