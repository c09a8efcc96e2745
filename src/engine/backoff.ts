import type { Random } from '../base/index.ts';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before try number `tries` + 1: doubling from half a second to thirty, and never more than a quarter
 * less by chance, so that calls which failed together do not come back together.
 *
 * After the retry policy of the official OpenAI and Anthropic SDKs (0.5 s × 2^n with up to 25 % jitter), with a longer
 * ceiling because a batch can afford to wait.
 */
export const toBackoffMs = (tries: number, random: Random): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, tries - 1)) * (1 - 0.25 * random.fraction());
