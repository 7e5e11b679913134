/** What an activity is about, as its argument says it; in the order in which a person would. */
const WORDS = [
  ...['service', 'environment', 'target.service', 'target.environment'],
  ...['function', 'ecs.cluster', 'ecs.service', 'argocd.application'],
  ...['repository', 'repository.name', 'source.repository', 'source.repository.name'],
  ...['deploy.repository', 'deploy.path', 'pullRequest.number'],
  ...['ref', 'branch', 'tag', 'image.tag', 'from', 'to', 'words'],
  ...['letter.kind', 'letter.card.phase', 'place.channel', 'message.channel', 'user', 'workflowId', 'deployId'],
].map((path) => path.split('.'));

const WORD_AT_MOST = 40;
const WORDS_AT_MOST = 4; // Temporal keeps 400 bytes, and people read one line

/** One line for Temporal's page beside the activity's name: what it is about. Never a payload, a reason or a message. */
export function summariseActivity([argument]: readonly unknown[]): string | undefined {
  const found = WORDS.flatMap((path) => {
    const value = path.reduce(valueAt, argument);
    return typeof value === 'string' || typeof value === 'number'
      ? [[...String(value)].slice(0, WORD_AT_MOST).join('')]
      : [];
  });
  const words = [...new Set(found)].slice(0, WORDS_AT_MOST);
  return words.length > 0 ? words.join(' ') : undefined;
}

function valueAt(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, key) ? Reflect.get(from, key) : undefined;
}
