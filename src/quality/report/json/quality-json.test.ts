import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { makeHostileReport } from '../../testing/hostile-report.ts';
import { makeSampleReport } from '../../testing/sample-report.ts';
import type { QualityReport } from '../quality-report.ts';
import { listQualityJsonParts, parseQualityJson, toQualityJson } from './quality-json.ts';
import type { qualitySchema } from './quality-schema.ts';

/** Does not compile when the schema lacks a key of the report. */
const toSchema = (report: QualityReport): z.output<typeof qualitySchema> => report;

/** The same value with the keys of each object the other way round. */
const turnRound = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turnRound);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turnRound(inner)]),
  );
};

describe('quality.json', () => {
  test.each([
    ['the sample', makeSampleReport()],
    ['a hostile report', makeHostileReport()],
    ['an empty one', makeSampleReport(0)],
  ])('gives back %s as it was', (_, report) => {
    expect(parseQualityJson(toQualityJson(report))).toStrictEqual(toSchema(report));
  });

  test('is the same bytes whatever the order of keys', () => {
    const report = makeSampleReport();
    expect(toQualityJson(turnRound(report) as QualityReport)).toBe(toQualityJson(report));
  });

  test('begins with its version, the program and the verdict', () => {
    const keys = Object.keys(JSON.parse(toQualityJson(makeSampleReport())) as object);
    expect(keys.slice(0, 5)).toEqual(['version', 'program', 'madeAt', 'recipe', 'verdict']);
    expect(keys.at(-1)).toBe('conversations');
  });

  test('writes null where a figure cannot be worked out, and reads it as none', () => {
    const report = makeSampleReport(4);
    const conversations = report.conversations.map((each) => ({ ...each, nearest: Number.NaN }));
    const text = toQualityJson({ ...report, conversations });
    expect(text).toContain('"nearest":null');
    expect(parseQualityJson(text).conversations[0]?.nearest).toBeNaN();
  });

  test('has a conversation on each line, in parts that are small', () => {
    const parts = [...listQualityJsonParts(makeSampleReport())];
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(20_000);
    const lines = parts.join('').split('\n');
    expect(lines.filter((line) => line.startsWith('{"id":"openai/'))).toHaveLength(20);
  });

  test.each([
    ['another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['a key that is not known', (text: string) => text.replace('"version":1', '"version":1,"more":1')],
    [
      'a decision that is not known',
      (text: string) => text.replace('"asStated":"no-go"', '"asStated":"perhaps"'),
    ],
  ])('is refused with %s', (_, spoil) => {
    expect(() => parseQualityJson(spoil(toQualityJson(makeSampleReport(4))))).toThrow();
  });
});
