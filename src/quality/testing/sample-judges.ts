import type { JudgeId, Judgement, JudgeValidation } from '../judge/judgement.ts';
import type { ReportedConversation } from '../report/quality-report.ts';
import type { Interval } from '../statistics/interval.ts';
import { SAMPLE_PATTERNS } from './sample-conversations.ts';

const JUDGES = [
  { provider: 'openai', model: 'gpt-4o', promptVersion: 2 },
  { provider: 'gemini', model: 'gemini-2.5-pro', promptVersion: 2 },
] as const satisfies readonly JudgeId[];

const interval = (estimate: number, lower: number, upper: number): Interval => ({ estimate, lower, upper });

/** Two judges, of which the second misses the bar. */
export const makeSampleJudges = (): JudgeValidation[] => [
  makeJudge(JUDGES[0], true),
  makeJudge(JUDGES[1], false),
];

const makeJudge = (judge: JudgeId, isAdmitted: boolean): JudgeValidation => ({
  judge,
  recipe: 'coding-mentor',
  goldHash: 'f00dfeedf00dfeedf00dfeedf00dfeed',
  positives: 40,
  negatives: 60,
  truePositives: 38,
  trueNegatives: isAdmitted ? 58 : 51,
  cannotTell: 1,
  sensitivity: interval(0.95, 0.835, 0.986),
  specificity: isAdmitted ? interval(0.967, 0.886, 0.991) : interval(0.85, 0.739, 0.919),
  agreement: interval(0.93, 0.86, 0.97),
  kappa: interval(0.81, 0.68, 0.92),
  ac1: interval(0.87, 0.78, 0.94),
  alpha: interval(0.81, 0.68, 0.92),
  quoteVerification: 0.97,
  evidenceAblation: { flipped: 28, tried: 30 },
  markerAblation: { flipped: 1, tried: 24 },
  byPattern: SAMPLE_PATTERNS.map((pattern, at) => ({
    pattern,
    positives: 4,
    negatives: 6,
    truePositives: at === 5 ? 3 : 4,
    trueNegatives: at === 9 ? 4 : 6,
  })),
  isAdmitted,
  shortfalls: isAdmitted ? [] : ['Specificity is 0.850; 0.90 is the least.'],
});

/** What the first judge found in a conversation: each pattern shown. */
export const makeSampleJudgements = ({ id, conversation }: ReportedConversation): Judgement[] =>
  conversation.patterns_applied.map((pattern) => ({
    subject: id,
    pattern,
    judge: JUDGES[0],
    verdict: 'demonstrated',
    isSuperficial: false,
    evidence: [{ item: 'names-gap', turn: 2, quote: 'Half of it.', place: { turn: 2, start: 0, end: 11 } }],
    items: [{ id: 'names-gap', isMet: true }],
    disqualifiers: [],
    costUsd: 0.0031,
    contradictsItself: false,
  }));
