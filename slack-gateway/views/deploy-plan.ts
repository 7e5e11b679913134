import type { CommitList } from '../../domain/change-log.ts';
import type { DeployCard } from '../../domain/deploy.ts';
import type { Change } from '../../domain/plan.ts';
import { githubLink, type Links } from './links.ts';
import { code, foreign, join, NOTHING, type SafeText, safe } from './text.ts';
import type { DeployWords } from './words/deploy-en.ts';

const COMMITS_SHOWN = 10;

/** What the deploy is about to change: from which tag to which, and where that is written. */
export function planLines(
  { image, change }: Pick<DeployCard, 'image' | 'change'>,
  words: DeployWords,
  links: Links,
): SafeText[] {
  if (!image) return [];
  const to = code(image.tag);
  return [
    change ? words.change(change.from === null ? words.nothing : code(change.from), to) : to,
    ...(change ? [whereOf(change, words, links)] : []),
    words.digest(code(image.digest.slice(0, 19), 19)),
    ...(image.otherTags.length > 0 ? [words.otherTags(tagsOf(image.otherTags))] : []),
  ];
}

const tagsOf = (tags: readonly string[]): SafeText =>
  join(
    tags.slice(0, 5).map((tag) => code(tag, 60)),
    safe`, `,
  );

function whereOf(change: Change, words: DeployWords, links: Links): SafeText {
  switch (change.kind) {
    case 'kustomize': {
      const where = words.file(code(change.file), code(change.repository));
      if (!change.pullRequest) return where;
      const { number, url } = change.pullRequest;
      return safe`${where} · ${githubLink(url, words.pullRequest(number), links)}`;
    }
    case 'hako':
      return words.hako(code(change.taskDefinition.replace(/^.*\//, ''), 100));
    case 'lambda':
      return words.lambda;
  }
}

/** What is not as it was when people were asked before. */
export function renewedLines({ renewed = [] }: DeployCard, words: DeployWords): SafeText[] {
  if (renewed.length === 0) return [];
  return [
    words.renewed.title,
    ...renewed.map(({ what, before, after }) => safe`• ${words.renewed[what](short(before), short(after))}`),
  ];
}

/** Enough of a digest or a commit to tell it from another. */
const short = (fact: string): SafeText => code(/^sha256:/.test(fact) ? fact.slice(0, 19) : fact, 60);

/** The commits between what runs and what will run; a courtesy, so their absence is only mentioned. */
export function commitLines(commits: CommitList | undefined, words: DeployWords, links: Links): SafeText[] {
  if (!commits) return [];
  if (commits.kind === 'unavailable') return [words.commitsUnavailable(foreign(commits.reason))];
  if (commits.total === 0 && commits.takenBack === 0) return [words.noCommits];
  const shown = commits.commits.slice(0, COMMITS_SHOWN);
  const hidden = commits.total - shown.length;
  return [
    safe`${commitsTitle(commits, words)} ${githubLink(commits.url, words.allCommits, links)}`,
    ...shown.map(
      ({ sha, subject, author }) => safe`• ${code(sha.slice(0, 7))} ${foreign(subject, 72)} – ${foreign(author, 24)}`,
    ),
    hidden > 0 ? githubLink(commits.url, words.moreCommits(hidden), links) : NOTHING,
  ].filter((line) => line !== NOTHING);
}

function commitsTitle(
  { direction, total, takenBack }: Extract<CommitList, { kind: 'listed' }>,
  words: DeployWords,
): SafeText {
  if (direction === 'back') return words.takesBack(total);
  const title = words.commits(total);
  return direction === 'diverged' ? safe`${words.leavesOut(takenBack)} ${title}` : title;
}
