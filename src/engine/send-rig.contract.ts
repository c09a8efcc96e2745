import { HandClock, makeRandom } from '../base/index.ts';
import type { Limits } from '../providers/index.ts';
import type { Ceilings, Estimate } from './gauges.ts';
import type { Ending } from './permit.ts';
import { RateLimit } from './rate-limit.ts';

export const MINUTE_MS = 60_000;
export const small: Estimate = { inputTokens: 10, outputTokens: 10 };
export const answered: Ending = { kind: 'answered', limits: {} };
export const never = new AbortController().signal;

export const make = (ceilings: Ceilings) => {
  const clock = new HandClock(1_000);
  return { clock, limit: new RateLimit('m', ceilings, { clock, random: makeRandom(1, 'limiter') }) };
};
export const refused = (retryAfterMs: number, why: 'rate' | 'overload' = 'rate'): Ending => ({
  kind: 'unserved',
  limits: {},
  refusal: { why, retryAfterMs },
});
export const told = (limits: Limits): Ending => ({ kind: 'answered', limits });

/** Sends without end: each worker asks, holds its permit for a while and gives it back. */
export const saturate = (
  { clock, limit }: ReturnType<typeof make>,
  workers: number,
  latencyMs: number,
  { estimate = small, end = () => answered }: { estimate?: Estimate; end?: (sent: number) => Ending } = {},
) => {
  const sentAt: number[] = [];
  const stop = new AbortController();
  let inFlight = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const permit = await limit.admit(estimate, stop.signal);
      if (permit === undefined) return;
      sentAt.push(clock.nowMs());
      most = Math.max(most, ++inFlight);
      await clock.sleep(latencyMs);
      inFlight--;
      limit.release(permit, end(sentAt.length));
    }
  };
  const all = Promise.all(Array.from({ length: workers }, work));
  return { sentAt, stop: () => stop.abort(), all, mostInFlight: () => most };
};
export const countIn = (moments: readonly number[], fromMs: number, lengthMs = MINUTE_MS): number =>
  moments.filter((ms) => ms >= fromMs && ms < fromMs + lengthMs).length;
