const LONGEST = 2_000;

/** What a person typed, as they meant it: Slack's markup undone, wide and non-breaking characters made plain, one space between words. */
export function normaliseText(raw: string): string {
  return raw
    .slice(0, LONGEST)
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<#(C[A-Z0-9]+)(?:\|[^>]*)?>/g, '#$1')
    .replace(/<(?:https?:\/\/|mailto:)[^|>]*\|([^>]+)>/g, '$1') // <http://release.io|release.io>
    .replace(/<((?:https?:\/\/|mailto:)[^>]+)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&') // last, or `&amp;lt;` would be undone twice
    .normalize('NFKC')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
