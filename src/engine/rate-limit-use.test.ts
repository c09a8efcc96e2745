import { describe, expect, test } from 'vitest';
import { type LoadOptions, measureUse, mixedSizes, startLoad } from './limit-rig.contract.ts';

const MINUTE_MS = 60_000;
/** The bars: at least so much of the limit is used, and at most so many requests are refused. */
const LEAST_USED = 0.95;
const MOST_REFUSED = 0.02;

const RETRY_AFTERS = ['none', 'exact', 'seconds'] as const;

/** Runs for a minute to begin, and then measures some more. */
const measure = async (options: LoadOptions, minutes = 4) => {
  const rig = startLoad(options);
  // At 20 seconds a call the first word on a limit comes late.
  await rig.clock.wind(MINUTE_MS + 3 * (options.latencyMs ?? 0));
  const fromMs = rig.clock.nowMs();
  await rig.clock.wind(minutes * MINUTE_MS);
  const binding = rig.limit.describeBinding().text;
  rig.stop();
  return { ...measureUse(rig.server, fromMs, fromMs + minutes * MINUTE_MS), binding };
};

/** Calls of 2,000 to 3,500 tokens. */
const varied = (call: number): number => 2_000 + ((call * 7_919) % 1_500);

describe('a limit that the headers tell', () => {
  test.each<[number, number, number]>([
    [60, 20, 8],
    [60, 5_000, 32],
    [600, 20, 32],
    [600, 2_000, 100],
    [600, 20_000, 300],
    [3_000, 200, 100],
  ])(
    'of %i requests a minute is used at %i ms and %i at once, and nothing is refused',
    async (perMinute, latencyMs, concurrency) => {
      const use = await measure({
        requestsPerMinute: perMinute,
        tellsHeaders: true,
        retryAfter: 'seconds',
        latencyMs,
        concurrency,
      });
      expect(use.requestsPerMinute).toBeGreaterThan(LEAST_USED * perMinute);
      expect(use.refusedShare).toBeLessThan(0.005);
    },
  );

  test.each<[string, number, LoadOptions]>([
    ['that charges the room for the answer', 20, { charge: () => 3_000 }],
    [
      'that charges the room for the answer, as was expected',
      2_000,
      {
        charge: () => 3_000,
        estimate: (tokens) => ({ inputTokens: tokens / 2, outputTokens: tokens / 2, chargedTokens: 3_000 }),
      },
    ],
    ['that charges what is used', 200, {}],
    [
      'that charges less than half of what was expected',
      2_000,
      {
        concurrency: 100,
        estimate: (tokens) => ({ inputTokens: tokens / 2, outputTokens: tokens / 2, chargedTokens: 6_000 }),
      },
    ],
  ])('of 1.5 M tokens a minute %s is used, at %i ms', async (_what, latencyMs, options) => {
    const use = await measure({
      tokensPerMinute: 1_500_000,
      tellsHeaders: true,
      retryAfter: 'seconds',
      tokens: varied,
      latencyMs,
      ...options,
    });
    expect(use.tokensPerMinute).toBeGreaterThan(LEAST_USED * 1_500_000);
    expect(use.refusedShare).toBeLessThan(MOST_REFUSED);
  });
});

