import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { runCli } from '../../cli/run.ts';
import { aTerminal } from '../support/a-terminal.ts';

const Broken = z.array(
  z.object({
    what: z.string(),
    write: z.partialRecord(z.enum(['top', 'channel', 'service', 'image', 'environment', 'deploy']), z.string()),
    at: z.string(),
    reason: z.string(),
    hint: z.string(),
  }),
);
const broken = Broken.parse(parse(readFileSync('test/cli/broken-catalogues.yaml', 'utf8')));

const folder = mkdtempSync(join(tmpdir(), 'tempocat-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A catalogue without problems, but for what is written in it instead. */
function aCatalog({
  top = '',
  channel = 'channel: C0ALL,',
  service = '',
  image = 'match: "^v"',
  environment = '',
  deploy = '',
}: z.infer<typeof Broken>[number]['write']): string {
  return `version: 1
defaults: { ${channel} deployers: [developers] }
groups: { developers: [U0DEV1] }
services:
  - name: api
    image: { repository: 123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/example/api, ${image} }
    ${service}
    environments:
      staging:
        ${environment}
        deploy: { kind: lambda, function: f, payload: {}, ${deploy} }
${top}
`;
}

async function validate(text: string, ...flags: readonly string[]) {
  const file = join(folder, 'catalog.yaml');
  writeFileSync(file, text);
  const terminal = aTerminal();
  const exit = await runCli(['validate', file, ...flags], terminal);
  return { exit, said: terminal.said(), file };
}

describe('tempocat validate', () => {
  it('has forty broken catalogues to look at', () => {
    expect(broken).toHaveLength(40);
  });

  it.each(broken)(
    'says where $what stands, why it is wrong, and what to write',
    async ({ write, at, reason, hint }) => {
      const { exit, said } = await validate(aCatalog(write), '--json');
      const [place = '', path] = at.split(' ');
      const [line, column] = place.split(':').map(Number);
      expect(exit).toBe(1);
      expect(JSON.parse(said)).toMatchObject({
        exit: 'failed',
        data: { problems: [{ line, column, path, reason, hint }] },
      });
    },
  );

  it.each([
    ['an empty file', '', '1:1', 'is missing', 'Add it here; docs/catalog.md says what it means.'],
    ['a list that is not closed', 'a: [', '1:5', 'Flow sequence', 'Look at the indentation, brackets and quotes'],
    ['a tab', 'version: 1\n\tgroups: {}', '2:1', 'Tabs are not allowed as indentation', 'Look at the indentation'],
    ['two documents', 'version: 1\n---\nversion: 1', '2:1', 'Source contains multiple documents', 'Take the line ---'],
    ['a key twice', 'version: 1\nversion: 1', '2:1', 'Map keys must be unique', 'Take one of the two away.'],
  ])('draws %s with its line, a mark, the reason and a hint', async (_, text, place, reason, hint) => {
    const { exit, said, file } = await validate(text);
    expect(exit).toBe(1);
    expect(said).toContain(`${file}:${place}`);
    expect(said).toMatch(new RegExp(`│ +\\^ ${reason}`));
    expect(said).toContain(hint);
    expect(said).toContain(`1 problem in ${file}`);
  });

  it('reports all problems at once', async () => {
    const { said } = await validate(aCatalog({ service: 'chanel: C0API', image: '', deploy: 'timeout: 15m' }));
    expect(said.match(/\^/g)).toHaveLength(3);
    expect(said).toContain('3 problems in');
  });

  it('says what a good catalogue holds', async () => {
    const terminal = aTerminal({ env: { TEMPOCAT_CATALOG: 'config/catalog.yaml' } });
    expect(await runCli(['validate'], terminal)).toBe(0);
    expect(terminal.said()).toMatch(/^✔ config\/catalog\.yaml: \d+ services, \d+ targets, 1 function; no problems\n$/);
  });

  it.each([
    ['a file that is not there', ['nowhere.yaml'], 1, 'The file cannot be read'],
    ['no file', [], 2, 'Name a file, or set TEMPOCAT_CATALOG.'],
    ['two files', ['a', 'b'], 2, 'One file at a time.'],
  ])('takes no %s', async (_, words, code, said) => {
    const terminal = aTerminal();
    expect(await runCli(['validate', ...words], terminal)).toBe(code);
    expect(terminal.said()).toContain(said);
  });

  it('lets nothing in the file speak to the terminal', async () => {
    const { said } = await validate(aCatalog({ service: 'chanel: "\u001b[2J\u202e"' }));
    expect(said).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});
