import { makeWordBuffer, splitWords } from '../duplicates/split-words.ts';
import type { Subject } from '../subject.ts';
import { type Concentration, findCommonest, findRepeated, type Sighting } from './concentration.ts';
import type { DiversityMetric, DiversityReport } from './diversity-report.ts';
import { measureCompression, measureDistinct4, scoreNearest, scoreShared4 } from './lexical.ts';
import { mean, numberGrams } from './number-grams.ts';
import { drawSamples, type Sample } from './sample.ts';
import { scoreSelfBleu } from './self-bleu.ts';
import { toSkeleton } from './skeleton.ts';
import { SCALES, toBand } from './thresholds.ts';

/** What a measurement is given besides the conversations. */
export interface DiversityOptions {
  /** Signs that patterns ask for and that are therefore left out. */
  readonly marks?: readonly string[];
}

/** How many ids a metric names at most. */
const MOST_EXAMPLES = 5;

/**
 * Measures how unlike each other the conversations of each provider are: words of the answers outside code, how answers
 * and first questions begin, how answers are built. At equal number and equal length for all providers, because every
 * one of these figures depends on both; compare figures only within one report.
 */
export const measureDiversity = (
  subjects: Iterable<Subject>,
  { marks = [] }: DiversityOptions = {},
): DiversityReport[] =>
  drawSamples(subjects, marks).map((sample) => ({
    provider: sample.provider,
    documents: sample.subjects.length,
    words: sample.words,
    metrics: [...measureWords(sample), ...measureForm(sample)],
  }));

const measureWords = ({ subjects, texts, hashes }: Sample): DiversityMetric[] => {
  const grams = numberGrams(hashes.map((words) => [...words]));
  const shared = scoreShared4(grams);
  const bleu = scoreSelfBleu(grams);
  const nearest = scoreNearest(hashes);
  const show = (scores: readonly number[]): string[] =>
    subjects
      .map(({ id }, index) => ({ id, score: scores[index] ?? 0 }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, MOST_EXAMPLES)
      .map(({ id }) => id);
  return [
    toMetric('compression', measureCompression(texts), show(shared)),
    toMetric('shared4', mean(shared), show(shared)),
    toMetric('selfBleu4', mean(bleu), show(bleu)),
    toMetric('distinct4', measureDistinct4(grams), show(shared)),
    toMetric('nearest', mean(nearest), show(nearest)),
  ];
};

const measureForm = ({ subjects }: Sample): DiversityMetric[] => {
  const answers = subjects.flatMap(({ id, conversation }) =>
    conversation.conversation
      .filter(({ role }) => role === 'assistant')
      .map(({ content }) => ({ id, content })),
  );
  const openings = answers.map(({ id, content }) => ({ id, what: takeWords(content, 3) }));
  const skeletons = answers.map(({ id, content }) => ({ id, what: toSkeleton(content) }));
  const questions = subjects.map(({ id, conversation }) => ({
    id,
    what: takeWords(conversation.conversation[0]?.content ?? '', 4),
  }));
  const said = ({ what }: Sighting): boolean => what !== '';
  return [
    toConcentrationMetric('openings', findCommonest(openings.filter(said), answers.length)),
    toConcentrationMetric(
      'skeletons',
      findCommonest(
        skeletons.filter(({ what }) => what.length >= 4),
        answers.length,
      ),
    ),
    toConcentrationMetric('questions', findRepeated(questions.filter(said))),
  ];
};

/** The first words of a text in small letters, with one space between them. */
const takeWords = (text: string, count: number): string => {
  const { starts, ends, length } = splitWords(text.slice(0, 400), makeWordBuffer());
  return Array.from({ length: Math.min(count, length) }, (_, at) =>
    text.slice(starts[at], ends[at]).toLowerCase(),
  ).join(' ');
};

const toMetric = (
  id: keyof typeof SCALES,
  value: number,
  examples: readonly string[],
  detail?: string,
): DiversityMetric => ({
  id,
  title: SCALES[id].title,
  value,
  band: toBand(value, SCALES[id]),
  thresholds: SCALES[id].thresholds,
  isHigherBetter: SCALES[id].isHigherBetter,
  examples,
  ...(detail !== undefined && { detail }),
});

const toConcentrationMetric = (
  id: keyof typeof SCALES,
  { share, what, ids }: Concentration,
): DiversityMetric => toMetric(id, share, ids.slice(0, MOST_EXAMPLES), what);
