import { makeRandom, type Random } from '../../base/index.ts';
import type { Interval } from './interval.ts';
import { toNormalQuantile, toNormalShare } from './normal.ts';

/** How to resample. */
export interface BootstrapOptions {
  readonly seed: number;
  /** Names the stream of chance, so that two intervals of one seed do not share it. */
  readonly label: string;
  readonly level?: number;
  /**
   * How many sets are drawn; by default 1,000, as Efron and Tibshirani advise for the ends of an interval (An
   * Introduction to the Bootstrap, 1993), and fewer where that would take more than two million draws.
   */
  readonly resamples?: number;
  /** `percentile` by default; `bca` corrects for bias and skew (Efron, JASA 82, 1987) and costs a measure per cluster. */
  readonly method?: 'percentile' | 'bca';
}

/**
 * The interval of a measure over units that come in clusters, for instance pattern instances in conversations, by
 * drawing whole clusters with replacement (Davison and Hinkley, Bootstrap Methods, 1997, section 3.8).
 *
 * It is no narrower than it should be where units of one cluster are alike. At the very edge it is: from units that
 * are all the same only the same is ever drawn, and the interval has no width. Undefined where the measure of the
 * whole is, or where there is no cluster; draws in which it is undefined are left out.
 */
export const clusterBootstrap = <Unit>(
  clusters: ReadonlyArray<readonly Unit[]>,
  measure: (units: readonly Unit[]) => number | undefined,
  options: BootstrapOptions,
): Interval | undefined => {
  const estimate = clusters.length === 0 ? undefined : measure(clusters.flat());
  if (estimate === undefined) return undefined;
  const { level = 0.95, resamples = toResamples(clusters.length) } = options;
  const random = makeRandom(options.seed, `bootstrap/${options.label}`);
  const drawn = Array.from({ length: resamples }, () => measure(drawClusters(clusters, random)))
    .filter((value) => value !== undefined)
    .sort((one, other) => one - other);
  if (drawn.length === 0) return undefined;
  const tail = (1 - level) / 2;
  const [low, high] =
    options.method === 'bca' ? toBcaTails(clusters, measure, estimate, drawn, tail) : [tail, 1 - tail];
  return { estimate, lower: toQuantile(drawn, low), upper: toQuantile(drawn, high) };
};

const toResamples = (clusters: number): number =>
  Math.max(200, Math.min(1_000, Math.floor(2_000_000 / clusters)));

const drawClusters = <Unit>(clusters: ReadonlyArray<readonly Unit[]>, random: Random): Unit[] => {
  const units: Unit[] = [];
  for (let left = clusters.length; left > 0; left--) {
    for (const unit of clusters[random.below(clusters.length)] ?? []) units.push(unit);
  }
  return units;
};

/** Where to cut on either side, so that bias and skew of the measure are made up for. */
const toBcaTails = <Unit>(
  clusters: ReadonlyArray<readonly Unit[]>,
  measure: (units: readonly Unit[]) => number | undefined,
  estimate: number,
  drawn: readonly number[],
  tail: number,
): readonly [number, number] => {
  const below = drawn.filter((value) => value < estimate).length;
  const ties = drawn.filter((value) => value === estimate).length;
  const bias = toNormalQuantile((below + ties / 2) / drawn.length);
  const left = clusters
    .map((_, without) => measure(clusters.filter((_cluster, at) => at !== without).flat()))
    .filter((value) => value !== undefined);
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
  const squares = left.reduce((sum, value) => sum + (mean - value) ** 2, 0);
  const cubes = left.reduce((sum, value) => sum + (mean - value) ** 3, 0);
  const skew = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const toTail = (z: number): number => toNormalShare(bias + (bias + z) / (1 - skew * (bias + z)));
  if (!Number.isFinite(bias)) return [tail, 1 - tail];
  return [toTail(toNormalQuantile(tail)), toTail(toNormalQuantile(1 - tail))];
};

/** The quantile of sorted values, between neighbours by straight line (Hyndman and Fan, 1996, type 7). */
const toQuantile = (sorted: readonly number[], share: number): number => {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
};
