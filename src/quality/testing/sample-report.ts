import type { DiversityReport } from '../diversity/diversity-report.ts';
import type { Cluster, LikePair } from '../duplicates/duplicate-report.ts';
import type {
  PatternCount,
  ProviderQuality,
  QualityReport,
  ReportedConversation,
} from '../report/quality-report.ts';
import type { Interval } from '../statistics/interval.ts';
import type { Criterion, ProviderVerdict } from '../verdict/verdict.ts';
import { makeSampleConversations, SAMPLE_PATTERNS, SAMPLE_TOPICS } from './sample-conversations.ts';
import { makeSampleJudgements, makeSampleJudges } from './sample-judges.ts';

const interval = (estimate: number, lower: number, upper: number): Interval => ({ estimate, lower, upper });

/**
 * A report with something in each of its parts: two providers, one of which misses a criterion, findings of each
 * severity, duplicates, two judges. The same one at every call.
 *
 * @param count - Conversations in all, half of each provider.
 */
export const makeSampleReport = (count = 40): QualityReport => {
  const conversations = ['openai', 'gemini'].flatMap((name) => makeSampleConversations(name, count / 2));
  return {
    version: 1,
    program: 'idiolect 0.1.0',
    madeAt: '2026-11-22T10:00:00.000Z',
    recipe: { name: 'coding-mentor', version: 1, hash: 'a1b2c3d4e5f60718293a4b5c6d7e8f90' },
    patterns: SAMPLE_PATTERNS,
    topics: SAMPLE_TOPICS,
    registered: {
      atMs: 1_795_000_000_000,
      settings: { 'least-usable': 80, 'most-skew': 2, seed: 42, unit: 'conversation' },
      changed: [],
    },
    verdict: {
      asStated: 'no-go',
      withConfidence: 'no-go',
      providers: [
        makeVerdict('openai', 'go', 'inconclusive', 'pattern-correctness'),
        makeVerdict('gemini', 'no-go', 'no-go', 'evenness'),
      ],
      reason:
        'gemini shows Hint-Based Learning 3 times and Gap Analysis 8 times; the most may be twice the least.',
      toChange: 'Generate 4 more conversations of gemini that show Hint-Based Learning.',
    },
    providers: ['openai', 'gemini'].map((name) => makeProvider(name, conversations)),
    conversations,
    ...makeDuplicates(),
    judges: makeSampleJudges(),
    judgements: conversations.slice(1, 5).flatMap(makeSampleJudgements),
    detections: [
      {
        judge: 'gemini gemini-2.5-pro',
        conversations: 20,
        patterns: SAMPLE_PATTERNS,
        shown: SAMPLE_PATTERNS.map(() => 5),
        found: SAMPLE_PATTERNS.map((_, row) => SAMPLE_PATTERNS.map((__, column) => (row === column ? 4 : 1))),
        incidental: SAMPLE_PATTERNS.map((_, at) => at % 3),
      },
    ],
    overlap: [
      {
        one: 'openai gpt-4o',
        other: 'gemini gemini-2.5-pro',
        items: 48,
        ac1: interval(0.86, 0.74, 0.95),
        kappa: interval(0.47, 0.18, 0.71),
        selfPreference: interval(0.04, -0.05, 0.13),
      },
    ],
  };
};

const makeVerdict = (
  provider: string,
  asStated: ProviderVerdict['asStated'],
  withConfidence: ProviderVerdict['withConfidence'],
  decidedBy: string,
): ProviderVerdict => ({
  provider,
  asStated,
  withConfidence,
  decidedBy,
  criteria: makeCriteria(provider, asStated),
});

const makeCriteria = (provider: string, evenness: Criterion['asStated']): Criterion[] => [
  {
    ...census('usable-count', 'Usable conversations', '100 or more; no-go below 80', 'go', '17 of 20'),
    examples: [],
  },
  {
    ...census('structure', 'Structure', 'all parse and have 3 to 5 exchanges', 'go', '20 of 20'),
    examples: [`${provider}/16`],
  },
  {
    ...census('evenness', 'Evenness', 'the most at most twice the least', evenness, '8 to 3, 2.67 times'),
    examples: [],
  },
  {
    id: 'pattern-correctness',
    title: 'Patterns shown',
    asked: '90 % or more show their patterns',
    isCensus: false,
    asStated: 'go',
    withConfidence: 'inconclusive',
    measured: '0.962, 0.873 to 1.000',
    interval: interval(0.962, 0.873, 1),
    toChange: 'label 14 more',
    examples: [`${provider}/2`, `${provider}/5`],
  },
  { ...census('genericness', 'Not generic', 'not most of them are generic', 'go', '1 of 20'), examples: [] },
  {
    ...census('duplicates', 'Duplicates', 'none that is the same twice', 'go', '1 near-duplicate'),
    examples: [],
  },
];

