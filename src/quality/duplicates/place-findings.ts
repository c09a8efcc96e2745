import type { Finding, FindingsById, Place } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { makeWordBuffer, splitWords } from './split-words.ts';
import type { Draft } from './to-findings.ts';

/** The version of every check of this folder. */
export const VERSION = 1;

/**
 * Turns drafts into findings: reads the texts once more to tell where in a message the words stand that a draft
 * counts. A stretch over several messages is placed in the first of them.
 *
 * @param subjects - The same, in the same order, as when the words were counted.
 */
export const placeFindings = (subjects: Iterable<Subject>, drafts: readonly Draft[]): FindingsById => {
  const byDocument = Map.groupBy(drafts, ({ document }) => document);
  const findings = new Map<string, Finding[]>();
  let document = -1;
  for (const subject of subjects) {
    document++;
    const own = byDocument.get(document);
    if (own === undefined) continue;
    const spans = own.map(({ span }) => span);
    const places = findPlaces(subject, spans);
    findings.set(
      subject.id,
      own.map(({ check, severity, message }, index) => {
        const place = places[index];
        return { check, version: VERSION, severity, message, ...(place && { place }) };
      }),
    );
  }
  return findings;
};

const findPlaces = (
  { conversation }: Subject,
  spans: ReadonlyArray<{ readonly start: number; readonly end: number } | undefined>,
): Array<Place | undefined> => {
  const places: Array<Place | undefined> = spans.map(() => undefined);
  if (spans.every((span) => span === undefined)) return places;
  const buffer = makeWordBuffer();
  let before = 0;
  conversation.conversation.forEach(({ content }, index) => {
    const { starts, ends, length } = splitWords(content, buffer);
    spans.forEach((span, number) => {
      if (span === undefined || span.start < before || span.start >= before + length) return;
      const last = Math.min(span.end, before + length) - 1 - before;
      places[number] = {
        turn: index + 1,
        start: starts[span.start - before] ?? 0,
        end: ends[last] ?? content.length,
      };
    });
    before += length;
  });
  return places;
};
