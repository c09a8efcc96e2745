import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HandClock } from '../base/index.ts';
import type { Problem, Provider, RawReply, Request, Sent } from '../providers/index.ts';
import { makeCall, startRun, toSummary, USD_PER_TOKEN } from './run-rig.contract.ts';

/** How one send goes: what it is billed, as a share of the worst, and what comes back. */
interface Fate {
  readonly share: number;
  readonly ends: 'well' | 'badly' | 'lost' | 'refused' | 'without usage';
  readonly latencyMs: number;
}

const anyFate: fc.Arbitrary<Fate> = fc.record({
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  ends: fc.constantFrom('well', 'well', 'well', 'badly', 'lost', 'refused', 'without usage'),
  latencyMs: fc.integer({ min: 1, max: 3_000 }),
});

/** A provider that keeps books of its own: what it bills, whether the answer arrives or not. */
class BillingProvider implements Provider {
  readonly name = 'openai';
  readonly baseUrl = 'http://127.0.0.1:1';
  readonly clock: HandClock;
  readonly #fates: readonly Fate[];
  billedUsd = 0;
  mostBilledUsd = 0;
  sends = 0;
  inFlight = 0;
  mostInFlight = 0;

  constructor(clock: HandClock, fates: readonly Fate[]) {
    this.clock = clock;
    this.#fates = fates;
  }

  async send(request: Request, { signal }: { readonly signal: AbortSignal }): Promise<Sent> {
    const fate = this.#fates[this.sends++ % this.#fates.length]!;
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    await this.clock.sleep(fate.latencyMs, signal);
    this.inFlight--;
    if (fate.ends === 'refused') return toFailed('rate-limited');
    const outputTokens = Math.floor(request.maxTokens * fate.share);
    this.billedUsd += outputTokens * USD_PER_TOKEN;
    if (fate.ends === 'lost') return toFailed('connection-lost');
    const text = fate.ends === 'badly' ? 'bad' : 'good';
    const body = JSON.stringify({ text, ...(fate.ends !== 'without usage' && { outputTokens }) });
    return { kind: 'answered', raw: { status: 200, body }, limits: {} };
  }

  countWorstOutput({ maxTokens }: Request): number {
    return maxTokens;
  }

  read({ body }: RawReply) {
    const { text, outputTokens } = JSON.parse(body) as { text: string; outputTokens?: number };
    if (outputTokens === undefined) {
      const problem: Problem = { kind: 'empty', message: 'It tells nothing.' };
      return { kind: 'problem', problem } as const;
    }
    const parts = { inputTokens: 0, cachedInputTokens: 0, cacheWriteTokens: 0, thinkingTokens: 0 };
    return { kind: 'reply', reply: { text, model: 'm', usage: { ...parts, outputTokens } } } as const;
  }
}

const toFailed = (kind: Problem['kind']): Sent => ({
  kind: 'failed',
  problem: { kind, message: kind },
  limits: {},
});

const startBilled = (rooms: readonly number[], fates: readonly Fate[], capUsd: number) => {
  const calls = rooms.map((maxTokens, index) => {
    const call = makeCall(`call ${index}`);
    return { ...call, request: { ...call.request, maxTokens } };
  });
  const rig = startRun([], { concurrency: 1 });
  const provider = new BillingProvider(rig.clock, fates);
  return { provider, rig: startRun(calls, { provider, clock: rig.clock, capUsd, concurrency: 200 }) };
};

test('with 200 calls in flight the provider never bills more than the cap, and the run ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 200, maxLength: 300 }),
      fc.array(anyFate, { minLength: 1, maxLength: 40 }),
      fc.double({ min: 1, max: 200, noNaN: true }),
      async (rooms, fates, capUsd) => {
        const { provider, rig } = startBilled(rooms, fates, capUsd);
        await rig.finish();
        const { spentUsd, uncertainUsd } = rig.budget;
        expect(provider.billedUsd).toBeLessThanOrEqual(capUsd + 1e-9);
        // What we count is never less than what was billed, and never more than the cap.
        expect(provider.billedUsd).toBeLessThanOrEqual(spentUsd + uncertainUsd + 1e-9);
        expect(spentUsd + uncertainUsd).toBeLessThanOrEqual(capUsd + 1e-9);
        expect(rig.state.spentUsd).toBeCloseTo(spentUsd, 9);
        // Every reservation came back: all that is left can be reserved again.
        const leftUsd = capUsd - spentUsd - uncertainUsd;
        expect(await rig.budget.reserve(Math.max(0, leftUsd - 1e-6), new AbortController().signal)).toBe(
          true,
        );
        const settled = Object.keys(toSummary(rig.outcomes)).length;
        if (rig.state.stopReason === undefined) expect(settled).toBe(rooms.length);
        else expect(rig.state.stopReason.kind).toMatch(/budget|problem/);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('a cap that holds twenty worst calls lets twenty fly, and settled ones make room for the next', async () => {
  const well: Fate = { share: 0.1, ends: 'well', latencyMs: 100 };
  const { provider, rig } = startBilled(Array(60).fill(100), [well], 20);
  await rig.finish();
  // The ramp of the limiter lets fewer start than the budget would.
  expect(provider.mostInFlight).toBeLessThanOrEqual(20);
  expect(rig.outcomes).toHaveLength(60);
  expect(rig.budget.spentUsd).toBeCloseTo(6, 9);
});

test('a cap below one call sends nothing and says what one may cost', async () => {
  const { provider, rig } = startBilled([100, 50], [{ share: 1, ends: 'well', latencyMs: 10 }], 0.4);
  await rig.finish();
  expect(provider.sends).toBe(0);
  expect(rig.state.stopReason).toEqual({ kind: 'budget', needUsd: 1 });
});
