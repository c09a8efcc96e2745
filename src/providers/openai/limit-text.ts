import type { Allowance, Limits } from '../contract.ts';
import { parseDurationMs } from '../wire/duration.ts';

/** An amount that a refusal names: `Limit 30000`, `Used: 29,250`. */
export const readAmount = (message: string, name: string): number | undefined => {
  const digits = new RegExp(`\\b${name}:? ([\\d,]+)`, 'i').exec(message)?.[1];
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
};

/** `Please try again in 1.5s.` */
export const readAskedMs = (message: string): number | undefined =>
  parseDurationMs(/try again in (\S+?)\.?(?:\s|$)/i.exec(message)?.[1] ?? '');

/** Whether the limit is one of the day: "…on requests per day (RPD): Limit 200", or OpenRouter's "free-models-per-day". */
export const isOfDay = (message: string): boolean => /\bper[- ]day\b|\((?:RPD|TPD)\)/i.test(message);

/**
 * Reads the limit that a refusal tells in its words, where a proxy has kept the headers back: "…on tokens per min (TPM):
 * Limit 30000, Used 29250, Requested 1500. Please try again in 1.5s." (observed 2026).
 */
export const readLimitText = (message: string): Limits => {
  const unit = /\b(requests|tokens) per min(?:ute)?\b|\(([RT])PM\)/i.exec(message);
  const [limit, used] = [readAmount(message, 'Limit'), readAmount(message, 'Used')];
  const requested = readAmount(message, 'Requested');
  if (unit === null || isOfDay(message) || limit === undefined || used === undefined) return {};
  // One that can never pass tells nothing of what is left.
  if (requested === undefined || requested > limit) return {};
  const waitMs = readAskedMs(message);
  const allowance: Allowance = {
    limit,
    remaining: Math.max(0, limit - used),
    refusal: { requested, ...(waitMs !== undefined && { waitMs }) },
  };
  return /^(?:requests|r)$/i.test(unit[1] ?? unit[2] ?? '') ? { requests: allowance } : { tokens: allowance };
};
