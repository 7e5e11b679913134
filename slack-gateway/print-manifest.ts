import { manifest } from './manifest.ts';

process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
