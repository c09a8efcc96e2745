import { nameModel } from '../../gate/index.ts';
import { cohenKappa, gwetAc1 } from '../statistics/agreement.ts';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.ts';
import type { Interval } from '../statistics/interval.ts';
import type { JudgeId, Judgement } from './judgement.ts';

/** How two judges compare on what both have judged. */
export interface Overlap {
  readonly one: string;
  readonly other: string;
  readonly items: number;
  readonly ac1: Interval;
  readonly kappa: Interval;
  /** Undefined unless both families have written some of it. */
  readonly selfPreference: Interval | undefined;
}

/** One item that two judges have judged. */
interface Pair {
  readonly subject: string;
  readonly one: Judgement;
  readonly other: Judgement;
}

/** What is known of judges and writers. */
export interface OverlapOptions {
  readonly writerOf: (subject: string) => string;
  readonly familyOf?: (judge: JudgeId) => string;
  readonly seed: number;
}

/**
 * Agreement of every two judges on the items that both have judged, and their lean toward their own families. All
 * intervals come from drawing whole conversations (95 %).
 */
export const measureOverlap = (judgements: readonly Judgement[], options: OverlapOptions): Overlap[] => {
  const byJudge = [...Map.groupBy(judgements, ({ judge }) => nameModel(judge))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return byJudge.flatMap(([one, ones], index) =>
    byJudge.slice(index + 1).flatMap(([other, others]): Overlap[] => {
      const pairs = pairUp(ones, others);
      if (pairs.length === 0) return [];
      const clusters = [...Map.groupBy(pairs, ({ subject }) => subject).values()];
      const bootstrap = (
        label: string,
        measure: (pairs: readonly Pair[]) => number | undefined,
      ): Interval | undefined =>
        clusterBootstrap(clusters, measure, { seed: options.seed, label: `${label}/${one}/${other}` });
      return [
        {
          one,
          other,
          items: pairs.length,
          ac1: bootstrap('ac1', (some) => gwetAc1(toRatings(some), 2)) ?? UNKNOWN,
          kappa: bootstrap('kappa', (some) => cohenKappa(toRatings(some))) ?? UNKNOWN,
          selfPreference: bootstrap('lean', (some) => measureLean(some, options)),
        },
      ];
    }),
  );
};

/** Where a coefficient of agreement cannot be worked out: anything from -1 to 1. */
export const UNKNOWN: Interval = { estimate: 0, lower: -1, upper: 1 };

const pairUp = (ones: readonly Judgement[], others: readonly Judgement[]): Pair[] => {
  const known = new Map(others.map((judgement) => [`${judgement.subject}\n${judgement.pattern}`, judgement]));
  return ones.flatMap((one) => {
    const other = known.get(`${one.subject}\n${one.pattern}`);
    return other === undefined ? [] : [{ subject: one.subject, one, other }];
  });
};

const toRatings = (pairs: readonly Pair[]): string[][] =>
  pairs.map(({ one, other }) => [toVote(one), toVote(other)]);

/** What cannot be told counts as not shown, as it does wherever a share is taken. */
const toVote = ({ verdict }: Judgement): string => (verdict === 'demonstrated' ? 'yes' : 'no');

/**
 * The pass rate that a judge gives to its own family's answers, less what the other judge gives to the same answers:
 * the mean of both families. A judge that is only the milder one gains as much on the one side as it loses on the other.
 */
const measureLean = (pairs: readonly Pair[], options: OverlapOptions): number | undefined => {
  const { writerOf, familyOf = ({ provider }) => provider } = options;
  const sums = { one: 0, other: 0 };
  const counts = { one: 0, other: 0 };
  for (const { subject, one, other } of pairs) {
    const writer = writerOf(subject);
    const side =
      familyOf(one.judge) === writer ? 'one' : familyOf(other.judge) === writer ? 'other' : undefined;
    if (side === undefined || familyOf(one.judge) === familyOf(other.judge)) continue;
    const difference = Number(one.verdict === 'demonstrated') - Number(other.verdict === 'demonstrated');
    sums[side] += side === 'one' ? difference : -difference;
    counts[side]++;
  }
  if (counts.one === 0 || counts.other === 0) return undefined;
  return (sums.one / counts.one + sums.other / counts.other) / 2;
};
