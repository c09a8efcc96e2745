import { describe, expect, test } from 'vitest';
import type { Ceilings } from './gauges.ts';
import type { Ending, Permit } from './permit.ts';
import { answered, make, never, refused, saturate, small, told } from './send-rig.contract.ts';

describe('what limits the rate', () => {
  test.each<[string, Ceilings, Ending, string, RegExp]>([
    [
      'nothing but the calls at once',
      { concurrency: 1 },
      answered,
      'calls',
      /^1 calls at once \(--concurrency\)/,
    ],
    ['a pause', { concurrency: 1 }, refused(4_200), 'provider-pause', /5 s asked by m/],
    [
      'requests',
      { concurrency: 1, requestsPerMinute: 1 },
      answered,
      'requests-per-minute',
      /requests per minute of m \(--rpm\), 1 of 1$/,
    ],
    [
      'tokens',
      { concurrency: 9 },
      told({ tokens: { limit: 450_000, remaining: 0 } }),
      'tokens-per-minute',
      /tokens per minute of m, 20 of 450 k$/,
    ],
  ])('is told: %s', async (_what, ceilings, ending, kind, text) => {
    const { limit } = make(ceilings);
    limit.release((await limit.admit(small, never)) as Permit, ending);
    void limit.admit(small, never);
    void limit.admit(small, never);
    expect(limit.describeBinding()).toMatchObject({ kind, text: expect.stringMatching(text) });
  });

  test('is told: that the provider asked for less at once', async () => {
    const { clock, limit } = make({ concurrency: 10 });
    limit.release((await limit.admit(small, never)) as Permit, refused(10, 'overload'));
    await clock.wind(100);
    expect(limit.describeBinding()).toMatchObject({ kind: 'slowed-down', limit: 5, used: 0 });
  });

  test('is told: a rate that was learnt', async () => {
    const rig = make({ concurrency: 10 });
    const load = saturate(rig, 20, 100, { end: (sent) => (sent % 7 === 0 ? refused(10) : answered) });
    await rig.clock.wind(3_000);
    expect(rig.limit.describeBinding()).toMatchObject({
      kind: 'learnt-rate',
      text: expect.stringMatching(/^learnt rate of m, about \d+( k)? requests a minute$/),
    });
    load.stop();
  });

  test('is told: a breaker, with the time of the next probe', async () => {
    const rig = make({ concurrency: 40 });
    const load = saturate(rig, 60, 100, { end: () => refused(0, 'overload') });
    await rig.clock.wind(120_000);
    const { kind, text } = rig.limit.describeBinding();
    expect(kind).toBe('breaker');
    expect(text).toMatch(/^m refuses nearly every request; (next probe in \d s|a probe is under way)$/);
    load.stop();
  });
});
