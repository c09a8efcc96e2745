import { makeRandom } from '../../../base/index.ts';
import { THRESHOLDS } from '../../../gate/index.ts';
import type { Band, DiversityMetric } from '../../diversity/diversity-report.ts';
import type { JudgeId, JudgeValidation } from '../../judge/judgement.ts';
import { wilson } from '../../statistics/wilson.ts';
import type { FinalJudgement, HumanLabel, ProviderPart, VerdictInput } from '../verdict-input.ts';

/** Ten patterns, as in the guide. */
export const PATTERNS: readonly string[] = 'ABCDEFGHIJ'.split('').map((letter) => `Pattern ${letter}`);

export const JUDGE: JudgeId = { provider: 'gemini', model: 'judge-model', promptVersion: 1 };

/** What a validation found; by default a judge that is admitted. */
export const makeValidation = (
  changes: Partial<JudgeValidation> & { readonly errors?: readonly [number, number] } = {},
): JudgeValidation => {
  const { errors: [missed, fooled] = [1, 1], positives = 60, negatives = 90, ...rest } = changes;
  const unused = { estimate: 0.9, lower: 0.8, upper: 1 };
  return {
    judge: JUDGE,
    recipe: 'sample',
    goldHash: '0'.repeat(64),
    positives,
    negatives,
    truePositives: positives - missed,
    trueNegatives: negatives - fooled,
    cannotTell: 0,
    sensitivity: wilson(positives - missed, positives),
    specificity: wilson(negatives - fooled, negatives),
    agreement: unused,
    kappa: unused,
    ac1: unused,
    alpha: unused,
    quoteVerification: 1,
    evidenceAblation: { flipped: 10, tried: 10 },
    markerAblation: { flipped: 0, tried: 10 },
    byPattern: [],
    isAdmitted: true,
    shortfalls: [],
    ...rest,
  };
};

/** A part of `count` sound conversations in which patterns go round, two and three in turn. Nobody has judged it. */
export const makePart = (count = 100, changes: Partial<ProviderPart> = {}): ProviderPart => {
  let next = 0;
  const conversations = Array.from({ length: count }, (_, at) => ({
    id: `openai/${at + 1}`,
    isUsable: true,
    isSound: true,
    patterns: Array.from({ length: 2 + (at % 2) }, () => PATTERNS[next++ % PATTERNS.length] ?? ''),
  }));
  return {
    provider: 'openai',
    planned: count,
    unreadable: [],
    conversations,
    judgements: [],
    labels: [],
    diversity: { provider: 'openai', documents: count, words: 300, metrics: [makeMetric('good')] },
    pairs: [],
    ...changes,
  };
};

export const makeMetric = (band: Band): DiversityMetric => ({
  id: 'shared4',
  title: 'shared 4-grams',
  value: 0.05,
  band,
  thresholds: { good: 0.06, warn: 0.15, fail: 0.3 },
  isHigherBetter: false,
  examples: ['openai/7'],
});

/** What is asked of each declared pattern, in order: which pattern of which conversation, counted from 0. */
type Choose<Value> = (at: number, subject: string, pattern: string) => Value;

const mapInstances = <Value>({ conversations }: ProviderPart, choose: Choose<Value>): Value[] => {
  let at = 0;
  return conversations.flatMap(({ id, patterns }) => patterns.map((pattern) => choose(at++, id, pattern)));
};

/** The part with a judgement of every declared pattern. */
export const judgeAll = (
  part: ProviderPart,
  verdict: Choose<FinalJudgement['verdict']>,
  {
    judge = JUDGE,
    isSuperficial = () => false,
  }: { judge?: JudgeId; isSuperficial?: (at: number) => boolean } = {},
): ProviderPart => ({
  ...part,
  judgements: mapInstances(part, (at, subject, pattern) => ({
    subject,
    pattern,
    judge,
    verdict: verdict(at, subject, pattern),
    isSuperficial: isSuperficial(at),
  })),
});

/** The part with labels of `count` instances drawn at random, at most one of a conversation; the first are wrong. */
export const labelSome = (part: ProviderPart, count: number, wrong: number, seed = 1): ProviderPart => {
  const drawn = makeRandom(seed, 'labels').shuffle(part.conversations).slice(0, count);
  const labels = drawn.map(
    ({ id, patterns }, at): HumanLabel => ({
      subject: id,
      pattern: patterns[0] ?? '',
      isDemonstrated: at >= wrong,
    }),
  );
  return { ...part, labels };
};

/** An input of these parts, by default with a judge that was admitted. */
export const makeInput = (
  providers: readonly ProviderPart[],
  changes: Partial<VerdictInput> = {},
): VerdictInput => ({
  patterns: PATTERNS,
  unit: 'instance',
  thresholds: THRESHOLDS,
  seed: 42,
  validations: [makeValidation()],
  providers,
  ...changes,
});
