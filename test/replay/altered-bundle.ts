import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

interface Change {
  /** A built file of `workflows/`, without its ending. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** The workflows as somebody changed them, bundled: what a worker of the next version would run. */
export async function alteredBundle(changes: readonly Change[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tempocat-altered-'));
  try {
    for (const room of ['domain', 'workflows']) cpSync(join('dist', room), join(folder, room), { recursive: true });
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const change of changes) alter(join(folder, 'workflows', `${change.file}.js`), change);
    const built = (name: string) => join(folder, 'workflows', `${name}.js`);
    const { code } = await bundleWorkflowCode({
      workflowsPath: built('index'),
      workflowInterceptorModules: [built('summarise-activities')],
      logger: new DefaultLogger('WARN'),
    });
    return code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function alter(path: string, { before, after }: Change): void {
  const text = readFileSync(path, 'utf8');
  if (text.split(before).length !== 2) throw new Error(`${path} does not say once: ${before}`);
  writeFileSync(
    path,
    text.replace(before, () => after),
  );
}

/** Places in the walk of a deploy that tests put something before. */
export const IMPORTS_OF_THE_WALK = { file: 'walk', before: 'import { policyOf }' };
export const BEFORE_THE_PLAN = { file: 'walk', before: 'const planned = await kind.plan(image);' };
export const BEFORE_THE_ROLL_OUT = { file: 'walk', before: 'const outcome = await rollOut(desk, image);' };
