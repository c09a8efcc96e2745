import type { z } from 'zod';
import type { QualityReport } from '../quality-report.ts';
import { qualitySchema } from './quality-schema.ts';
import { toOrdered } from './to-ordered.ts';

/**
 * The report as JSON text with a line end. The same report gives the same bytes, whatever the order of its keys.
 *
 * Each element of a list is on a line of its own. A text holds at most 512 MB in V8: for a set that may be larger, write
 * `listQualityJsonParts` one after the other.
 */
export const toQualityJson = (report: QualityReport): string => [...listQualityJsonParts(report)].join('');

/** The same text in parts, the largest of which is a single conversation. */
export function* listQualityJsonParts(report: QualityReport): Generator<string> {
  const { shape } = qualitySchema.unwrap();
  let lead = '{\n';
  for (const [key, schema] of Object.entries(shape)) {
    const value: unknown = report[key as keyof QualityReport];
    yield `${lead}${JSON.stringify(key)}:`;
    if (Array.isArray(value)) yield* listElements(schema, value);
    else yield JSON.stringify(toOrdered(schema, value));
    lead = ',\n';
  }
  yield '\n}\n';
}

function* listElements(schema: z.ZodType, values: readonly unknown[]): Generator<string> {
  let lead = '[\n';
  for (const value of values) {
    const [element] = toOrdered(schema, [value]) as unknown[];
    yield lead + JSON.stringify(element);
    lead = ',\n';
  }
  yield values.length === 0 ? '[]' : '\n]';
}

/** The report of a text that `toQualityJson` made. Throws zod's error for another one. */
export const parseQualityJson = (text: string): QualityReport => qualitySchema.parse(JSON.parse(text));
