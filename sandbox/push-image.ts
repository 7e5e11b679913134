import type { AwsSandbox } from './aws/index.ts';
import type { GitHubSandbox } from './github/index.ts';

interface Places {
  readonly github: GitHubSandbox;
  readonly aws: AwsSandbox;
}

const SUBJECTS = [
  'Answer health checks sooner',
  'Show prices with tax',
  'Cache the front page',
  'Mend a race at start-up',
];
const NUMBERED = ['shop', 'mailer'];

/** What a service's CI does: a commit, and its image under the commit and the branch; or the next number and `latest`. */
export async function pushImage(service: string, { github, aws }: Places): Promise<string> {
  const repository = `example/${service}`;
  const count = aws.ecr.images(repository).length;
  if (NUMBERED.includes(service)) {
    const tag = `v${count + 1}`;
    aws.ecr.push(repository, { tags: [tag, 'latest'] });
    return tag;
  }
  const tag = await github.commitFile({
    repository,
    branch: 'main',
    path: 'CHANGES.md',
    text: `Change ${count}\n`,
    message: SUBJECTS[count % SUBJECTS.length] ?? 'Change',
    author: { name: 'Daichi', email: 'daichi@example.com' },
  });
  aws.ecr.push(repository, { tags: [tag, 'main'] });
  return tag;
}
