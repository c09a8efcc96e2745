import type { Problem, ProblemKind, Usage } from '../contract.ts';
import { makeProblem } from '../wire/problem.ts';
import { toAfterText } from '../wire/usage.ts';

/** What ends an answer other than `STOP` (Gemini API protos, 2026-08-22; Google Gen AI SDK 3.1.0). */
const KINDS: ReadonlyMap<string, ProblemKind> = new Map([
  ['SAFETY', 'blocked'],
  ['BLOCKLIST', 'blocked'],
  ['PROHIBITED_CONTENT', 'blocked'],
  ['SPII', 'blocked'],
  ['LANGUAGE', 'blocked'],
  ['OTHER', 'blocked'],
  ['IMAGE_SAFETY', 'blocked'],
  ['IMAGE_PROHIBITED_CONTENT', 'blocked'],
  ['IMAGE_OTHER', 'blocked'],
  ['RECITATION', 'recitation'],
  ['IMAGE_RECITATION', 'recitation'],
  ['MAX_TOKENS', 'cut-off'],
  ['CONTINUATION', 'cut-off'],
  ['MALFORMED_RESPONSE', 'wrong-shape'],
  ['MALFORMED_FUNCTION_CALL', 'wrong-shape'],
  ['UNEXPECTED_TOOL_CALL', 'wrong-shape'],
  ['TOO_MANY_TOOL_CALLS', 'wrong-shape'],
  ['NO_IMAGE', 'wrong-shape'],
]);

/** The problem that a finish reason stands for; none for `STOP`. A reason that is not known is a failure. */
export const toFinishProblem = (
  reason: string | undefined,
  usage: Usage | undefined,
): Problem | undefined => {
  if (reason === 'STOP') return undefined;
  const kind = KINDS.get(reason ?? '') ?? 'wrong-shape';
  return makeProblem(kind, describe(kind, reason ?? 'no finish reason', usage), usage && { usage });
};

const describe = (kind: ProblemKind, reason: string, usage: Usage | undefined): string => {
  if (kind !== 'cut-off') return `The reply ended with ${reason}.`;
  return `The reply was cut off${toAfterText(usage)} (${reason}).`;
};