describe('a limit that nobody tells', () => {
  test.each<[number, 'none' | 'exact' | 'seconds', number, number]>([
    [600, 'none', 20, 32],
    [600, 'exact', 20, 32],
    [600, 'seconds', 20, 32],
    [600, 'none', 5_000, 100],
    [150, 'seconds', 20_000, 100],
    [60, 'seconds', 1_000, 32],
    [3_000, 'none', 200, 100],
  ])(
    'of %i requests a minute (Retry-After: %s) is found, at %i ms and %i at once',
    async (perMinute, retryAfter, latencyMs, concurrency) => {
      const use = await measure({ requestsPerMinute: perMinute, retryAfter, latencyMs, concurrency }, 6);
      expect(use.requestsPerMinute).toBeGreaterThan(LEAST_USED * perMinute);
      expect(use.refusedShare).toBeLessThan(MOST_REFUSED);
      expect(use.binding).toMatch(/^(learnt rate|pause)/);
    },
  );

  test.each<['none' | 'exact' | 'seconds', number]>([
    ['none', 200],
    ['exact', 20],
    ['seconds', 20],
  ])('of 1.5 M tokens a minute (Retry-After: %s) is found, at %i ms', async (retryAfter, latencyMs) => {
    const use = await measure({ tokensPerMinute: 1_500_000, retryAfter, tokens: varied, latencyMs });
    expect(use.tokensPerMinute).toBeGreaterThan(LEAST_USED * 1_500_000);
    expect(use.refusedShare).toBeLessThan(MOST_REFUSED);
  });

  test.each([1, 2, 3, 4].flatMap((seed) => RETRY_AFTERS.map((retryAfter) => [seed, retryAfter] as const)))(
    'of 1.5 M tokens a minute is found by calls of mixed sizes, seed %i (Retry-After: %s)',
    async (seed, retryAfter) => {
      const use = await measure(
        {
          tokensPerMinute: 1_500_000,
          retryAfter,
          tokens: mixedSizes(seed),
          latencyMs: 1_000,
          concurrency: 100,
        },
        2,
      );
      expect(use.tokensPerMinute).toBeGreaterThan(LEAST_USED * 1_500_000);
      expect(use.refusedShare).toBeLessThan(MOST_REFUSED);
    },
  );

  test.each(RETRY_AFTERS)(
    'of 600 requests a minute is not taken for one of tokens where sizes are mixed (Retry-After: %s)',
    async (retryAfter) => {
      const use = await measure({
        requestsPerMinute: 600,
        retryAfter,
        tokens: mixedSizes(1),
        concurrency: 100,
      });
      expect(use.requestsPerMinute).toBeGreaterThan(0.99 * 600);
      expect(use.binding).toMatch(/requests a minute$|^pause/);
    },
  );

  test.each(RETRY_AFTERS)(
    'lets 600 calls through with few refusals from the first moment on (Retry-After: %s)',
    async (retryAfter) => {
      const rig = startLoad({ requestsPerMinute: 600, retryAfter, latencyMs: 25, calls: 600 });
      await rig.clock.wind(70_000);
      expect(rig.load.done).toBe(600);
      expect(rig.server.refusedAt.length).toBeLessThanOrEqual(20);
    },
  );
});

describe('a ceiling that the user typed', () => {
  test.each<[string, LoadOptions['ceilings'], number]>([
    ['requests', { requestsPerMinute: 600 }, 600],
    ['few requests', { requestsPerMinute: 5 }, 5],
    ['tokens', { tokensPerMinute: 1_500_000 }, 545],
  ])('of %s is used, and no minute passes it from the first on', async (_what, ceilings, perMinute) => {
    const rig = startLoad({ ...(ceilings && { ceilings }), latencyMs: 200, tokens: varied });
    await rig.clock.wind(5 * MINUTE_MS);
    rig.stop();
    for (let fromMs = 1_000; fromMs < 4 * MINUTE_MS; fromMs += 431) {
      const use = measureUse(rig.server, fromMs, fromMs + MINUTE_MS);
      if (ceilings?.requestsPerMinute) expect(use.requestsPerMinute).toBeLessThanOrEqual(perMinute);
      if (ceilings?.tokensPerMinute) expect(use.tokensPerMinute).toBeLessThanOrEqual(1_500_000);
    }
    const steady = measureUse(rig.server, 1_000 + MINUTE_MS, 1_000 + 5 * MINUTE_MS);
    expect(steady.requestsPerMinute).toBeGreaterThanOrEqual(LEAST_USED * perMinute - 0.25);
  });
});

test('5,000 calls of 200 ms, a hundred at once, take hardly more than ten seconds', async () => {
  const rig = startLoad({ concurrency: 100, latencyMs: 200, calls: 5_000 });
  await rig.clock.wind(12_000);
  expect(rig.load.done).toBe(5_000);
  expect(rig.load.endedMs - rig.startMs).toBeLessThan(1.05 * 10_000);
});
