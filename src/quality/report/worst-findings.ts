import type { Finding, Severity } from '../finding.ts';
import type { ReportedConversation } from './quality-report.ts';

/** A finding with the conversation that it is in. */
export interface PlacedFinding {
  readonly conversation: ReportedConversation;
  readonly finding: Finding;
  /** Its place among the conversation's findings, from 0. */
  readonly number: number;
}

/** How severities are ordered: the gravest first. */
export const SEVERITIES = ['fail', 'warn', 'info'] as const satisfies readonly Severity[];

/** All findings, the gravest first, and else in the order of the conversations. */
export const listFindings = (conversations: readonly ReportedConversation[]): PlacedFinding[] => {
  const all = conversations.flatMap((conversation) =>
    conversation.findings.map((finding, number) => ({ conversation, finding, number })),
  );
  return SEVERITIES.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity));
};

/** How many findings there are of each severity. */
export const countBySeverity = (
  findings: readonly { readonly severity: Severity }[],
): Readonly<Record<Severity, number>> => ({
  fail: findings.filter(({ severity }) => severity === 'fail').length,
  warn: findings.filter(({ severity }) => severity === 'warn').length,
  info: findings.filter(({ severity }) => severity === 'info').length,
});

/** Where a finding is: `data/….jsonl:12`, and with `:4` for its turn where it has one. */
export const toPlaceText = (conversation: ReportedConversation, finding?: Finding): string =>
  `${conversation.file}:${conversation.line}${finding?.place === undefined ? '' : `:${finding.place.turn}`}`;
