import { describe, expect, test } from 'vitest';
import { makeHostileReport } from '../../testing/hostile-report.ts';
import { makeSampleReport } from '../../testing/sample-report.ts';
import { measureWidth } from './columns.ts';
import { toReportText } from './report-text.ts';

const plain = (_style: string, text: string): string => text;
const show = (width: number, report = makeSampleReport()): string =>
  toReportText(report, { width, paint: plain });

test('the verdict is the first line, what decided it the second, what would change it the third', () => {
  const [first = '', second = '', third = ''] = show(100).split('\n');
  expect(first).toBe('Verdict  NO-GO as stated, NO-GO with confidence');
  expect(second).toBe(makeSampleReport().verdict.reason);
  expect(third).toBe(`→ ${makeSampleReport().verdict.toChange}`);
});

test.each([60, 80, 100, 300])('at %i columns no line is wider but for the paths of files', (width) => {
  const lines = show(width)
    .split('\n')
    .filter((line) => !line.includes('.jsonl:'));
  expect(lines.filter((line) => measureWidth(line) > Math.min(width, 100))).toEqual([]);
});

describe('what it tells', () => {
  const text = show(100);

  test.each([
    ['criteria as stated, with confidence and as measured', /Patterns shown +GO +INCONCLUSIVE +0\.962/],
    ['what would change a criterion', /→ Patterns shown: label 14 more/],
    ['what became of what was planned', /planned +23\n +· failed: refused +−2\n/],
    ['patterns with their intervals', /Gap Analysis +4 +3 +2 +66\.7 % \(36\.7 to 76\.7\)/],
    ['a place as file:line:turn', /seed42\.jsonl:10:6\n/],
    ['duplicates', /near +0\.87 +keeps openai\/3 +openai\/11, openai\/19/],
    ['judges, and why one is not admitted', /→ gemini-2\.5-pro: Specificity is 0\.850/],
    ['cost for each usable conversation', /for each usable conversation: \$0\.0755/],
  ])('has %s', (_, pattern) => {
    expect(text).toMatch(pattern);
  });
});

test('colour adds nothing to the words', () => {
  const coloured = toReportText(makeSampleReport(), {
    width: 100,
    paint: (style, text) => `«${style}:${text}»`,
  });
  const bare = coloured.replace(/«\w+:|»/g, '');
  const trim = (text: string): string => text.replace(/ +$/gm, '');
  expect(trim(bare)).toBe(trim(show(100)));
});

test('nothing in a hostile report acts on the terminal', () => {
  const text = show(100, makeHostileReport());
  expect(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text.replaceAll('\n', ''))).toBe(false);
});

test('an empty report is told too', () => {
  const text = show(80, {
    ...makeSampleReport(0),
    providers: [],
    judges: [],
    clusters: [],
    pairs: [],
    overlap: [],
  });
  expect(text).toContain('No judge has looked');
  expect(text).toContain('Findings\n  None.');
});
