import type { Random } from '../base/index.ts';
import type { Profile } from './profile.ts';

const MOST_TIMES = 8;

/** How long a reply takes in milliseconds: log-normal round the profile's latency, and more for a long answer. */
export const drawDelayMs = (
  { latencyMs, latencySpread, tokensPerSecond }: Profile,
  outputTokens: number,
  random: () => Random,
): number => {
  const times =
    latencySpread === 0 ? 1 : Math.min(MOST_TIMES, Math.exp(latencySpread * drawNormal(random())));
  const writingMs = tokensPerSecond === undefined ? 0 : (outputTokens / tokensPerSecond) * 1000;
  return latencyMs * times + writingMs;
};

/** A draw from the standard normal distribution (Box and Muller). */
const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
