import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUsable } from '../finding.ts';
import { check, makeSubject, SOUND } from './testing/check-rig.ts';

/** Texts that patterns of text can take very long over. */
const HOSTILE: readonly [string, string][] = [
  ['backticks', '`'.repeat(50_000)],
  ['backticks and letters', '`a'.repeat(50_000)],
  [
    'backticks of growing length',
    Array.from({ length: 300 }, (_unused, at) => `${'`'.repeat((at % 7) + 1)} a`).join(' '),
  ],
  ['quotation marks', '"a'.repeat(50_000)],
  ['opening fences', '```\n'.repeat(20_000)],
  ['conflict marks', '<<<<<<<\n'.repeat(20_000)],
  ['tags', '<pre>'.repeat(20_000)],
  ['digits', '4'.repeat(100_000)],
  ['digits in groups', '4539 '.repeat(20_000)],
  ['addresses that never end', `${'a.'.repeat(50_000)}@`],
  ['at signs', 'a@'.repeat(50_000)],
  ['letters', 'a'.repeat(200_000)],
  ['blanks', ' '.repeat(200_000)],
  ['line ends', '\n'.repeat(100_000)],
  ['quotation lines', '> '.repeat(50_000)],
  ['not only', 'is not just '.repeat(20_000)],
  ['sorry', 'sorry '.repeat(30_000)],
  ['stars', '**a'.repeat(30_000)],
  ['pipes', '|'.repeat(60_000)],
  ['list marks', '- '.repeat(50_000)],
  ['half characters', '\uD83D'.repeat(50_000)],
];

test.each(HOSTILE)(
  'a megabyte of %s is checked in moments',
  async (_what, text) => {
    for (const content of [text, `\`\`\`ts\n${text}\n\`\`\`\n${SOUND}`]) {
      const findings = await check(makeSubject({ 1: content, 2: content }));
      expect(Array.isArray(findings)).toBe(true);
    }
  },
  5000,
);

test('whatever a conversation holds, each finding points into it and nothing throws', async () => {
  const piece = fc.constantFrom(
    SOUND,
    '```ts\n',
    '```\n',
    '~~~\r\n',
    '    code\n',
    '> quoted\n',
    '\n\n',
    '🙂 ',
    '\uD83D',
    '`a` ',
    '"so" ',
    '✓ ',
    'Certainly! ',
    'I cannot help with that. ',
    'a@b.se ',
    '81.2.69.160 ',
    '- item\n',
    '| a | b |\n',
    '<<<<<<< SEARCH\n',
    '>>>>>>> REPLACE\n',
    'größer 大きい مرحبا ',
  );
  const content = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(content, content, content, async (one, two, three) => {
      const subject = makeSubject({ 1: one, 2: two, 4: three });
      const findings = await check(subject);
      for (const { place, message, check: id } of findings) {
        expect(message).toMatch(/\.$/);
        if (place === undefined) continue;
        const length = subject.conversation.conversation[place.turn - 1]!.content.length;
        expect([id, place.start >= 0, place.start <= place.end, place.end <= length]).toEqual([
          id,
          true,
          true,
          true,
        ]);
      }
      expect(await check(subject)).toEqual(findings);
    }),
    { numRuns: 150 },
  );
});

test('code, quotations and names of files raise no alarm about words', async () => {
  const answer = [
    SOUND,
    '```md',
    'Certainly! As an AI language model, I delve. Let me know if this helps. ✅ 🎉',
    '```',
    '> As an AI language model, I cannot help with that.',
    '',
    '    As an AI language model, I delve.',
    '',
    'The log says "As an AI language model, I delve" and `✅`.',
    'Nothing of that is yours to answer for, so filter it out before it is stored.',
  ].join('\n');
  expect(await check(makeSubject({ 2: answer }))).toEqual([]);
});

test('a sound conversation with Windows line ends stays sound', async () => {
  const answer = `${SOUND}\n\n- one\n- two\n\n\`\`\`sh\nls -l\n\`\`\`\n\nThat is all of it.`.replaceAll(
    '\n',
    '\r\n',
  );
  expect(await check(makeSubject({ 2: answer }))).toEqual([]);
});

test('warnings alone leave a conversation usable', async () => {
  const findings = await check(makeSubject({ 2: `${SOUND} 🎉` }));
  expect(findings.map(({ severity }) => severity)).toEqual(['warn']);
  expect(isUsable(findings)).toBe(true);
});
