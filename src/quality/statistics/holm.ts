/**
 * Chances of several tests, put up so that each may be held against the level that is meant for all of them together
 * (Holm, Scandinavian Journal of Statistics 6, 1979). In the order given; each at most 1 and no less than it was.
 */
export const holm = (chances: readonly number[]): number[] => {
  const order = chances.map((chance, at) => ({ chance, at })).sort((one, other) => one.chance - other.chance);
  const adjusted = Array<number>(chances.length).fill(1);
  let least = 0;
  for (const [rank, { chance, at }] of order.entries()) {
    least = Math.max(least, Math.min(1, (chances.length - rank) * chance));
    adjusted[at] = least;
  }
  return adjusted;
};
