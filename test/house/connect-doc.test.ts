import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { filesUnder } from './sources.ts';

const doc = readFileSync('docs/connect.md', 'utf8');
const Policy = z.object({ Statement: z.array(z.object({ Action: z.array(z.string()), Resource: z.string() })) });

it('the IAM policy allows exactly the calls that are made', () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(doc) ?? [];
  const allowed = Policy.parse(JSON.parse(json)).Statement.flatMap(({ Action }) => Action);
  const called = filesUnder('activities').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const [, service = ''] = /from '@aws-sdk\/client-(\w+)'/.exec(text) ?? [];
    const commands = [...text.matchAll(/new (\w+)Command\(/g)].map(([, name = '']) => name);
    return commands.map((name) => `${service}:${name === 'Invoke' ? 'InvokeFunction' : name}`);
  });
  expect(allowed.toSorted()).toEqual([...new Set(called)].toSorted());
});

it('every variable that it names is known', () => {
  const known = readFileSync('.env.example', 'utf8');
  const named = [...doc.matchAll(/`([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !known.includes(`${name}=`))).toEqual([]);
});
