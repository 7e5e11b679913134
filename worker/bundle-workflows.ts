import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Where `npm run build` puts the bundle, beside this file. */
export const BUNDLE_PATH = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));
/** The same for a worker that encrypts: what workflows throw is encoded like their payloads. */
export const SEALED_BUNDLE_PATH = fileURLToPath(new URL('./workflow-bundle-sealed.js', import.meta.url));

/** Bundles the workflows once, at build time: a worker starts faster, and what cannot run in the sandbox fails here. */
export async function bundleWorkflows(to: string, failureConverterPath?: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: besideWorkflows('index'),
    workflowInterceptorModules: [besideWorkflows('summarise-activities')],
    ...(failureConverterPath !== undefined && { failureConverterPath }),
    logger: new DefaultLogger('WARN'),
    // Lines of a stack trace are still those of the sources; their texts stand in the repository and would double the bundle.
    webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-source-map' }),
  });
  await writeFile(to, code);
}

const besideWorkflows = (name: string): string =>
  fileURLToPath(new URL(`../workflows/${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleWorkflows(BUNDLE_PATH);
  await bundleWorkflows(SEALED_BUNDLE_PATH, besideWorkflows('contract/sealed-failures'));
}
