import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { branchNameOf, followedTag } from '../../domain/branch-name.ts';
import { parseCommand } from '../../domain/command.ts';
import { deployMessage } from '../../domain/deploy-message.ts';
import { GRAMMAR, isVerb } from '../../domain/grammar.ts';
import { parseImageReference } from '../../domain/image-reference.ts';
import { judgeAnswer } from '../../domain/lambda-answer.ts';
import { keepWidth, normaliseText } from '../../domain/normalise-text.ts';
import { deployPayload } from '../../domain/payload.ts';
import { aTarget } from '../support/a-target.ts';
import { hostile } from '../support/hostile-text.ts';

const runs = { numRuns: 300 };
const parse = (raw: string, slash: boolean) => parseCommand(normaliseText(raw), { slash, asTyped: keepWidth(raw) });

it('any text is a command of the grammar, a refusal, or help; only a first word that is a verb does something', () => {
  fc.assert(
    fc.property(hostile, fc.boolean(), (raw, slash) => {
      const parsed = parse(raw, slash);
      if (parsed.kind !== 'command') return;
      const [first = ''] = normaliseText(raw).toLowerCase().split(' ');
      const { kind } = parsed.command;
      expect(Object.hasOwn(GRAMMAR, kind)).toBe(true);
      if (!slash && kind !== 'help') expect(isVerb(first) && first).toBe(kind);
    }),
    runs,
  );
});

it('a reason stays one text of 200 characters at most, whatever it says', () => {
  fc.assert(
    fc.property(hostile, (raw) => {
      const parsed = parse(`lock api production for x${raw}`, false);
      if (parsed.kind !== 'command' || parsed.command.kind !== 'lock') return;
      const { service, environment, reason } = parsed.command;
      expect([service, environment]).toEqual(['api', 'production']);
      expect([...reason].length).toBeLessThanOrEqual(200);
      expect(reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }),
    runs,
  );
});

it('a branch or tag from outside makes no path, no reference and no payload of its own', () => {
  const target = aTarget();
  fc.assert(
    fc.property(hostile, (word) => {
      const image = { tag: word, digest: 'sha256:1', otherTags: [] };
      const branch = branchNameOf({ service: 'api', environment: 'staging', tag: word, key: '0123abcd' });
      expect(branch).toMatch(/^tempocat\/api\/staging\/[A-Za-z0-9._-]*-0123abcd$/);
      expect(branch).not.toMatch(/\.\.|\.lock$|\.$/);
      expect(followedTag('{branch}', word)).toMatch(/^[A-Za-z0-9._-]*$/);
      expect(() => parseImageReference(word)).not.toThrow();
      const request = { target, trigger: 'slack', requestedBy: word } as const;
      const payload = deployPayload({ a: '{tag}', b: 'x{tag}y' }, { request, image, deployId: 'deploy:a:b:c' });
      expect(payload).toEqual({ a: word, b: `x${word}y`, idempotencyKey: 'deploy:a:b:c' });
      expect(deployMessage(request, image, 'deploy:a:b:c').split('\n').length).toBeGreaterThan(3);
      expect(['succeeded', 'failed']).toContain(judgeAnswer({ kind: 'answered', payload: word }, { ok: true }).kind);
    }),
    runs,
  );
});

it('is read in linear time: a text of 400,000 characters is a text like any other', () => {
  const piece = ['<', ' ', '"', '`', 'a="', '&lt;', '<http://x|', '\ufdfa', 'for ', '<@U0', '\u202e'];
  for (const each of piece) {
    const long = each.repeat(Math.ceil(400_000 / each.length));
    expect(() => parse(long, true)).not.toThrow();
    expect(() => parse(`lock api production for ${long}`, false)).not.toThrow();
    expect(() => parse(`invoke f staging ${long}`, false)).not.toThrow();
    expect(parseImageReference(long)).toBeDefined();
  }
});
