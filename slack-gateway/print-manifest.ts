import { manifestFor } from './manifest.ts';

const way = process.argv[2] === 'socket' ? 'socket' : 'http';
process.stdout.write(`${JSON.stringify(manifestFor(way), null, 2)}\n`);
