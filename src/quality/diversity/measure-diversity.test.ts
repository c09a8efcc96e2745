import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadBuiltIn, writeSet } from '../../simulator/writer/testing/write-set.ts';
import { makeSubject, makeWords } from '../duplicates/testing/make-subject.ts';
import type { Subject } from '../subject.ts';
import type { DiversityReport } from './diversity-report.ts';
import { measureDiversity } from './measure-diversity.ts';
import { toSkeleton } from './skeleton.ts';
import { SCALES, toBand } from './thresholds.ts';

const readValue = ({ metrics }: DiversityReport, id: string): number =>
  metrics.find((metric) => metric.id === id)?.value ?? Number.NaN;
const measureOne = (subjects: readonly Subject[], marks: readonly string[] = []): DiversityReport =>
  measureDiversity(subjects, { marks })[0]!;

describe('conversations of the simulator', () => {
  test.each(['openai', 'gemini', 'anthropic'] as const)('are good in every metric (%s)', async (provider) => {
    const recipe = await loadBuiltIn();
    const marks = recipe.patterns.flatMap((pattern) => pattern.marks);
    const subjects = writeSet(recipe, provider, 42).map((messages, at) =>
      makeSubject(`${provider}/${at + 1}`, ...messages.map(({ content }) => content)),
    );
    const report = measureOne(subjects, marks);
    expect(report).toMatchObject({ provider, documents: 100, words: 300 });
    expect(report.metrics.filter(({ band }) => band !== 'good')).toEqual([]);
  });
});

describe('conversations of others', () => {
  const folder = join(import.meta.dirname, '../../../../shared/data');
  const read = (name: string): Subject[] =>
    readFileSync(join(folder, `${name}-half.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line, at) => {
        const { messages } = JSON.parse(line) as { messages: Array<{ content: string }> };
        return makeSubject(`${name}/${at + 1}`, ...messages.map(({ content }) => content));
      });

  test.runIf(existsSync(folder))('come out as they are known to be (where ../shared/data is there)', () => {
    const varied = measureOne(read('mt-bench-101'));
    expect(varied.metrics.filter(({ band }) => band === 'warn' || band === 'fail')).toEqual([]);
    expect(readValue(varied, 'nearest')).toBeGreaterThan(0.05);
    expect(readValue(varied, 'nearest')).toBeLessThan(0.15);

    const narrow = measureOne(read('aider-chats'));
    expect(narrow.metrics.find(({ id }) => id === 'openings')).toMatchObject({ band: 'warn' });
    expect(readValue(narrow, 'shared4')).toBeGreaterThan(0.15);
    expect(readValue(narrow, 'selfBleu4')).toBeGreaterThan(0.3);
  });
});

describe('sameness', () => {
  test('of all conversations fails every metric', () => {
    const subjects = Array.from({ length: 30 }, (_, at) =>
      makeSubject(`p/${at}`, makeWords('q', 10), `# A\n\n${makeWords('a', 50)}\n\n- b\n\n| c |`),
    );
    const report = measureOne(subjects);
    expect(report.metrics.filter(({ band }) => band !== 'fail')).toEqual([]);
    expect(report.metrics.find(({ id }) => id === 'skeletons')).toMatchObject({ value: 1, detail: 'HPLT' });
    expect(report.metrics.find(({ id }) => id === 'openings')?.detail).toBe('a a0 a1');
  });

  test('of code, and of marks that patterns ask for, is none', () => {
    const make = (mark: string) =>
      Array.from({ length: 4 }, (_, at) =>
        makeSubject(
          `p/${at}`,
          makeWords(`q${at}x`, 10),
          `${makeWords(`a${at}x`, 20)} ${mark}\n\`\`\`\n${makeWords('same', 50)}\n\`\`\`\n${makeWords(`b${at}x`, 20)}`,
        ),
      );
    const marked = make('Covered ⚠️ as planned: done so far');
    expect(readValue(measureOne(marked), 'shared4')).toBeGreaterThan(0);
    expect(readValue(measureOne(marked, ['Covered ⚠ as planned: done so far']), 'shared4')).toBe(0);
  });

  test('is not seen in two conversations that have nothing in common', () => {
    const report = measureOne([
      makeSubject('p/1', 'how do I stop', makeWords('a', 40)),
      makeSubject('p/2', 'what is it for', makeWords('b', 40)),
    ]);
    const values = Object.fromEntries(report.metrics.map(({ id, value }) => [id, value]));
    expect(values).toMatchObject({
      shared4: 0,
      selfBleu4: 0,
      distinct4: 4,
      nearest: 0,
      openings: 0,
      questions: 1,
    });
  });
});

describe('what is measured', () => {
  const write = (provider: string, count: number, words: number): Subject[] =>
    Array.from({ length: count }, (_, at) =>
      makeSubject(`${provider}/${at}`, makeWords(`q${at}x`, 8), makeWords(`${provider}${at}x`, words)),
    );

  test('is the same number and length for all providers', () => {
    const reports = measureDiversity([...write('o', 120, 400), ...write('g', 30, 90)]);
    expect(reports.map(({ provider, documents, words }) => [provider, documents, words])).toEqual([
      ['o', 30, 90],
      ['g', 30, 90],
    ]);
  });

  test('does not hang on the order', () => {
    const subjects = write('o', 500, 40);
    expect(measureDiversity(subjects.toReversed())).toEqual(measureDiversity(subjects));
  });

  test('is nothing where there is nothing', () => {
    expect(measureDiversity([])).toEqual([]);
    expect(measureOne([makeSubject('p/1', 'q', '!')]).metrics).toHaveLength(8);
  });
});

test.each([
  ['### A\n\nText.\n\n1. a\n2. b\n\n```go\nx\n\ny\n```\n\n| a |\n|---|\n\n> q', 'HPLCTQ'],
  ['Just\none paragraph', 'P'],
  ['Text right before\n```\nx\n```\nand after', 'PCP'],
  ['#not a heading\n\n-5 is a number', 'PP'],
])('the blocks of an answer are told by their first lines', (answer, skeleton) => {
  expect(toSkeleton(answer)).toBe(skeleton);
});

test.each([
  [0.06, 'good'],
  [0.061, 'fair'],
  [0.16, 'warn'],
  [0.31, 'fail'],
] as const)('a share of %f is %s', (value, band) => {
  expect(toBand(value, SCALES.shared4)).toBe(band);
});

test.each([
  [2.5, 'good'],
  [2.3, 'fair'],
  [2.1, 'warn'],
  [1.7, 'fail'],
] as const)('%f distinct runs are %s', (value, band) => {
  expect(toBand(value, SCALES.distinct4)).toBe(band);
});
