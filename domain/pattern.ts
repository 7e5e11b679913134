import { RE2JS } from 're2js';

export type Pattern =
  | { readonly kind: 'pattern'; matches(text: string): boolean }
  | { readonly kind: 'invalid'; readonly reason: string };

/** An operator's pattern in RE2's syntax, which matches in linear time whatever it is. Found anywhere unless anchored. */
export function compilePattern(source: string): Pattern {
  try {
    const compiled = RE2JS.compile(source);
    return { kind: 'pattern', matches: (text) => compiled.matcher(text).find() };
  } catch (error) {
    return { kind: 'invalid', reason: String(error).replace(/^\w+: /, '') };
  }
}
