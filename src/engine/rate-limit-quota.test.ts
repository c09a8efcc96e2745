import { describe, expect, test } from 'vitest';
import { makeRandom } from '../base/index.ts';
import { type LoadOptions, measureUse, mixedSizes, startLoad } from './limit-rig.contract.ts';

const MINUTE_MS = 60_000;
const INPUT = 750_000;
const asInput: Pick<LoadOptions, 'charge' | 'estimate'> = {
  // The rig's calls have as much input as output; a quota of input tokens counts the first half.
  charge: (tokens) => tokens / 2,
  estimate: (tokens) => ({ inputTokens: tokens / 2, outputTokens: 3_000 }),
};

/** A load against a server whose refusals name the quota, after half a minute to begin. */
const start = async (options: LoadOptions) => {
  const rig = startLoad({ tellsQuota: true, retryAfter: 'seconds', concurrency: 100, ...options });
  await rig.clock.wind(30_000);
  const use = async (minutes: number) => {
    const fromMs = rig.clock.nowMs();
    await rig.clock.wind(minutes * MINUTE_MS);
    return measureUse(rig.server, fromMs, fromMs + minutes * MINUTE_MS);
  };
  return { ...rig, use };
};

describe('a quota that refusals tell, and no header', () => {
  test.each(
    [1, 2, 3].flatMap((seed) =>
      (['none', 'exact', 'seconds'] as const).map((retryAfter): [number, LoadOptions] => [
        seed,
        { retryAfter, latencyMs: seed * 700 },
      ]),
    ),
  )('of input tokens is used to the full by calls of mixed sizes, seed %i, %o', async (seed, options) => {
    const rig = await start({ tokensPerMinute: INPUT, tokens: mixedSizes(seed), ...asInput, ...options });
    expect(rig.server.refusedAt.length).toBeLessThanOrEqual(10);
    const { tokensPerMinute, refusedShare } = await rig.use(2);
    expect(tokensPerMinute).toBeGreaterThan(0.98 * INPUT);
    expect(tokensPerMinute).toBeLessThan(1.02 * INPUT);
    expect(refusedShare).toBe(0);
    expect(rig.limit.describeBinding()).toMatchObject({
      kind: 'tokens-per-minute',
      text: expect.stringMatching(/^input tokens per minute of m, 7\d\d k of 750 k$/),
    });
    rig.stop();
  });

  test.each([5, 60, 600])('of %i requests is used to the full', async (perMinute) => {
    const rig = await start({ requestsPerMinute: perMinute, latencyMs: 1_000 });
    expect(rig.server.refusedAt.length).toBeLessThanOrEqual(5);
    const { requestsPerMinute, refusedShare } = await rig.use(4);
    expect(requestsPerMinute).toBeGreaterThanOrEqual(0.98 * perMinute);
    expect(refusedShare).toBe(0);
    rig.stop();
  });

  test('is kept beside another one, and both are told', async () => {
    const rig = await start({
      tokensPerMinute: INPUT,
      requestsPerMinute: 131,
      tokens: mixedSizes(1),
      ...asInput,
    });
    const { tokensPerMinute, requestsPerMinute, refusedShare } = await rig.use(4);
    expect(Math.max(tokensPerMinute / INPUT, requestsPerMinute / 131)).toBeGreaterThan(0.98);
    expect(refusedShare).toBeLessThan(0.01);
    rig.stop();
  });

  test.each<[string, Partial<LoadOptions>]>([
    ['that saves up next to nothing', { burstMinutes: 0.001 }],
    ['that counts by the minute of the clock', { isByClockMinute: true }],
  ])('is used by a server %s', async (_what, options) => {
    const rig = await start({ requestsPerMinute: 600, latencyMs: 200, ...options });
    await rig.clock.wind(MINUTE_MS);
    const { requestsPerMinute, refusedShare } = await rig.use(3);
    expect(requestsPerMinute).toBeGreaterThan(0.95 * 600);
    expect(refusedShare).toBeLessThan(0.01);
    rig.stop();
  });

  test.each([
    ['lowered', 500_000],
    ['raised', 1_500_000],
  ])('may be %s during a run', async (_what, after) => {
    const rig = await start({ tokensPerMinute: INPUT, tokens: mixedSizes(1), ...asInput });
    rig.server.limit({ tokensPerMinute: after });
    // A higher one is not told by anything: after ten minutes without a refusal it is tried.
    await rig.use(22);
    const { tokensPerMinute, refusedShare } = await rig.use(3);
    expect(tokensPerMinute).toBeGreaterThan(0.95 * after);
    expect(refusedShare).toBeLessThan(0.02);
    rig.stop();
  });

  test('that is half used by others leaves what is left to be learnt, in tokens', async () => {
    const rig = await start({
      tokensPerMinute: INPUT,
      toldLimit: 2 * INPUT,
      tokens: mixedSizes(1),
      ...asInput,
    });
    await rig.use(1);
    const { tokensPerMinute, refusedShare } = await rig.use(3);
    expect(tokensPerMinute).toBeGreaterThan(0.95 * INPUT);
    expect(refusedShare).toBeLessThan(0.02);
    expect(rig.limit.describeBinding().text).toMatch(/^(learnt rate of m, about 7\d\d k input tokens|pause)/);
    rig.stop();
  });

  test('is not blamed for refusals by chance, which name no quota', async () => {
    const random = makeRandom(1, 'chance');
    const rig = await start({
      requestsPerMinute: 600,
      latencyMs: 200,
      fate: () => (random.below(25) === 0 ? { why: 'rate' } : undefined),
    });
    await rig.use(3);
    const { requestsPerMinute } = await rig.use(3);
    expect(requestsPerMinute).toBeGreaterThan(0.9 * 600);
    rig.stop();
  });
});
