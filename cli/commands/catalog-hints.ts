import type { CatalogProblem } from '../../domain/catalog.ts';

export interface Explained extends CatalogProblem {
  readonly reason: string;
  /** What to write instead. */
  readonly hint: string;
}

/** By what a problem says; the first that fits. `$1` is what it says there. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^is missing$/, 'Add it here; docs/catalog.md says what it means.'],
  [/^must not be empty$/, 'Give it a value, or leave the key out.'],
  [/^must be 1$/, 'Write version: 1; there is no other yet.'],
  [/^must be a list$/, 'Write it as a list, such as [a, b].'],
  [/^must be a mapping$/, 'Write keys and values below it, such as { key: value }.'],
  [/^must be text$/, 'Put it in quotes.'],
  [/^must be true or false$/, 'Write true or false; yes and no are text here.'],
  [/^must be a whole number$/, 'Write it without a fraction, such as 2.'],
  [/^must be at least (.+)$/, 'Write $1 or more.'],
  [/^must be at most (.+)$/, 'Write $1 or less.'],
  [/^has no effect/, 'Put {branch} into image.follow, or leave the branch out.'],
  [/^must be a Slack channel id/, 'Slack shows it at the foot of the channel’s details; it begins with C.'],
  [
    /^must be a Slack user(?: or user-group)? id/,
    'Slack: profile, ⋮, Copy member ID; of a user group the end of its address.',
  ],
  [/^must be lower-case letters/, 'Write it like web-api.'],
  [/^must be letters, digits and hyphens/, 'Choose another name; "everyone" is built in.'],
  [/^must be owner\/name/, 'Write it like example/api, without https:// and .git.'],
  [/^must be an ECR URI/, 'Copy the URI from ECR, without a tag.'],
  [/^must be an RE2 pattern/, 'RE2 has no look-around and no back-references; ^v\\d+$ is a pattern.'],
  [/^must be what JSON can say/, 'Take away what only YAML can say, or put it in quotes.'],
  [/^must be a folder inside/, 'Write it like api/overlays/staging.'],
  [/^must be the folder of/, 'Leave the name of the file out.'],
  [/^must be below 15m/, 'Choose less than 15m, such as 14m.'],
  [/^must be longer than nothing/, 'Choose at least 1s.'],
  [/^must be shorter than `within`/, 'Choose less than `within`, or make `within` longer.'],
  [/^must be another environment|^must not come round/, 'One environment has to come first: take its `after` away.'],
  [/^must name at least one environment/, 'Add one below environments.'],
  [/^must hold \{deployId\}/, 'Add it to the payload, such as { deploy: "{deployId}" }.'],
  [/^must differ from `from`/, 'Choose another end.'],
  [/^names a day twice/, 'Take one of the two away.'],
  [/such as (.+)$/, 'Write it like $1.'],
  [/^must be (\S+ or .+)$/, 'Write $1.'],
  [/is taken already, by|and elsewhere it means/, 'Call one of the two something else.'],
  [/ means .+ elsewhere$/, 'A word means the same environment everywhere: choose another alias.'],
  [/^has no channel, and there is no/, 'Set channel here, or defaults.channel for all.'],
  [/^has no deployers, and there are no/, 'Set deployers here, or defaults.deployers for all.'],
  [/^another registry has a repository/, 'One name must mean one repository: rename one of the two in ECR.'],
  [/unique/, 'Take one of the two away.'],
  [/^there is no anchor/, 'Write &name at the first place, or the value itself here.'],
  [/anchor holds itself|alias count/i, 'Write the values out.'],
  [/multiple documents/, 'Take the line --- and what follows it away.'],
  [/^Unresolved tag/, 'Take the tag away.'],
];
const OF_YAML = 'Look at the indentation, brackets and quotes just before this place.';

/** Many problems say themselves, after a semicolon or colon, what may have been meant. */
export function explain(problem: CatalogProblem): Explained {
  const { message } = problem;
  const [, before = '', after = ''] = /^([^;`]+); (.+)$/.exec(message) ?? [];
  if (after !== '') return { ...problem, reason: before, hint: sentence(after) };
  const [, what = '', needs = ''] = /^(has (?:no channel|nothing to watch)): (.+)$/.exec(message) ?? [];
  if (needs !== '') return { ...problem, reason: what, hint: sentence(needs) };
  const [said, hint = OF_YAML] = HINTS.find(([pattern]) => pattern.test(message)) ?? [];
  return { ...problem, reason: message, hint: hint.replace('$1', said?.exec(message)?.[1] ?? '') };
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?]$/.test(text) ? '' : '.'}`;
