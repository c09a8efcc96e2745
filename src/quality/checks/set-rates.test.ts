import { expect, test } from 'vitest';
import type { Subject } from '../subject.ts';
import { listChecks } from './open-checker.ts';
import { check, makeSubject, openTestChecker, SOUND } from './testing/check-rig.ts';

const checker = await openTestChecker();

/** Ten conversations of three answers each; the given text opens the first answer of so many. */
const makeSet = (count: number, text: string, provider = 'openai'): Subject[] =>
  Array.from({ length: 10 }, (_unused, index) =>
    makeSubject(index < count ? { 2: `${text} ${SOUND}` } : {}, { id: `${provider}/${index + 1}`, provider }),
  );

const judge = async (subjects: readonly Subject[]) => {
  const set = checker.openSet();
  for (const subject of subjects) set.add({ subject, findings: await checker.check(subject) });
  return set.finish();
};

test('a stock opening in 1 of 30 answers is under the limit, in 2 it is over', async () => {
  expect(await judge(makeSet(1, 'Certainly!'))).toEqual([]);
  expect(await judge(makeSet(2, 'Certainly!'))).toEqual([
    {
      check: 'stock-opener',
      version: 1,
      severity: 'warn',
      message: '6.7 % of the answers open with a stock phrase; above 5 % a model takes it for the rule.',
      provider: 'openai',
      examples: ['openai/1', 'openai/2'],
    },
  ]);
});

test('pattern names fail a set where more than one answer in twenty announces one', async () => {
  expect(await judge(makeSet(3, '## Gap Analysis\n\n'))).toMatchObject([
    { check: 'pattern-name', severity: 'fail', examples: ['openai/1', 'openai/2', 'openai/3'] },
  ]);
});

test('providers are counted apart, in the order of the alphabet', async () => {
  const subjects = [
    ...makeSet(4, 'Certainly!'),
    ...makeSet(0, ''),
    ...makeSet(5, 'We delve — so to say.', 'gemini'),
  ];
  const findings = await judge(subjects);
  expect(findings.map(({ provider, check, severity }) => `${provider} ${check} ${severity}`)).toEqual([
    'gemini em-dash info',
    'openai stock-opener warn',
  ]);
  expect(findings[0]?.message).toContain('em dashes in 1,000 words');
});

test('code that does not parse warns for the set once enough was read', async () => {
  const broken = '```ts\nconst a = ;\n```\n';
  const sound = '```ts\nconst a = 1;\n```\n';
  const text = `${sound.repeat(2)}${broken}`;
  expect((await judge(makeSet(10, `${text}\n`))).map(({ check, message }) => `${check}: ${message}`)).toEqual(
    ['code-parses: 67 % of 30 code blocks parse; 95 % are due.'],
  );
  expect(await judge(makeSet(5, `${text}\n`))).toEqual([]);
});

test('the examples are the plainest, and few', async () => {
  const subjects = [
    ...makeSet(10, 'Certainly!'),
    makeSubject({ 2: `Certainly! ${SOUND}`, 4: `Sure, ${SOUND}` }, { id: 'openai/99' }),
  ];
  const [finding] = await judge(subjects);
  expect(finding?.examples).toHaveLength(5);
  expect(finding?.examples[0]).toBe('openai/99');
});

test('a set of nothing has no finding', () => {
  expect(checker.checkSet([])).toEqual([]);
});

test('every check has an id of its own, a title and a reason, and finds the same twice', async () => {
  const entries = listChecks();
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  for (const { id, title, why, version } of entries) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title).not.toBe('');
    expect(why).toMatch(/\.$/);
    expect(version).toBeGreaterThanOrEqual(1);
  }
  const subject = makeSubject({ 2: 'Certainly! We delve.' });
  expect(await check(subject)).toEqual(await check(subject));
});
