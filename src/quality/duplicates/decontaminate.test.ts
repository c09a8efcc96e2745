import { expect, test } from 'vitest';
import { decontaminate } from './decontaminate.ts';
import { makeSubject, makeWords } from './testing/make-subject.ts';

const PROMPTS = [
  { name: 'eval:1', text: makeWords('one', 40) },
  { name: 'eval:2', text: `Mend this:\n\`\`\`\n${makeWords('code', 40)}\n\`\`\`` },
  { name: 'eval:3', text: 'too short' },
];
const find = (question: string, answer = 'ok') =>
  decontaminate([makeSubject('p/1', question, answer)], PROMPTS);

test.each([
  ['seven words of a prompt are chance', makeWords('one', 7), undefined, 0],
  ['eight warn', `well ${makeWords('one', 8, 3)} so`, 'warn', 8 / 40],
  ['19 of 40 warn', makeWords('one', 19), 'warn', 19 / 40],
  ['half of it fails', makeWords('one', 20), 'fail', 0.5],
  ['parts of it add up', `${makeWords('one', 10)} and ${makeWords('one', 10, 20)}`, 'fail', 0.5],
  ['a part said twice counts once', `${makeWords('one', 10)} and ${makeWords('one', 10)}`, 'warn', 0.25],
])('%s', (_name, question, severity, covered) => {
  const { findings, prompts } = find(question);
  expect(findings.get('p/1')?.[0]?.severity).toBe(severity);
  expect(prompts[0]?.covered ?? 0).toBeCloseTo(covered, 12);
});

test('code takes 13 words in a row, and only in code', () => {
  const fence = (text: string): string => `look\n\`\`\`\n${text}\n\`\`\``;
  expect(find(fence(makeWords('code', 12))).prompts).toEqual([]);
  expect(find(fence(makeWords('code', 13))).prompts[0]?.name).toBe('eval:2');
  expect(find(makeWords('code', 13)).prompts).toEqual([]);
});

test('answers are not searched', () => {
  expect(find('how', makeWords('one', 40)).prompts).toEqual([]);
});

test('tells where it stands and which prompts are too short to be searched for', () => {
  const { findings, tooShort } = find(`So: ${makeWords('one', 40)}`);
  expect(findings.get('p/1')?.[0]).toMatchObject({
    check: 'evaluation-prompt',
    message: 'User turns hold 100 % of the words of the evaluation prompt eval:1.',
    place: { turn: 1, start: 4 },
  });
  expect(tooShort).toEqual(['eval:3']);
});
