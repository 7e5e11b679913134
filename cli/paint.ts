const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Paint = (text: string, colour: keyof typeof CODES) => string;

/** Colours for a terminal; plain words for everything else. */
export const createPaint =
  (colours: boolean): Paint =>
  (text, colour) => {
    const [on, off] = CODES[colour];
    return colours ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };

/** What could move the cursor or hide text, from wherever the text came; line ends stay. */
export const printable = (text: string): string => text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ');
