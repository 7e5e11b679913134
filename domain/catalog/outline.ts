import { z } from 'zod';

const Word = z.string().catch('');
const Words = z.array(Word).catch([]);
const GivenWords = z.array(Word).optional().catch([]);

const Environment = z.looseObject({
  aliases: Words,
  deployers: GivenWords,
  invokers: GivenWords,
  after: Word.optional(),
  approval: z.object({ by: Words }).optional().catch(undefined),
  autoDeploy: z.object({ branch: Word.optional() }).optional().catch(undefined),
});

const Entry = z.looseObject({
  name: Word,
  aliases: Words,
  channel: Word.optional(),
  image: z.object({ repository: Word, follow: z.string().optional() }).optional().catch(undefined),
  environments: z.record(z.string(), orEmpty(Environment)).catch({}),
});

const Entries = z.array(orEmpty(Entry)).catch([]);

/**
 * As much of the file as the entries have to agree about, read so leniently that a mistake in one place hides none in another.
 * What is wrong by itself is the schema's to say: here it counts as given, and as no word.
 */
export const CatalogOutline = z.object({
  defaults: orEmpty(z.object({ channel: Word.optional(), deployers: GivenWords })),
  /** `null`: nobody can say which there are. */
  groups: z.record(z.string(), z.unknown()).nullable().prefault({}).catch(null),
  services: Entries,
  functions: Entries,
});
export type CatalogOutline = z.output<typeof CatalogOutline>;
export type OutlineEntry = CatalogOutline['services'][number];
export type OutlineEnvironment = OutlineEntry['environments'][string];

function orEmpty<Shape extends z.core.$ZodLooseShape, Config extends z.core.$ZodObjectConfig>(
  schema: z.ZodObject<Shape, Config>,
) {
  return schema.catch(() => schema.parse({}));
}
