import type { DiversityMetric } from '../diversity/diversity-report.ts';
import { measureDesignEffect } from '../statistics/clustering.ts';
import type { Interval } from '../statistics/interval.ts';
import { wilsonOneSided } from '../statistics/wilson.ts';
import { groupByConversation, type Instance, type Reading } from './instances.ts';
import type { Criterion, Decision } from './verdict.ts';
import type { ProviderPart, VerdictInput } from './verdict-input.ts';
import { toCountText, toExamples, toShareText } from './wording.ts';

/** What was found of how generic a part is. */
interface Findings {
  /** Instances that were looked at, and those with the form and without the substance. */
  readonly looked: number;
  readonly superficial: number;
  readonly highestSuperficial: number;
  /**
   * Units that could show nothing, and how many do: conversations where all were looked at as a whole, and otherwise
   * the instances that were looked at, of which no fewer show nothing than of conversations.
   */
  readonly units: number;
  readonly isWhole: boolean;
  readonly generic: number;
  readonly genericBounds: Interval;
  /** Conversations that show none of their patterns, as far as was looked. */
  readonly empty: readonly string[];
  /** Undefined where diversity was not measured. */
  readonly failing: readonly DiversityMetric[] | undefined;
}

/**
 * Conversations must not be generic: few with the form of a pattern and without its substance, and no measure of
 * diversity that fails. It is a no-go when most show none of their patterns, or when diversity fails.
 *
 * @param single - Of the unit `instance`.
 */
export const decideGenericness = (
  part: ProviderPart,
  single: readonly Instance[],
  { thresholds }: VerdictInput,
): Criterion => {
  const findings = gatherFindings(part, single, thresholds.confidence);
  const most = { superficial: thresholds['superficial-most'], generic: thresholds['generic-most'] };
  const { looked, superficial, units, generic } = findings;
  const isSample = looked > 0 && looked >= Math.min(single.length, thresholds['review-least']);
  const genericShare = generic / Math.max(1, units);
  const asStated = decideBy(findings, most, {
    superficial: isSample ? superficial / looked : 1,
    generic: { lower: genericShare, upper: genericShare },
  });
  const withConfidence = decideBy(findings, most, {
    superficial: findings.highestSuperficial,
    generic: findings.genericBounds,
  });
  const advice = withConfidence === 'go' ? undefined : advise(findings, withConfidence);
  return {
    id: 'genericness',
    title: 'genericness',
    asked: `most conversations show their patterns; at most ${toShareText(most.superficial)} have the form alone, and no measure of diversity fails`,
    isCensus: false,
    asStated,
    withConfidence,
    measured: describe(findings),
    ...(advice !== undefined && { toChange: advice }),
    examples: toExamples([
      ...(findings.failing ?? []).flatMap(({ examples }) => examples),
      ...findings.empty,
      ...single
        .filter((instance) => toReading(instance)?.isSuperficial)
        .map(({ conversation }) => conversation),
    ]),
  };
};

/** People outrank judges. */
const toReading = ({ labelled, judged }: Instance): Reading | undefined => labelled ?? judged;

const gatherFindings = (part: ProviderPart, single: readonly Instance[], level: number): Findings => {
  const clusters = [...groupByConversation(single).entries()].map(([conversation, instances]) => {
    const readings = instances.flatMap((instance) => toReading(instance) ?? []);
    return { conversation, size: instances.length, readings };
  });
  const counts = clusters.map(({ readings }) => ({
    n: readings.length,
    successes: readings.filter(({ isSuperficial }) => isSuperficial).length,
  }));
  const looked = counts.reduce((sum, { n }) => sum + n, 0);
  const superficial = counts.reduce((sum, { successes }) => sum + successes, 0);
  const effect = measureDesignEffect(counts.filter(({ n }) => n > 0));
  const isWhole = clusters.every(({ size, readings }) => readings.length === size);
  const empty = clusters.filter(
    ({ readings }) => readings.length > 0 && readings.every(({ mark }) => mark === 'not-shown'),
  );
  const notShown = clusters.flatMap(({ readings }) => readings).filter(({ mark }) => mark === 'not-shown');
  const [units, generic] = isWhole ? [clusters.length, empty.length] : [looked, notShown.length];
  return {
    looked,
    superficial,
    highestSuperficial: wilsonOneSided(superficial / effect, looked / effect, level).upper,
    units,
    isWhole,
    generic,
    genericBounds: wilsonOneSided(generic, units, level),
    empty: empty.map(({ conversation }) => conversation),
    failing: part.diversity?.metrics.filter(({ band }) => band === 'fail'),
  };
};

const decideBy = (
  { failing, looked }: Findings,
  most: { readonly superficial: number; readonly generic: number },
  share: { readonly superficial: number; readonly generic: Pick<Interval, 'lower' | 'upper'> },
): Decision => {
  if (failing && failing.length > 0) return 'no-go';
  if (looked > 0 && share.generic.lower > most.generic) return 'no-go';
  const isSound = share.superficial <= most.superficial && share.generic.upper <= most.generic;
  return failing && looked > 0 && isSound ? 'go' : 'inconclusive';
};

const describe = ({ looked, superficial, units, isWhole, generic, failing }: Findings): string =>
  [
    looked === 0 ? 'not judged' : `${superficial} of ${looked} have the form alone`,
    ...(looked === 0
      ? []
      : isWhole
        ? [`${generic} of ${toCountText(units, 'conversation')} show none of their patterns`]
        : [`${generic} of ${toCountText(units, 'pattern instance')} are not shown`]),
    failing === undefined
      ? 'diversity not measured'
      : failing.length === 0
        ? 'no measure of diversity fails'
        : `diversity fails in ${failing.map(({ title, value }) => `${title} (${toShareText(value)})`).join(', ')}`,
  ].join('; ');

const advise = ({ failing, looked, empty }: Findings, decision: Decision): string => {
  if (failing && failing.length > 0) return 'vary what is asked for, and generate again what is most alike';
  if (decision === 'no-go') {
    return `generate again the ${toCountText(empty.length, 'conversation')} found to show none of their patterns`;
  }
  if (failing === undefined) return 'have diversity measured';
  return looked === 0
    ? 'have the patterns judged by a judge that was admitted, or by people'
    : 'have more of them judged, and generate again those with the form alone';
};
