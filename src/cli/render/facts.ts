import type { Standing } from '../../index.ts';
import { formatCount, formatPerMinute, formatSeconds, formatUsd, formatUsdRange } from './format.ts';

/** What there is by now: the count first. */
export const toCounts = (now: Standing): string[] => [
  `${formatCount(now.accepted)}/${formatCount(now.refill?.wanted ?? now.planned)}`,
  ...(now.fromLedger > 0 ? [`${formatCount(now.fromLedger)} from the ledger`] : []),
  ...(now.refill && now.refill.rejected > 0 ? [`${formatCount(now.refill.rejected)} rejected`] : []),
  ...(now.failed > 0 ? [`${formatCount(now.failed)} failed`] : []),
  ...(now.refill && now.refill.round > 1 ? [`round ${now.refill.round}`] : []),
];

/** What it cost, and while it is at work what it will likely have cost. */
export const toMoney = (now: Standing, isDone: boolean): string[] => [
  `${formatUsd(now.spentUsd)}${now.expectedUsd === undefined || isDone ? '' : ` of ${formatUsdRange(now.expectedUsd)}`}`,
];

/** How fast it goes. */
export const toPace = (now: Standing): string[] => [
  formatPerMinute(now.perMinute),
  ...(now.secondsLeft === undefined || now.secondsLeft < 0.5
    ? []
    : [`${formatSeconds(now.secondsLeft)} left`]),
];

/** What holds it back. */
export const toLimit = ({ binding }: Standing): string => `limit: ${binding.text}`;
