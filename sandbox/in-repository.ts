import { fileURLToPath } from 'node:url';

const ROOT = new URL(import.meta.url.includes('/dist/') ? '../../' : '../', import.meta.url);

/** Where a file of the repository is, also from `dist/`: the compiler copies no YAML. */
export const inRepository = (path: string): string => fileURLToPath(new URL(path, ROOT));
