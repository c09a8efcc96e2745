import type { FailedConversation } from '../../index.ts';
import { formatCount } from './format.ts';

/** One line for each conversation that was given up, at most `most` of them. */
export const listFailures = (failed: readonly FailedConversation[], most: number): string[] => [
  ...failed
    .slice(0, most)
    .map(({ number, topic, reason, message }) => `✗ ${number} ${topic}: ${reason}. ${message}`),
  ...(failed.length > most
    ? [`… and ${formatCount(failed.length - most)} more; \`idiolect status --json\` lists all`]
    : []),
];

/** `refused × 2, cut-off × 1`, most frequent first. */
export const countReasons = (failed: readonly FailedConversation[]): string => {
  const counts = new Map<string, number>();
  for (const { reason } of failed) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${reason} × ${formatCount(count)}`)
    .join(', ');
};