const census = (
  id: string,
  title: string,
  asked: string,
  decision: Criterion['asStated'],
  measured: string,
) => ({
  id,
  title,
  asked,
  isCensus: true,
  asStated: decision,
  withConfidence: decision,
  measured,
});

const makeProvider = (provider: string, all: readonly ReportedConversation[]): ProviderQuality => {
  const own = all.filter((each) => each.provider === provider);
  const usable = own.filter(({ isUsable }) => isUsable).length;
  return {
    provider,
    models: [provider === 'openai' ? 'gpt-4o-2024-08-06' : 'gemini-2.5-pro'],
    isSimulated: provider === 'gemini',
    waterfall: {
      planned: own.length + 3,
      failed: [
        { reason: 'refused', count: 2 },
        { reason: 'cut-off', count: 1 },
      ],
      written: own.length,
      rejected: [{ reason: 'truncated', count: own.length - usable }],
      usable,
    },
    patterns: SAMPLE_PATTERNS.map((pattern) => countPattern(pattern, own)),
    diversity: makeDiversity(provider, own.length),
    setFindings: [
      {
        check: 'opener-rate',
        version: 1,
        severity: 'warn',
        message: '12 % of the answers begin with a stock opener; 5 % is the most.',
        provider,
        examples: [`${provider}/1`, `${provider}/4`],
      },
    ],
    costUsd: provider === 'openai' ? 1.284 : undefined,
    costPerUsableUsd: provider === 'openai' ? 1.284 / Math.max(1, usable) : undefined,
  };
};

const countPattern = (pattern: string, own: readonly ReportedConversation[]): PatternCount => {
  const declaring = own.filter(({ conversation }) => conversation.patterns_applied.includes(pattern));
  const judged = declaring.filter(({ verified }) => verified !== undefined);
  const verified = judged.filter((each) => each.verified?.includes(pattern)).length;
  const share = judged.length === 0 ? 0 : verified / judged.length;
  return {
    pattern,
    declared: declaring.length,
    verified,
    judged: judged.length,
    share: interval(share, Math.max(0, share - 0.3), Math.min(1, share + 0.1)),
  };
};

const makeDiversity = (provider: string, documents: number): DiversityReport => ({
  provider,
  documents,
  words: 300,
  metrics: [
    {
      id: 'shared4',
      title: 'Four-word runs found in another conversation',
      value: 0.041,
      band: 'good',
      thresholds: { good: 0.06, warn: 0.15, fail: 0.3 },
      isHigherBetter: false,
      examples: [`${provider}/3`],
    },
    {
      id: 'nearest',
      title: 'likeness to the nearest other conversation',
      value: 0.11,
      band: 'good',
      thresholds: { good: 0.15, warn: 0.25, fail: 0.35 },
      isHigherBetter: false,
      examples: [`${provider}/5`],
    },
    {
      id: 'skeletons',
      title: 'share of answers with the commonest sequence of four or more blocks',
      value: Number.NaN,
      band: 'good',
      thresholds: { good: 0.06, warn: 0.15, fail: 0.3 },
      isHigherBetter: false,
      examples: [],
    },
    {
      id: 'opening3',
      title: 'Commonest first three words',
      value: 0.12,
      band: 'warn',
      thresholds: { good: 0.05, warn: 0.1, fail: 0.2 },
      isHigherBetter: false,
      examples: [`${provider}/1`, `${provider}/8`],
      detail: 'half of it',
    },
  ],
});

const makeDuplicates = (): { clusters: Cluster[]; pairs: LikePair[] } => ({
  clusters: [
    { keeper: 'openai/3', others: ['openai/11', 'openai/19'], likeness: 'near', isWithinProvider: true },
    { keeper: 'openai/4', others: ['gemini/4'], likeness: 'scenario', isWithinProvider: false },
  ],
  pairs: [
    { likeness: 'near', one: 'openai/3', other: 'openai/11', similarity: 0.87, isRejected: true },
    { likeness: 'near', one: 'openai/3', other: 'openai/19', similarity: 0.81, isRejected: true },
    { likeness: 'scenario', one: 'openai/4', other: 'gemini/4', similarity: 0.44, isRejected: false },
  ],
});
