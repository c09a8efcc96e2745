import { measureEvenness, measureSpread } from '../statistics/evenness.ts';
import type { Instance } from './instances.ts';
import { listTrusted } from './instances.ts';
import type { Criterion, Decision } from './verdict.ts';
import type { FinalJudgement, ProviderPart, VerdictInput } from './verdict-input.ts';
import { toJudgeName } from './verdict-input.ts';
import { toExamples } from './wording.ts';

/** How often a pattern is there for sure, and how often a judge could not tell. */
interface PatternTally {
  readonly pattern: string;
  readonly sure: number;
  readonly open: number;
}

/**
 * All patterns have to be there, the most frequent at most twice as often as the least. What counts is what was
 * verified; where not all was, declared patterns are counted, and that is never sure.
 *
 * @param instances - Of the unit `instance`.
 */
export const decideEvenness = (
  part: ProviderPart,
  instances: readonly Instance[],
  input: VerdictInput,
): Criterion => {
  const { patterns, thresholds, validations } = input;
  const isVerified = instances.length > 0 && instances.every(({ judged, labelled }) => judged ?? labelled);
  const tallies = isVerified
    ? tallyVerified(instances, patterns, listIncidental(part, validations))
    : tallyDeclared(instances, patterns);
  const asStated = decideSpread(tallies, thresholds['spread-most'], instances.length);
  const rarest = [...tallies].sort((one, other) => one.sure - other.sure)[0];
  return {
    id: 'evenness',
    title: 'evenness of patterns',
    asked: `all ${patterns.length} patterns evenly; a spread above ${thresholds['spread-most']} is a no-go`,
    isCensus: isVerified,
    asStated,
    withConfidence: isVerified ? asStated : 'inconclusive',
    measured: `${describeSpread(tallies, thresholds)}${isVerified ? '' : '; declared, not verified'}`,
    ...adviseEvenness(asStated, isVerified, rarest),
    examples: toExamples(
      isVerified ? instances.filter((one) => markOf(one) === 'not-shown').map((one) => one.conversation) : [],
    ),
  };
};

const adviseEvenness = (
  asStated: Decision,
  isVerified: boolean,
  rarest: PatternTally | undefined,
): { readonly toChange?: string } => {
  if (asStated === 'no-go' && rarest) {
    return {
      toChange: `generate more of the rarest patterns, first of all ${rarest.pattern} (${rarest.sure})`,
    };
  }
  if (!isVerified) return { toChange: 'have all declared patterns judged by a judge that was admitted' };
  return asStated === 'inconclusive' ? { toChange: 'label those of which the judge could not tell' } : {};
};

/** People outrank judges. */
const markOf = ({ labelled, judged }: Instance): string | undefined => (labelled ?? judged)?.mark;

/** Patterns that were found without having been declared: of usable conversations, by judges that count. */
const listIncidental = (
  part: ProviderPart,
  validations: VerdictInput['validations'],
): readonly FinalJudgement[] => {
  const trusted = listTrusted(part, validations);
  const declared = new Map(
    part.conversations.filter(({ isUsable }) => isUsable).map(({ id, patterns }) => [id, new Set(patterns)]),
  );
  return part.judgements.filter(
    ({ subject, pattern, judge, verdict }) =>
      verdict === 'demonstrated' &&
      trusted.has(toJudgeName(judge)) &&
      declared.get(subject)?.has(pattern) === false,
  );
};

const tallyVerified = (
  instances: readonly Instance[],
  patterns: readonly string[],
  incidental: readonly FinalJudgement[],
): PatternTally[] => {
  const byPattern = Map.groupBy(instances, (instance) => instance.patterns[0]);
  const extra = Map.groupBy(incidental, ({ pattern }) => pattern);
  return patterns.map((pattern) => {
    const marks = (byPattern.get(pattern) ?? []).map(markOf);
    return {
      pattern,
      sure: marks.filter((mark) => mark === 'shown').length + (extra.get(pattern)?.length ?? 0),
      open: marks.filter((mark) => mark === 'undecided').length,
    };
  });
};

const tallyDeclared = (instances: readonly Instance[], patterns: readonly string[]): PatternTally[] => {
  const byPattern = Map.groupBy(instances, (instance) => instance.patterns[0]);
  return patterns.map((pattern) => ({ pattern, sure: byPattern.get(pattern)?.length ?? 0, open: 0 }));
};

/** Whatever becomes of those that are open, the spread lies between the two that are worked out here. */
const decideSpread = (tallies: readonly PatternTally[], most: number, instances: number): Decision => {
  if (instances === 0) return 'inconclusive';
  const surest = tallies.map(({ sure }) => sure);
  const fullest = tallies.map(({ sure, open }) => sure + open);
  const worst =
    Math.min(...surest) === 0 ? Number.POSITIVE_INFINITY : Math.max(...fullest) / Math.min(...surest);
  const best =
    Math.min(...fullest) === 0 ? Number.POSITIVE_INFINITY : Math.max(...surest) / Math.min(...fullest);
  if (worst <= most) return 'go';
  return best > most ? 'no-go' : 'inconclusive';
};

const describeSpread = (tallies: readonly PatternTally[], thresholds: VerdictInput['thresholds']): string => {
  const counts = tallies.map(({ sure }) => sure);
  const open = tallies.reduce((sum, tally) => sum + tally.open, 0);
  const [spread, evenness] = [measureSpread(counts), measureEvenness(counts)];
  const range = `${Math.min(...counts)} to ${Math.max(...counts)} of a pattern`;
  const isOnTarget = spread <= thresholds['spread-target'] && evenness >= thresholds['evenness-target'];
  const factor = Number.isFinite(spread) ? `a spread of ${spread.toFixed(2)}` : 'one is missing';
  return [
    `${range}, ${factor}, evenness ${evenness.toFixed(3)}`,
    ...(isOnTarget ? [] : [`target ${thresholds['spread-target']} and ${thresholds['evenness-target']}`]),
    ...(open > 0 ? [`${open} undecided`] : []),
  ].join('; ');
};
