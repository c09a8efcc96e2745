/** How many units of a cluster there are, and how many of them are successes. */
export interface ClusterCount {
  readonly successes: number;
  readonly n: number;
}

/**
 * How alike units of one cluster are, from 0 to 1: the intraclass correlation of a share by analysis of variance
 * (Ridout, Demétrio and Firth, Biometrics 55, 1999, their rho_AOV), held at 0 from below.
 *
 * Undefined where it cannot be told: fewer than two clusters, none with two units, or all units the same.
 */
export const measureLikeness = (clusters: readonly ClusterCount[]): number | undefined => {
  const filled = clusters.filter(({ n }) => n > 0);
  const total = sum(filled.map(({ n }) => n));
  const groups = filled.length;
  if (groups < 2 || total === groups) return undefined;
  const share = sum(filled.map(({ successes }) => successes)) / total;
  const between = sum(filled.map(({ successes, n }) => n * (successes / n - share) ** 2)) / (groups - 1);
  const within = sum(filled.map(({ successes, n }) => successes * (1 - successes / n))) / (total - groups);
  const size = (total - sum(filled.map(({ n }) => n * n)) / total) / (groups - 1);
  const spread = between + (size - 1) * within;
  return spread === 0 ? undefined : Math.max(0, Math.min(1, (between - within) / spread));
};

/** The likeness that is assumed until the data tell: that of pattern instances in one conversation. Ours. */
export const ASSUMED_LIKENESS = 0.3;
/** How many of the rarer outcome weigh as much as that assumption. Ours. */
const ASSUMED_WEIGHT = 10;

/**
 * By how much fewer units would tell as much if each stood alone: 1 + (m - 1) * likeness (Kish, Survey Sampling, 1965),
 * where m is the mean size of the cluster in which a unit finds itself. At least 1.
 *
 * How alike units are shows only in the rarer outcome, and where nothing failed it does not show at all. So the measured
 * likeness is weighed against an assumed one by how many of the rarer outcome there are.
 */
export const measureDesignEffect = (clusters: readonly ClusterCount[]): number => {
  const total = sum(clusters.map(({ n }) => n));
  if (total === 0) return 1;
  const successes = sum(clusters.map(({ successes }) => successes));
  const measured = measureLikeness(clusters);
  const weight = measured === undefined ? 0 : Math.min(successes, total - successes);
  const likeness = (weight * (measured ?? 0) + ASSUMED_WEIGHT * ASSUMED_LIKENESS) / (weight + ASSUMED_WEIGHT);
  const size = sum(clusters.map(({ n }) => n * n)) / total;
  return 1 + Math.max(0, size - 1) * likeness;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
