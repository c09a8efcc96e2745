import { describe, expect, test } from 'vitest';
import type { Subject } from '../subject.ts';
import { findDuplicates } from './find-duplicates.ts';
import { makeSubject, makeWords } from './testing/make-subject.ts';

/** Conversations of one provider of which the answers hold a text in the middle of their own words. */
const hold = (text: string, count: number, of: number): Subject[] =>
  Array.from({ length: of }, (_, at) =>
    makeSubject(
      `p/${at + 1}`,
      makeWords(`q${at}x`, 30),
      `${makeWords(`a${at}x`, 100)} ${at < count ? text : ''} ${makeWords(`b${at}x`, 100)}`,
    ),
  );
const severities = (subjects: readonly Subject[], check = 'boilerplate'): string[] => {
  const { findings } = findDuplicates(subjects);
  return subjects.map(
    ({ id }) => findings.get(id)?.find((finding) => finding.check === check)?.severity ?? '-',
  );
};

describe('prose that is repeated', () => {
  test('25 words that two share are shown, 24 are not', () => {
    expect(severities(hold(makeWords('same', 25), 2, 50)).slice(0, 3)).toEqual(['warn', 'warn', '-']);
    expect(severities(hold(makeWords('same', 24), 2, 50)).slice(0, 2)).toEqual(['-', '-']);
  });

  test('25 words that three of 50 share reject all but one', () => {
    expect(severities(hold(makeWords('same', 25), 3, 50)).slice(0, 4)).toEqual(['info', 'fail', 'fail', '-']);
  });

  test('eight words that three of 50 share are shown, where they stand', () => {
    const subjects = hold(makeWords('same', 8), 3, 50);
    const [finding] = findDuplicates(subjects).findings.get('p/2') ?? [];
    expect(finding).toMatchObject({
      severity: 'warn',
      message: '3 conversations of p have these 8 words in a row.',
    });
    const answer = subjects[1]?.conversation.conversation[1]?.content ?? '';
    expect(answer.slice(finding?.place?.start, finding?.place?.end)).toBe(makeWords('same', 8));
  });

  test('code is not prose', () => {
    const code = `\n\`\`\`js\n${makeWords('same', 40)}\n\`\`\`\n`;
    expect(severities(hold(code, 3, 50)).slice(0, 3)).toEqual(['-', '-', '-']);
  });

  test('across providers it is told and rejects none', () => {
    const text = makeWords('same', 30);
    const subjects = ['p/1', 'o/1', 'n/1', 'm/1'].map((id) =>
      makeSubject(id, makeWords(`q${id}`, 20), `${makeWords(id.replace('/', ''), 80)} ${text}`),
    );
    const { findings, pairs } = findDuplicates(subjects);
    expect(pairs.some(({ likeness }) => likeness === 'boilerplate')).toBe(true);
    expect([...findings.values()].flat().some(({ severity }) => severity === 'fail')).toBe(false);
  });
});

describe('what the writer was shown', () => {
  const examples = [{ name: 'the example “a queue”', text: makeWords('shown', 60) }];
  const leak = (text: string) =>
    findDuplicates([makeSubject('p/1', 'how', `${makeWords('own', 20)} ${text} ${makeWords('more', 20)}`)], {
      examples,
    })
      .findings.get('p/1')
      ?.find(({ check }) => check === 'example-leak');

  test.each([
    ['seven words are chance', makeWords('shown', 7), undefined],
    ['eight warn', makeWords('shown', 8, 5), 'warn'],
    ['nine warn: two runs', makeWords('shown', 9, 5), 'warn'],
    ['ten reject: three runs', makeWords('shown', 10, 5), 'fail'],
    ['three runs apart reject', [0, 20, 40].map((at) => `${makeWords('shown', 8, at)} x`).join(' '), 'fail'],
    ['the same run three times is one', `${makeWords('shown', 8)} x `.repeat(3), 'warn'],
    ['a run in code that is not in code there', `\n\`\`\`\n${makeWords('shown', 30)}\n\`\`\`\n`, undefined],
  ])('%s', (_name, text, severity) => {
    expect(leak(text)?.severity).toBe(severity);
  });

  test('names the source and the place', () => {
    const finding = leak(makeWords('shown', 25, 3));
    expect(finding?.message).toBe(
      'Repeats what its writer was shown: 25 words in a row and 18 runs in all are those of the example “a queue”.',
    );
    expect(finding?.place?.turn).toBe(2);
  });
});
