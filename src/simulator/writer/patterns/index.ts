import type { Pattern } from '../../../recipe/index.ts';
import { writeBrutalAccuracy } from './brutal-accuracy.ts';
import { writeContextDependentRecommendations } from './context-dependent-recommendations.ts';
import { writeDiminishingReturns } from './diminishing-returns.ts';
import { writeGapAnalysis } from './gap-analysis.ts';
import { writeHintBasedLearning } from './hint-based-learning.ts';
import { writeMechanisticUnderstanding } from './mechanistic-understanding.ts';
import { writeMultiDimensionalEvaluation } from './multi-dimensional-evaluation.ts';
import { makeOwnPattern } from './own-pattern.ts';
import { writePrecisionPolicing } from './precision-policing.ts';
import { writeProductionReadiness } from './production-readiness.ts';
import { writeTradeoffAnalysis } from './tradeoff-analysis.ts';
import type { PatternWriter } from './writer.ts';

export type { Passage, PatternWriter } from './writer.ts';

interface Entry {
  readonly write: PatternWriter;
  /** Where in a conversation it tends to stand, from 0 (start) to 1 (end). */
  readonly place: number;
}

/** The behaviors that the writer knows by heart. */
const KNOWN: ReadonlyMap<string, Entry> = new Map([
  ['gap analysis', { write: writeGapAnalysis, place: 0.25 }],
  ['tradeoff analysis', { write: writeTradeoffAnalysis, place: 0.45 }],
  ['production readiness', { write: writeProductionReadiness, place: 0.75 }],
  ['brutal accuracy', { write: writeBrutalAccuracy, place: 0.4 }],
  ['multi-dimensional evaluation', { write: writeMultiDimensionalEvaluation, place: 0.4 }],
  ['hint-based learning', { write: writeHintBasedLearning, place: 0 }],
  ['diminishing returns', { write: writeDiminishingReturns, place: 0.8 }],
  ['mechanistic understanding', { write: writeMechanisticUnderstanding, place: 0.4 }],
  ['context-dependent recommendations', { write: writeContextDependentRecommendations, place: 0.65 }],
  ['precision policing', { write: writePrecisionPolicing, place: 0.25 }],
]);

/** The writer of a pattern: a known one by its name, any other by its card. */
export const findPatternWriter = (name: string, cards: readonly Pattern[]): Entry => {
  const known = KNOWN.get(name.trim().toLowerCase());
  if (known !== undefined) return known;
  const card = cards.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  return { write: makeOwnPattern(card ?? toCard(name)), place: 0.5 };
};

/** A pattern of which nothing but the name is known. */
const toCard = (name: string): Pattern => ({
  name,
  definition: 'Say what is the case, what follows from it and what to do next',
  applies: [],
  wrong_when: [],
  do: [],
  dont: [],
  checklist: [],
  disqualifiers: [],
  marks: [],
  tensions: [],
});
