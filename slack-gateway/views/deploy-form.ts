import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';
import type { Locale } from '../../domain/target.ts';
import { DEPLOY_FORM, DRY_RUN, FORM_REF, FORM_SERVICE } from '../actions.ts';
import { tame } from './text.ts';
import { deployFormWords } from './words/deploy-form.ts';

export const SERVICE_FIELD = 'service';
export const REASON_AT_MOST = 200;
const OPTION_TEXT_AT_MOST = 75;
const OPTIONS_AT_MOST = 100;

/** Where the form was opened, and for which environment; ids and names of the catalogue only, because others may read it. */
export interface FormPlace {
  readonly channel?: string;
  readonly threadTs?: string;
  readonly environment?: string;
}

export interface DeployForm {
  readonly place: FormPlace;
  /** Chosen already; only then the rest can be asked. */
  readonly service?: { readonly name: string; readonly environments: readonly string[] };
  readonly locale: Locale;
}

/** Service, environment, branch, reason, dry run. What depends on the service is named after it, so that another service starts anew. */
export function renderDeployForm({ place, service, locale }: DeployForm): ModalView {
  const words = deployFormWords[locale];
  return {
    type: 'modal',
    callback_id: DEPLOY_FORM,
    private_metadata: JSON.stringify(place),
    title: plain(words.title),
    submit: plain(words.submit),
    close: plain(words.close),
    blocks: [
      serviceBlock(locale, service?.name),
      ...(service?.environments.length ? restBlocks(service, { place, locale }) : []),
    ],
  };
}

function serviceBlock(locale: Locale, chosen: string | undefined): InputBlock {
  const words = deployFormWords[locale];
  return {
    type: 'input',
    block_id: SERVICE_FIELD,
    dispatch_action: true, // the environments depend on it
    label: plain(words.service),
    element: {
      type: 'external_select',
      action_id: FORM_SERVICE,
      min_query_length: 0,
      placeholder: plain(words.serviceHint),
      ...(chosen !== undefined && { initial_option: option(chosen) }),
    },
  };
}

type Chosen = NonNullable<DeployForm['service']>;

function restBlocks(service: Chosen, { place, locale }: Omit<DeployForm, 'service'>): KnownBlock[] {
  return [
    environmentBlock(service, place.environment, locale),
    refBlock(service.name, locale),
    reasonBlock(locale),
    dryRunBlock(locale),
  ];
}

/** Chosen already when there is only one, or the form is for one. */
function environmentBlock({ name, environments }: Chosen, wanted: string | undefined, locale: Locale): InputBlock {
  const options = environments.slice(0, OPTIONS_AT_MOST).map((environment) => option(environment));
  const [first, ...others] = options;
  const preset = options.find(({ value }) => value === wanted) ?? (others.length === 0 ? first : undefined);
  return {
    type: 'input',
    block_id: `environment:${name}`,
    label: plain(deployFormWords[locale].environment),
    element: {
      ...{ type: 'static_select', action_id: 'environment', options },
      placeholder: plain(deployFormWords[locale].environmentHint),
      ...(preset && { initial_option: preset }),
    },
  };
}

function refBlock(service: string, locale: Locale): InputBlock {
  const { ref, refHint, refPrompt } = deployFormWords[locale];
  return {
    type: 'input',
    block_id: `ref:${service}`,
    optional: true,
    label: plain(ref),
    hint: plain(refHint),
    element: { type: 'external_select', action_id: FORM_REF, min_query_length: 0, placeholder: plain(refPrompt) },
  };
}

function reasonBlock(locale: Locale): InputBlock {
  const { reason, reasonHint } = deployFormWords[locale];
  return {
    type: 'input',
    block_id: 'reason',
    optional: true,
    label: plain(reason),
    hint: plain(reasonHint),
    element: { type: 'plain_text_input', action_id: 'reason', max_length: REASON_AT_MOST },
  };
}

function dryRunBlock(locale: Locale): InputBlock {
  const { dryRun, dryRunHint } = deployFormWords[locale];
  return {
    type: 'input',
    block_id: DRY_RUN,
    optional: true,
    label: plain(dryRun),
    element: { type: 'checkboxes', action_id: DRY_RUN, options: [{ text: plain(dryRunHint), value: DRY_RUN }] },
  };
}

const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text });

/** An option that says what it is; a text that says more may be given. */
export const option = (value: string, text = value): PlainTextOption => ({
  text: plain(tame(text, OPTION_TEXT_AT_MOST)),
  value,
});
