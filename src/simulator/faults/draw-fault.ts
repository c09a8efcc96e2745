import type { Random } from '../../base/index.ts';
import type { Fault, FaultKind } from './fault.ts';

/** The fault that is set for the n-th request of the server, if one is. The first that names the place counts. */
export const findPlacedFault = (faults: readonly Fault[], number: number): FaultKind | undefined =>
  faults.find(
    (fault) => 'from' in fault && number >= fault.from && number <= (fault.to ?? Number.POSITIVE_INFINITY),
  )?.kind;

/** Draws one of the faults that happen by chance, or none. Draws once from `random`, and not at all without such faults. */
export const drawFault = (faults: readonly Fault[], random: () => Random): FaultKind | undefined => {
  const byChance = faults.filter((fault) => 'probability' in fault);
  if (byChance.length === 0) return undefined;
  let left = random().fraction();
  for (const { kind, probability } of byChance) {
    left -= probability;
    if (left < 0) return kind;
  }
  return undefined;
};
