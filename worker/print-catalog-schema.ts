import { catalogJsonSchema } from '../domain/catalog/schema.ts';

process.stdout.write(`${JSON.stringify(catalogJsonSchema(), null, 2)}\n`);
