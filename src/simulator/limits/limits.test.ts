import { describe, expect, test } from 'vitest';
import { Bucket } from './bucket.ts';
import { cutToTokens } from './count-tokens.ts';
import { findLimits } from './limit-rule.ts';
import { Limiter } from './limiter.ts';
import { PrefixCache } from './prefix-cache.ts';

describe('a bucket', () => {
  test('holds a tenth of a minute and refills steadily', () => {
    const bucket = new Bucket(600, 0.1, 0);
    bucket.take(60, 0);
    expect(bucket.measureWaitMs(1, 0)).toBe(100);
    expect(bucket.measureWaitMs(1, 99)).toBeGreaterThan(0);
    expect(bucket.measureWaitMs(1, 100)).toBe(0);
    expect(bucket.toLevel(3000)).toEqual({ limit: 600, remaining: 30, resetMs: 3000 });
    expect(bucket.toLevel(3_600_000).remaining).toBe(60);
  });

  test('always holds at least one request', () => {
    const bucket = new Bucket(5, 0.1, 0);
    expect(bucket.measureWaitMs(1, 0)).toBe(0);
    bucket.take(1, 0);
    expect(bucket.measureWaitMs(1, 0)).toBe(12_000);
  });

  test('lets in what is larger than itself when it is full, and makes the next ones pay for it', () => {
    const bucket = new Bucket(6000, 0.1, 0);
    expect(bucket.measureWaitMs(3000, 0)).toBe(0);
    bucket.take(3000, 0);
    expect(bucket.toLevel(0).remaining).toBe(0);
    expect(bucket.measureWaitMs(3000, 0)).toBe(30_000);
    expect(bucket.measureWaitMs(3000, 30_000)).toBe(0);
  });

  test('lets through its limit in the long run, whatever is tried', () => {
    const bucket = new Bucket(300, 0.1, 0);
    let let_in = 0;
    for (let nowMs = 0; nowMs < 600_000; nowMs += 7) {
      if (bucket.measureWaitMs(1, nowMs) > 0) continue;
      bucket.take(1, nowMs);
      let_in++;
    }
    expect(let_in).toBeGreaterThanOrEqual(3000);
    expect(let_in).toBeLessThanOrEqual(3030);
  });
});

describe('the limiter', () => {
  const load = { provider: 'openai' as const, model: 'gpt-4o', tokens: 100 };

  test('refuses with the figures of the limit that is reached, and says when to come back', () => {
    const limiter = new Limiter([{ requestsPerMinute: 60, tokensPerMinute: 1000, burstMinutes: 0.2 }]);
    expect(limiter.admit(load, 0)).toBeUndefined();
    expect(limiter.admit(load, 0)).toBeUndefined();
    expect(limiter.admit(load, 0)).toEqual({
      kind: 'rate-limited',
      what: 'tokens',
      limit: 1000,
      used: 1000,
      requested: 100,
      waitMs: 6000,
    });
    expect(limiter.admit(load, 6000)).toBeUndefined();
  });

  test('tells a request that can never fit from one that must wait', () => {
    const limiter = new Limiter([{ tokensPerMinute: 1000 }]);
    expect(limiter.admit({ ...load, tokens: 1001 }, 0)).toEqual({
      kind: 'too-large',
      limit: 1000,
      requested: 1001,
    });
  });

  test('counts each model apart', () => {
    const limiter = new Limiter([{ requestsPerMinute: 1 }]);
    expect(limiter.admit(load, 0)).toBeUndefined();
    expect(limiter.admit(load, 0)).toMatchObject({ kind: 'rate-limited', what: 'requests' });
    expect(limiter.admit({ ...load, model: 'gpt-4.1' }, 0)).toBeUndefined();
    expect(limiter.granted).toEqual([
      { provider: 'openai', model: 'gpt-4o', requests: 1, tokens: 100 },
      { provider: 'openai', model: 'gpt-4.1', requests: 1, tokens: 100 },
    ]);
  });

  test('charges refused requests on the OpenAI wire, but not so far that waiting as told is in vain', () => {
    const limiter = new Limiter([{ requestsPerMinute: 60, burstMinutes: 1 / 60 }]);
    limiter.admit(load, 0);
    for (let nowMs = 0; nowMs < 500; nowMs += 50) limiter.admit(load, nowMs);
    const refusal = limiter.admit(load, 500);
    expect(refusal).toMatchObject({ waitMs: 1000 });
    expect(limiter.admit(load, 1500)).toBeUndefined();
  });

  test('holds output back only on the Anthropic wire, after the fact', () => {
    const limiter = new Limiter([{ outputTokensPerMinute: 600 }]);
    const claude = { provider: 'anthropic' as const, model: 'claude-haiku-4-5', tokens: 10 };
    for (const one of [load, claude]) {
      expect(limiter.admit(one, 0)).toBeUndefined();
      limiter.chargeOutput(one, 160, 0);
    }
    expect(limiter.admit(load, 0)).toBeUndefined();
    expect(limiter.admit(claude, 0)).toMatchObject({ what: 'output-tokens', waitMs: 10_100 });
  });
});

test('the first rule that speaks of a model counts', () => {
  const rules = [
    { provider: 'openai' as const, model: 'gpt-4o-mini', requestsPerMinute: 1 },
    { provider: 'openai' as const, requestsPerMinute: 2 },
    { requestsPerMinute: 3 },
  ];
  const find = (provider: 'openai' | 'gemini', model: string) =>
    findLimits(rules, provider, model).requestsPerMinute;
  expect([find('openai', 'gpt-4o-mini'), find('openai', 'gpt-4o'), find('gemini', 'gemini-2.5-pro')]).toEqual(
    [1, 2, 3],
  );
  expect(findLimits([], 'openai', 'gpt-4o')).toEqual({});
});

describe('the prefix cache', () => {
  const start = 'abcdefgh'.repeat(1024);

  test('bills a long start that was seen before, in steps of 128 tokens', () => {
    const cache = new PrefixCache();
    expect(cache.measure('m', `${start}one`)).toBe(0);
    cache.remember('m', `${start}one`);
    expect(cache.measure('m', `${start}two`)).toBe(2048);
    expect(cache.measure('other', `${start}two`)).toBe(0);
    expect(cache.measure('m', `${start.slice(0, 6000)}three`)).toBe(1408);
  });

  test('leaves short prompts alone', () => {
    const cache = new PrefixCache();
    cache.remember('m', 'short');
    expect(cache.measure('m', 'short')).toBe(0);
  });
});

test('a cut never leaves half a character', () => {
  expect(cutToTokens('abc😀def', 1)).toBe('abc');
  expect(cutToTokens('abcd😀def', 1)).toBe('abcd');
  expect(cutToTokens('abc', 5)).toBe('abc');
  expect(cutToTokens('abc', 0)).toBe('');
});
