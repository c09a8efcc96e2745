import { describe, expect, test } from 'vitest';
import type { Finding } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { findDuplicates } from './find-duplicates.ts';
import { makeSubject, makeWords } from './testing/make-subject.ts';

/** Others, so that no word of the tests is in a large share of the set. */
const CROWD = Array.from({ length: 40 }, (_, at) =>
  makeSubject(`crowd/${at}`, makeWords(`ask${at}x`, 30), makeWords(`say${at}x`, 60)),
);
const search = (subjects: readonly Subject[], options = {}) =>
  findDuplicates([...CROWD, ...subjects], options);
const brief = (findings: readonly Finding[] = []): string[] =>
  findings.map(({ check, severity }) => `${check} ${severity}`).sort();

describe('word for word', () => {
  test('of two equal conversations the lower id is kept', () => {
    const turns = [makeWords('q', 20), makeWords('a', 40)] as const;
    const { findings, clusters, pairs } = search([
      makeSubject('p/10', ...turns),
      makeSubject('p/2', ...turns),
    ]);
    expect(clusters).toEqual([
      { keeper: 'p/2', others: ['p/10'], likeness: 'exact', isWithinProvider: true },
    ]);
    expect(brief(findings.get('p/10'))).toContain('duplicate-exact fail');
    expect(brief(findings.get('p/2'))).toEqual(['duplicate-exact info']);
    expect(pairs[0]).toEqual({
      likeness: 'exact',
      one: 'p/10',
      other: 'p/2',
      similarity: 1,
      isRejected: true,
    });
  });

  test('case, punctuation and white space make no difference, and the place is told', () => {
    const answer = 'Retry the call only when nobody has been charged for it yet.';
    const { findings } = search([
      makeSubject('p/1', makeWords('q', 20), answer),
      makeSubject('p/2', makeWords('r', 20), `  ${answer.toUpperCase().replace(' ONLY', ',\nonly')}`),
    ]);
    const [finding] = findings.get('p/2') ?? [];
    expect(finding).toMatchObject({ check: 'duplicate-exact', severity: 'fail' });
    expect(finding?.message).toBe('The answer is word for word that of p/1. Of these 2, p/1 is kept.');
    expect(finding?.place).toEqual({ turn: 2, start: 2, end: 2 + answer.length });
  });

  test('a short question that two have in common is shown and rejects nothing', () => {
    const { findings, clusters } = search([
      makeSubject('p/1', 'why is it slow?', makeWords('a', 40)),
      makeSubject('p/2', 'Why is it slow', makeWords('b', 40)),
    ]);
    expect(clusters).toEqual([]);
    expect(brief(findings.get('p/1'))).toEqual(['duplicate-exact warn']);
  });

  test('an answer that one conversation gives twice is not a duplicate', () => {
    const { findings } = search([
      makeSubject('p/1', makeWords('q', 9), makeWords('a', 20), makeWords('r', 9), makeWords('a', 20)),
    ]);
    expect(findings.get('p/1')).toBeUndefined();
  });
});

describe('who is kept', () => {
  const turns = [makeWords('q', 20), makeWords('a', 40)] as const;
  const three = [makeSubject('p/1', ...turns), makeSubject('p/2', ...turns), makeSubject('p/3', ...turns)];
  const finding = (severity: Finding['severity']): Finding => ({
    check: 'other',
    version: 1,
    severity,
    message: '',
  });

  test.each([
    ['the one with more verified patterns', { patternsVerified: new Map([['p/3', 2]]) }, 'p/3'],
    ['the one with fewer warnings', { findings: new Map([['p/1', [finding('warn')]]]) }, 'p/2'],
    [
      'one that is usable, whatever is verified of the others',
      {
        patternsVerified: new Map([['p/1', 3]]),
        findings: new Map([
          ['p/1', [finding('fail')]],
          ['p/2', [finding('fail')]],
        ]),
      },
      'p/3',
    ],
  ])('%s', (_name, standing, keeper) => {
    expect(search(three, standing).clusters[0]?.keeper).toBe(keeper);
  });
});

describe('nearly the same', () => {
  const edit = (share: number): string =>
    `${makeWords('a', 100 * (1 - share))} ${makeWords('b', 100 * share)}`;

  test.each([
    ['rejects', 0.25, 'duplicate-near fail'],
    ['flags', 0.48, 'duplicate-near warn'],
  ])('%s answers by their shared runs of five words', (_name, share, expected) => {
    const { findings } = search([
      makeSubject('p/1', makeWords('q', 20), makeWords('a', 100)),
      makeSubject('p/2', makeWords('r', 20), edit(share)),
    ]);
    const found = findings.get('p/2') ?? [];
    expect(found.map(({ check, severity }) => `${check} ${severity}`)).toContain(expected);
    expect(found.find(({ check }) => check === 'duplicate-near')?.place).toMatchObject({ turn: 2, start: 0 });
  });

  test('tells Jaccard similarity exactly', () => {
    const { pairs } = search([
      makeSubject('p/1', makeWords('q', 20), makeWords('a', 104)),
      makeSubject('p/2', makeWords('r', 20), `${makeWords('a', 54)} ${makeWords('b', 50)}`),
    ]);
    // 100 runs each, of which 50 are shared.
    expect(pairs.find(({ likeness }) => likeness === 'near')?.similarity).toBeCloseTo(50 / 150, 12);
  });

  test('tells of pairs across providers and rejects none', () => {
    const { findings, clusters, pairs } = search([
      makeSubject('p/1', makeWords('q', 20), makeWords('a', 100)),
      makeSubject('o/1', makeWords('r', 20), edit(0.1)),
    ]);
    expect(clusters.map(({ isWithinProvider }) => isWithinProvider)).toEqual([false]);
    expect(pairs.some(({ isRejected }) => isRejected)).toBe(false);
    expect([...findings.values()].flat().filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});

describe('the same scenario', () => {
  const shuffle = (text: string): string =>
    text
      .split(' ')
      .map((word, at, all) => all[(at * 7) % all.length] ?? word)
      .join(' ');

  test('is seen where hardly a run of words is shared', () => {
    const { pairs, findings, nearest } = search([
      makeSubject('p/1', makeWords('q', 41), makeWords('a', 101)),
      makeSubject('p/2', shuffle(makeWords('q', 41)), shuffle(makeWords('a', 101))),
    ]);
    const pair = pairs.find(({ likeness }) => likeness === 'scenario');
    expect(pair?.similarity).toBeGreaterThan(0.3);
    expect(pairs.some(({ likeness }) => likeness === 'near')).toBe(false);
    expect(brief(findings.get('p/1'))).toEqual([expect.stringMatching(/^duplicate-scenario/)]);
    expect(nearest.get('p/1')).toBeGreaterThan(0.3);
    expect(nearest.get('crowd/0')).toBe(0);
  });

  test('is seen in the questions alone, unless these are short', () => {
    const tell = (question: string) =>
      search([
        makeSubject('p/1', `${question} one`, makeWords('a', 300)),
        makeSubject('p/2', `${question} two`, makeWords('b', 300)),
      ]).findings.get('p/2');
    expect(brief(tell(makeWords('q', 30)))).toContain('duplicate-scenario fail');
    expect(brief(tell(makeWords('q', 10)))).toEqual([]);
  });
});
