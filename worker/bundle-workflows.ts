import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Where `npm run build` puts the bundle, beside this file. */
export const BUNDLE_PATH = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));

/** Bundles the workflows once, at build time: a worker starts faster, and what cannot run in the sandbox fails here. */
export async function bundleWorkflows(to: string): Promise<void> {
  const workflows = ['../workflows/index.ts', '../workflows/index.js'].map((path) => new URL(path, import.meta.url));
  const source = import.meta.url.endsWith('.ts') ? workflows[0] : workflows[1];
  if (!source) throw new Error('No workflows beside the worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(source),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(to, code);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleWorkflows(BUNDLE_PATH);
