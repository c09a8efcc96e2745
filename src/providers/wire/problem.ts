import type { Problem, ProblemKind } from '../contract.ts';
import { maskKeys } from './mask.ts';

const MESSAGE_CHARS = 200;
const QUOTE_CHARS = 120;

/** Makes a problem whose message fits on a line and shows nothing that looks like a key. */
export const makeProblem = (
  kind: ProblemKind,
  message: string,
  extras: Omit<Partial<Problem>, 'kind' | 'message'> = {},
): Problem => ({ kind, message: shorten(maskKeys(message), MESSAGE_CHARS), ...extras });

/** `: "what the provider says"`, on one line and short, or nothing when it says nothing. */
export const quote = (text: string | undefined): string => {
  const line = (text ?? '').replaceAll(/\s+/g, ' ').trim();
  return line === '' ? '' : `: "${shorten(maskKeys(line), QUOTE_CHARS)}"`;
};

/** A number as people read it: `30,000`. */
export const toNumberText = (value: number): string => value.toLocaleString('en-US');

/** A wait as people read it: `1.5 s`, `6 min`. */
export const toWaitText = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${Number((ms / 1000).toFixed(1))} s` : `${Math.round(ms / 60_000)} min`;
};

/** `; the provider asks to wait 1.5 s`, when it does. */
export const toAskText = (retryAfterMs: number | undefined): string =>
  retryAfterMs === undefined ? '' : `; the provider asks to wait ${toWaitText(retryAfterMs)}`;

const shorten = (text: string, chars: number): string =>
  text.length <= chars ? text : `${text.slice(0, chars - 1)}…`;
