import { hashText } from '../../base/index.ts';
import { withoutCode } from '../duplicates/find-code.ts';
import { makeWordBuffer, splitWords } from '../duplicates/split-words.ts';
import type { Subject } from '../subject.ts';
import { MOST_DOCUMENTS, MOST_WORDS } from './thresholds.ts';

/** What is measured of a provider's part: as many conversations, and as many words, as of every other. */
export interface Sample {
  readonly provider: string;
  readonly subjects: readonly Subject[];
  /** For each the prose of its answers, cut after `words` words; white space folded. */
  readonly texts: readonly string[];
  /** The same as hashes of words. */
  readonly hashes: readonly Uint32Array[];
  readonly words: number;
}

/**
 * Draws from every provider's part the same number of conversations, by a hash of their ids: the same set gives the
 * same sample, in whatever order it comes. All figures depend on number and length, so both are those of the smallest:
 * no more conversations than the smallest part has, no more words than half of a part's conversations have.
 *
 * @param marks - Is left out of the prose: signs that a pattern asks for are no sign of sameness.
 */
export const drawSamples = (subjects: Iterable<Subject>, marks: readonly string[]): Sample[] => {
  const parts = new Map<string, Ranked[]>();
  for (const subject of subjects) {
    const part = parts.get(subject.provider) ?? [];
    parts.set(subject.provider, part);
    part.push({ rank: hashText(subject.id), subject });
    if (part.length >= 4 * MOST_DOCUMENTS) keepFirst(part);
  }
  for (const part of parts.values()) keepFirst(part);
  const count = Math.min(...[...parts.values()].map((part) => part.length));
  const mask = makeMask(marks);
  const drawn = [...parts].map(([provider, part]) => {
    const own = part.slice(0, count).map(({ subject }) => subject);
    return { provider, subjects: own, prose: own.map((subject) => cutWords(listProse(subject, mask))) };
  });
  const words =
    drawn.length < 2
      ? MOST_WORDS
      : Math.min(...drawn.map(({ prose }) => findMedian(prose.map(({ hashes }) => hashes.length))));
  return drawn.map(({ provider, subjects: own, prose }) => ({
    provider,
    subjects: own,
    texts: prose.map(({ text, ends }) => foldSpace(text.slice(0, ends[words - 1] ?? text.length))),
    hashes: prose.map(({ hashes }) => hashes.slice(0, words)),
    words,
  }));
};

interface Ranked {
  readonly rank: string;
  readonly subject: Subject;
}

const keepFirst = (part: Ranked[]): void => {
  part.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  part.length = Math.min(part.length, MOST_DOCUMENTS);
};

const listProse = ({ conversation }: Subject, mask: (text: string) => string): string =>
  conversation.conversation
    .filter(({ role }) => role === 'assistant')
    .map(({ content }) => mask(withoutCode(content)))
    .join('\n');

/** Marks are known with and without the selector that makes a sign colourful. */
const makeMask = (marks: readonly string[]): ((text: string) => string) => {
  const plain = marks.map((mark) => mark.replaceAll('\uFE0F', '')).filter((mark) => mark !== '');
  if (plain.length === 0) return (text) => text;
  const pattern = new RegExp(
    plain.map((mark) => [...mark].map((sign) => `${RegExp.escape(sign)}\uFE0F?`).join('')).join('|'),
    'gu',
  );
  return (text) => text.replace(pattern, ' ');
};

interface Cut {
  readonly text: string;
  readonly hashes: Uint32Array;
  readonly ends: Uint32Array;
}

const cutWords = (prose: string): Cut => {
  const { hashes, ends, length } = splitWords(prose, makeWordBuffer());
  const count = Math.min(length, MOST_WORDS);
  return {
    text: prose.slice(0, ends[count - 1] ?? 0),
    hashes: hashes.slice(0, count),
    ends: ends.slice(0, count),
  };
};

const foldSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();

const findMedian = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
