import { z } from 'zod';
import { DRY_RUN, FORM_REF, FORM_SERVICE } from '../actions.ts';
import { type FormPlace, REASON_AT_MOST, SERVICE_FIELD } from '../views/deploy-form.ts';

const Selected = z.object({ selected_option: z.object({ value: z.string() }).nullish() });
const Typed = z.object({ value: z.string().nullish() });
const Checked = z.object({ selected_options: z.array(z.object({ value: z.string() })) });

const View = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});

const Place = z.object({
  channel: z.string().exactOptional(),
  threadTs: z.string().exactOptional(),
  environment: z.string().exactOptional(),
});

export interface Filled {
  readonly place: FormPlace;
  readonly service?: string;
  readonly environment?: string;
  /** Where a mistake about the environment is said: its own field, once that is there. */
  readonly environmentField: string;
  readonly ref?: string;
  readonly reason?: string;
  readonly dryRun: boolean;
}

/** What stands in the form now. What is empty is absent; a form that is not ours is `undefined`. */
export function readDeployForm(view: unknown): Filled | undefined {
  const read = View.safeParse(view);
  if (!read.success) return undefined;
  const { values } = read.data.state;
  const place = parsePlace(read.data.private_metadata);
  if (!place) return undefined;
  const service = selected(values[SERVICE_FIELD]?.[FORM_SERVICE]);
  const own = `environment:${service}`;
  const environment = selected(values[own]?.['environment']);
  const ref = selected(values[`ref:${service}`]?.[FORM_REF]);
  const reason = Typed.safeParse(values['reason']?.['reason']).data?.value?.trim().slice(0, REASON_AT_MOST);
  const checks = Checked.safeParse(values[DRY_RUN]?.[DRY_RUN]).data?.selected_options ?? [];
  return {
    place,
    environmentField: Object.hasOwn(values, own) ? own : SERVICE_FIELD,
    ...(service !== undefined && { service }),
    ...(environment !== undefined && { environment }),
    ...(ref !== undefined && { ref }),
    ...(reason && { reason }),
    dryRun: checks.some(({ value }) => value === DRY_RUN),
  };
}

const selected = (element: unknown): string | undefined => Selected.safeParse(element).data?.selected_option?.value;

function parsePlace(text: string): FormPlace | undefined {
  try {
    return Place.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
