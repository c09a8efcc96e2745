import type { FailedConversation, GenerateSummary } from '../../index.ts';
import { formatCount } from './format.ts';

type RejectedConversation = NonNullable<GenerateSummary['rejected']>[number];

/** One line for each conversation that was given up, at most `most` of them. */
export const listFailures = (failed: readonly FailedConversation[], most: number): string[] => [
  ...failed
    .slice(0, most)
    .map(({ number, topic, reason, message }) => `✗ ${number} ${topic}: ${reason}. ${message}`),
  ...(failed.length > most
    ? [`… and ${formatCount(failed.length - most)} more; \`idiolect status --json\` lists all`]
    : []),
];

/** One line for each conversation that came back and is not used, at most `most` of them. */
export const listRejected = (rejected: readonly RejectedConversation[], most: number): string[] => [
  ...rejected
    .slice(0, most)
    .map(
      ({ number, topic = '', check, message }) => `! ${`${number} ${topic}`.trim()}: ${check}. ${message}`,
    ),
  ...(rejected.length > most
    ? [`… and ${formatCount(rejected.length - most)} more; \`idiolect status --json\` lists all`]
    : []),
];

/** `refused × 2, cut-off × 1`, most frequent first. */
export const countReasons = (failed: readonly FailedConversation[]): string =>
  countEach(failed.map(({ reason }) => reason));

/** The same by the check that rejected them. */
export const countChecks = (rejected: readonly RejectedConversation[]): string =>
  countEach(rejected.map(({ check }) => check));

const countEach = (names: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${reason} × ${formatCount(count)}`)
    .join(', ');
};
