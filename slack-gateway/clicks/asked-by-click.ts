import { buttonKey } from '../../workflows/contract/ids.ts';
import type { Asked } from '../desk.ts';
import type { Click } from './click.ts';

/** A button that starts something is a request: pressed twice, it is one. */
export function askedByClick({ by, channel, threadTs, messageTs }: Click, action: string): Asked {
  return {
    ...{ by, channel, text: '', door: 'mention', key: buttonKey(channel, messageTs, action) },
    ...(threadTs !== undefined && { threadTs }),
  };
}
