import { describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import type { ProviderName } from '../providers/index.ts';
import { parseFaults } from './faults/parse-faults.ts';
import { makeProfile } from './make-profile.ts';
import type { Profile } from './profile.ts';
import { Simulation } from './simulation.ts';
import { BODIES, PROMPT, type Wanted } from './testing/prompt.ts';
import { TINY_RECIPE, writeTiny } from './testing/tiny-recipe.ts';

const clock = new HandClock(Date.UTC(2026, 10, 22));
const KEYS = {
  openai: { authorization: 'Bearer any' },
  gemini: { 'x-goog-api-key': 'any' },
  anthropic: { 'x-api-key': 'any' },
};
const PATHS = {
  openai: '/v1/chat/completions',
  gemini: '/v1beta/models/gemini-2.5-pro:generateContent',
  anthropic: '/v1/messages',
};

const simulate = (settings: Partial<Profile> = {}, seed = 42) => {
  const profile = makeProfile('calm', settings);
  const simulation = new Simulation({ recipe: TINY_RECIPE, seed, profile, write: writeTiny, clock });
  const ask = (wire: ProviderName, wanted: Wanted = {}, model = 'gemini-2.5-pro') => {
    const delivery = simulation.reply({
      wire,
      path: PATHS[wire],
      pathModel: wire === 'gemini' ? model : undefined,
      query: new URLSearchParams(),
      headers: KEYS[wire],
      body: JSON.stringify(BODIES[wire](wanted)),
    });
    return { ...delivery, json: delivery.body.startsWith('{') ? JSON.parse(delivery.body) : undefined };
  };
  return { simulation, ask };
};

/** The text of an answer on each wire. */
const READ = {
  openai: (json: { choices: { message: { content: string } }[] }) => json.choices[0]!.message.content,
  gemini: (json: { candidates: { content: { parts: { text: string }[] } }[] }) =>
    json.candidates[0]!.content.parts[0]!.text,
  anthropic: (json: { content: { text: string }[] }) => json.content[0]!.text,
};
const NAMES = ['openai', 'gemini', 'anthropic'] as const;

describe('an answer', () => {
  test.each(NAMES)('on the wire %s is JSON by the schema', (name) => {
    const { ask } = simulate();
    const value = JSON.parse(READ[name](ask(name).json));
    expect(Object.keys(value)).toEqual(['conversation', 'learning_notes']);
    expect(value.conversation).toHaveLength(6);
    expect(value.conversation[0].content).toBe('rate limiting, question 1');
    expect(value.conversation[1].content).toMatch(/^Answer 1 with Gap Analysis, \d+\.$/);
  });

  test.each(NAMES)('on the wire %s without a schema is text that holds the JSON in a fence', (name) => {
    const { ask } = simulate();
    const text = READ[name](ask(name, { schema: undefined }).json);
    const fenced = /```json\n([\s\S]*?)\n```/.exec(text)?.[1];
    expect(JSON.parse(fenced!).conversation).toHaveLength(6);
  });

  test('to no assignment says what it is, and repeats nothing of the prompt', () => {
    const { ask } = simulate();
    const text = READ.openai(ask('openai', { schema: undefined, prompt: 'my secret' }).json);
    expect(text).toContain('This is the idiolect simulator');
    expect(text).not.toContain('secret');
  });

  test('with another schema is filled by it', () => {
    const { ask } = simulate();
    const schema = {
      type: 'object',
      properties: { verdict: { type: 'string', enum: ['yes', 'no'] } },
      required: ['verdict'],
      additionalProperties: false,
    };
    expect(['yes', 'no']).toContain(JSON.parse(READ.openai(ask('openai', { schema }).json)).verdict);
  });

  test('is the same in any simulation and any order, and another for another seed, model or prompt', () => {
    const first = simulate().ask;
    const text = READ.openai(first('openai').json);
    const second = simulate().ask;
    second('anthropic');
    const others = [{ model: 'gpt-4.1' }, { prompt: `${PROMPT} ` }].map((wanted) =>
      READ.openai(second('openai', wanted).json),
    );
    expect(READ.openai(second('openai').json)).toBe(text);
    expect(READ.openai(second('openai').json)).toBe(text);
    const all = [
      text,
      ...others,
      READ.openai(simulate({}, 43).ask('openai').json),
      READ.gemini(first('gemini').json),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('adds up in its usage', () => {
    const { ask } = simulate();
    const { usage } = ask('openai').json;
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
    const gemini = ask('gemini').json.usageMetadata;
    expect(gemini.totalTokenCount).toBe(
      gemini.promptTokenCount + gemini.candidatesTokenCount + gemini.thoughtsTokenCount,
    );
    expect(gemini.thoughtsTokenCount).toBeGreaterThanOrEqual(128);
    expect(gemini.thoughtsTokenCount).toBeLessThanOrEqual(256);
  });

  test('is cut where the room ends, with the reason', () => {
    const { ask } = simulate();
    const whole = READ.openai(ask('openai').json);
    const { choices, usage } = ask('openai', { maxTokens: 20 }).json;
    expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: whole.slice(0, 80) } });
    expect(usage.completion_tokens).toBe(20);
    expect(ask('anthropic', { maxTokens: 20 }).json).toMatchObject({
      stop_reason: 'max_tokens',
      usage: { output_tokens: 20 },
    });
  });

  test('of Gemini is charged for its thoughts first, and may have no room left for text', () => {
    const { json } = simulate().ask('gemini', { maxTokens: 100 });
    expect(json.candidates[0]).toEqual({ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 });
    expect(json.usageMetadata).toMatchObject({ thoughtsTokenCount: 100 });
    expect(json.usageMetadata).not.toHaveProperty('candidatesTokenCount');
  });

  test('bills a long start as cached once it repeats', () => {
    const { ask } = simulate();
    const start = `${'Long words about the person. '.repeat(400)}\n`;
    ask('openai', { prompt: `${start}${PROMPT}` });
    const { usage } = ask('openai', { prompt: `${start}Now this.\n${PROMPT}` }).json;
    expect(usage.prompt_tokens_details.cached_tokens).toBeGreaterThanOrEqual(2048);
    expect(usage.prompt_tokens_details.cached_tokens).toBeLessThan(usage.prompt_tokens);
    expect(ask('gemini').json.usageMetadata).not.toHaveProperty('cachedContentTokenCount');
  });
});

describe('a fault', () => {
  const failWith = (kind: string) => simulate({ faults: parseFaults([`${kind}=1`]) }).ask;

  test.each([
    [
      'refusal',
      'openai',
      { choices: [{ finish_reason: 'stop', message: { content: null, refusal: expect.any(String) } }] },
    ],
    ['refusal', 'gemini', { candidates: [{ finishReason: 'STOP' }] }],
    ['refusal', 'anthropic', { stop_reason: 'refusal', content: [], stop_details: { type: 'refusal' } }],
    ['safety-block', 'openai', { choices: [{ finish_reason: 'content_filter' }] }],
    ['safety-block', 'gemini', { promptFeedback: { blockReason: 'SAFETY' } }],
    ['recitation', 'gemini', { candidates: [{ finishReason: 'RECITATION', content: { role: 'model' } }] }],
    ['empty', 'openai', { choices: [{ finish_reason: 'stop', message: { content: '' } }] }],
    ['empty', 'gemini', { candidates: [{ finishReason: 'STOP', content: { role: 'model' } }] }],
    ['empty', 'anthropic', { stop_reason: 'end_turn', content: [] }],
    ['wrong-model', 'openai', { model: 'gpt-6-luna' }],
    ['wrong-model', 'gemini', { modelVersion: 'gemini-3.8-flash' }],
    ['wrong-model', 'anthropic', { model: 'claude-sonnet-5' }],
    ['truncated', 'openai', { choices: [{ finish_reason: 'length' }] }],
    ['truncated', 'gemini', { candidates: [{ finishReason: 'MAX_TOKENS' }] }],
    ['truncated', 'anthropic', { stop_reason: 'max_tokens' }],
  ] as const)('%s shows itself on the wire %s', (kind, name, body) => {
    const { status, json, isGood } = failWith(kind)(name);
    expect(status).toBe(200);
    expect(json).toMatchObject(body);
    expect(isGood).toBe(false);
  });

  test('of a blocked prompt on the Gemini wire has no candidates', () => {
    expect(failWith('safety-block')('gemini').json).not.toHaveProperty('candidates');
  });

  test.each([
    ['429', 429],
    ['500', 500],
    ['503', 503],
    ['no-credit', 429],
    ['daily-quota', 429],
    ['bad-key', 401],
    ['retired-model', 404],
    ['html', 502],
    ['not-json', 200],
  ])('%s answers %d', (kind, status) => {
    expect(failWith(kind)('openai').status).toBe(status);
  });

  test('leaves JSON that does not parse, or that says something else', () => {
    expect(() => JSON.parse(READ.openai(failWith('invalid-json')('openai').json))).toThrow();
    expect(JSON.parse(READ.openai(failWith('wrong-schema')('openai').json))).not.toHaveProperty(
      'conversation',
    );
    expect(JSON.parse(READ.openai(failWith('wrong-exchanges')('openai').json)).conversation).toHaveLength(4);
    expect(JSON.parse(READ.openai(failWith('wrong-roles')('openai').json)).conversation[0].role).toBe(
      'assistant',
    );
  });

  test('by chance is the same for a request whatever came before it, and may be gone the next time', () => {
    const faults = parseFaults(['500=0.5']);
    const prompts = Array.from({ length: 20 }, (_, place) => `${PROMPT}\n${place}`);
    const run = (order: readonly string[]) => {
      const { ask } = simulate({ faults });
      return new Map(
        order.map((prompt) => [prompt, [1, 2, 3].map(() => ask('openai', { prompt }).status).join(' ')]),
      );
    };
    const there = run(prompts);
    const back = run(prompts.toReversed());
    for (const prompt of prompts) expect(back.get(prompt)).toBe(there.get(prompt));
    expect(new Set(there.values()).size).toBeGreaterThan(3);
  });

  test('at a place hits that request even where a limit would refuse it', () => {
    const { ask } = simulate({ faults: parseFaults(['html=#2']), limits: [{ requestsPerMinute: 1 }] });
    expect([ask('openai'), ask('openai'), ask('openai')].map(({ status }) => status)).toEqual([
      200, 502, 429,
    ]);
  });
});

describe('a request', () => {
  test.each([
    ['no key', {}, '{}', 401],
    ['a bad key', { authorization: 'Bearer bad-one' }, '{}', 401],
    ['a body that is no JSON', KEYS.openai, '{"model":', 400],
    ['a body that is a list', KEYS.openai, '[]', 400],
    ['a body without a model', KEYS.openai, '{}', 400],
    ['a body too large to be read', KEYS.openai, undefined, 413],
  ])('with %s is refused', (_what, headers, body, status) => {
    const { simulation } = simulate();
    const input = {
      wire: 'openai' as const,
      path: PATHS.openai,
      pathModel: undefined,
      query: new URLSearchParams(),
    };
    const delivery = simulation.reply({ ...input, headers, body });
    expect(delivery.status).toBe(status);
    expect(JSON.parse(delivery.body).error.message).toEqual(expect.any(String));
  });

  test('that no limit can hold is told so', () => {
    const { ask } = simulate({ limits: [{ tokensPerMinute: 1000 }] });
    expect(ask('openai').json.error.message).toMatch(
      /^Request too large for gpt-4o .* Limit 1000, Requested 3000\./,
    );
  });

  test('over the limit is told what is left, in the headers of every reply', () => {
    const { ask } = simulate({ limits: [{ requestsPerMinute: 600, burstMinutes: 1 / 600 }] });
    expect(ask('openai').headers).toMatchObject({
      'x-request-id': expect.stringMatching(/^req_/),
      'x-ratelimit-limit-requests': '600',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '100ms',
    });
    const refused = ask('openai');
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({ 'x-ratelimit-remaining-requests': '0', 'retry-after-ms': '100' });
  });
});

test('latency is drawn round its median, and the same for the same request', () => {
  const draw = () => {
    const { ask } = simulate({ latencyMs: 100, latencySpread: 0.5 });
    return Array.from(
      { length: 200 },
      (_, place) => ask('openai', { prompt: `${PROMPT}\n${place}` }).delayMs,
    );
  };
  const delays = draw();
  expect(draw()).toEqual(delays);
  const sorted = delays.toSorted((a, b) => a - b);
  expect(sorted[100]).toBeGreaterThan(85);
  expect(sorted[100]).toBeLessThan(118);
  expect(sorted[10]).toBeLessThan(60);
  expect(simulate({ latencyMs: 100 }).ask('openai').delayMs).toBe(100);
  const { delayMs, json } = simulate({ latencyMs: 100, tokensPerSecond: 50 }).ask('openai');
  expect(delayMs).toBeCloseTo(100 + json.usage.completion_tokens * 20);
});

test('what was asked is counted, and can be forgotten', () => {
  const { simulation, ask } = simulate({ faults: parseFaults(['500=#2']) });
  const deliveries = [ask('openai'), ask('openai'), ask('openai'), ask('gemini')];
  for (const delivery of deliveries) simulation.counter.countDelivered(delivery);
  expect(simulation.readStats()).toMatchObject({
    requests: 4,
    answered: 3,
    byStatus: { 200: 3, 500: 1 },
    byFault: { 500: 1 },
    distinct: 2,
    duplicates: 1,
  });
  simulation.reset();
  expect(simulation.readStats()).toMatchObject({
    requests: 0,
    answered: 0,
    distinct: 0,
    duplicates: 0,
    granted: [],
  });
});
