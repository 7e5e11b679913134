import { refusal } from './refusal.ts';

const JSON_ARGUMENTS = ['blocks', 'attachments', 'metadata', 'view'];

/** Arguments come as a form, as JSON or in the address; what is an object comes as text in JSON, too. */
export async function readArguments(request: Request): Promise<Record<string, unknown>> {
  const body = await request.text();
  const json = request.headers.get('content-type')?.includes('json');
  const given = json ? parseJson(body || '{}', 'invalid_json') : Object.fromEntries(new URLSearchParams(body));
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw refusal('json_not_object');
  const args: Record<string, unknown> = { ...Object.fromEntries(new URL(request.url).searchParams), ...given };
  for (const name of JSON_ARGUMENTS) {
    const text = args[name];
    if (text === '') delete args[name];
    else if (typeof text === 'string')
      args[name] = parseJson(text, name === 'blocks' ? 'invalid_blocks' : 'invalid_arguments');
  }
  return args;
}

function parseJson(text: string, error: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(error, ['[ERROR] must be valid JSON']);
  }
}
