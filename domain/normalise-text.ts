const LONGEST = 2_000;

/**
 * What a person typed, as they meant it: Slack's markup undone, wide and non-breaking characters made plain, invisible ones
 * gone, one space between words. At most 2,000 characters; what was cut off ends in `…`, so that a word too many stays an error.
 */
export function normaliseText(raw: string): string {
  return cut(tidy(undoMarkup(cut(raw)).normalize('NFKC')));
}

/** The same, but wide and narrow characters stay what they are: for reasons, which people wrote for people. */
export function keepWidth(raw: string): string {
  return cut(tidy(undoMarkup(cut(raw))));
}

function undoMarkup(text: string): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g, '@$1')
    .replace(/<#(C[A-Z0-9]+)(?:\|[^<>]*)?>/g, '#$1')
    .replace(/<(?:https?:\/\/|mailto:)[^<|>]*\|([^<>]+)>/g, '$1') // <http://release.io|release.io>
    .replace(/<((?:https?:\/\/|mailto:)[^<>]+)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&'); // last, or `&amp;lt;` would be undone twice
}

function tidy(text: string): string {
  return text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cf}/gu, '') // zero-width and bidirectional characters: nobody sees them
    .replace(/\s+/g, ' ')
    .trim();
}

/** NFKC may make a text up to eighteen times as long, so it is cut before and after. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST - 2).replace(/[\uD800-\uDBFF]$/, '')} …`;
}
