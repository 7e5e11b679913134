import { z } from 'zod';

const Words = z.array(z.string()).readonly();

/** One bench's last whole run, as it is kept beside the page that shows it. */
export const Measurement = z
  .strictObject({
    name: z.string(),
    question: z.string(),
    measuredOn: z.record(z.string(), z.string()).readonly(),
    columns: Words,
    rows: z.array(z.array(z.union([z.string(), z.number()])).readonly()).readonly(),
    plot: z.strictObject({ along: Words, up: Words, unit: z.string(), logarithmic: z.boolean().optional() }).readonly(),
    figures: z
      .array(
        z
          .strictObject({ what: z.string(), measured: z.number(), unit: z.string(), atMost: z.number().optional() })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type Measurement = z.output<typeof Measurement>;
