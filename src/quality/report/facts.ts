import { countOf, formatInterval, formatMoment, formatUsd } from './figures.ts';
import type { ProviderQuality, QualityReport } from './quality-report.ts';

/** What was fixed before generation, and whether it still holds, in one sentence. */
export const toRegisteredText = ({ atMs, changed }: QualityReport['registered']): string => {
  if (atMs === undefined) return 'The criteria were not fixed before generation.';
  const when = formatMoment(new Date(atMs).toISOString());
  return changed.length === 0
    ? `The criteria were fixed before generation, ${when}, and still hold.`
    : `The criteria were fixed before generation, ${when}; changed since: ${changed.map((each) => each.replace(/\.$/, '')).join('; ')}.`;
};

/** What was paid for all parts; where that of one is not known it is named. */
export const toPaidText = ({ providers }: QualityReport): string => {
  const known = providers.filter(({ costUsd }) => costUsd !== undefined);
  const unknown = providers.filter(({ costUsd }) => costUsd === undefined).map(({ provider }) => provider);
  const total = formatUsd(known.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0));
  const lead = toLead(providers.every(({ isSimulated }) => isSimulated));
  if (unknown.length === 0) return `${lead}: ${total}.`;
  return `${lead}: ${known.length === 0 ? '' : `${total}; `}not known for ${unknown.join(', ')}.`;
};

/** What one part cost, in all and for what of it can be used. */
export const toPartPaidText = ({ isSimulated, costUsd, costPerUsableUsd }: ProviderQuality): string =>
  `${toLead(isSimulated)}: ${formatUsd(costUsd)}; for each usable conversation: ${formatUsd(costPerUsableUsd)}.`;

/** Nothing is paid for what the simulator writes. */
const toLead = (isSimulated: boolean): string => (isSimulated ? 'Nothing was paid; at list prices' : 'Paid');

/** How two judges agree on the same items, in one sentence. */
export const toOverlapText = ({
  one,
  other,
  items,
  ac1,
  kappa,
  selfPreference,
}: QualityReport['overlap'][number]): string => {
  const lean =
    selfPreference === undefined ? '' : `, lean towards its own family ${formatInterval(selfPreference)}`;
  return `${one} and ${other} on ${countOf(items, 'item')}: AC1 ${formatInterval(ac1)}, kappa ${formatInterval(kappa)}${lean}.`;
};
