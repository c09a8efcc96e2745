import { describe, expect, test } from 'vitest';
import type { Request } from '../contract.ts';
import type { Thinking } from '../models/model.ts';
import { findModel, loadRegistry } from '../models/registry.ts';
import { toFinishProblem } from './finish-reason.ts';
import { guessTraits } from './guess-traits.ts';
import { readBody } from './read-body.ts';
import { toParameters } from './to-parameters.ts';

const request: Request = {
  model: 'gemini-2.5-pro',
  system: '',
  messages: [{ role: 'user', content: 'hi' }],
  temperature: 0.8,
  maxTokens: 3000,
};
const toConfig = (thinking: Thinking, maxOutput?: number) =>
  toParameters(request, {
    thinking,
    temperature: true,
    structuredOutput: 'json-schema',
    ...(maxOutput !== undefined && { maxOutput }),
  }).config;

describe('toParameters', () => {
  test('T10: 2.5 Pro always gets a budget within what it takes, and room for it and the answer', () => {
    const model = findModel(loadRegistry(), 'gemini', 'gemini-2.5-pro')!;
    // 3,000 for the answer + 4,096 of thoughts + a margin of 512
    expect(toParameters(request, model).config).toMatchObject({
      maxOutputTokens: 7608,
      thinkingConfig: { thinkingBudget: 4096 },
    });
  });

  test.each<[Thinking, thinkingBudget: number]>([
    [{ kind: 'budget', default: 0, min: 128, max: 32_768 }, 128],
    [{ kind: 'budget', default: 99_999, min: 128, max: 32_768 }, 32_768],
    [{ kind: 'budget', default: 0, min: 0, max: 24_576 }, 0],
  ])('T10: a budget %j is sent as %d', (thinking, thinkingBudget) => {
    expect(toConfig(thinking)).toMatchObject({ thinkingConfig: { thinkingBudget } });
  });

  test('T10: the limit stays within what the model can do', () => {
    expect(toConfig({ kind: 'budget', default: 4096, min: 128, max: 32_768 }, 5000)).toMatchObject({
      maxOutputTokens: 5000,
    });
  });

  test('never names a level and a budget at once, and neither for a model that does not think', () => {
    expect(toConfig({ kind: 'level', default: 'LOW', room: 10 })?.thinkingConfig).toEqual({
      thinkingLevel: 'LOW',
      includeThoughts: false,
    });
    expect(toConfig({ kind: 'level', room: 10 })).not.toHaveProperty('thinkingConfig');
    expect(toConfig({ kind: 'none' })).not.toHaveProperty('thinkingConfig');
  });
});

test.each<[id: string, Thinking['kind'], temperature: boolean]>([
  ['gemini-2.5-flash-preview-09-2025', 'budget', true],
  ['models/gemini-2.5-pro-exp', 'budget', true],
  ['gemini-3-pro', 'level', false],
  ['gemini-3.9-flash', 'level', false],
  ['gemini-12-pro', 'level', false],
  ['gemini-2.0-flash', 'none', true],
  ['gemma-3-27b-it', 'none', true],
])('of %s it is thought that it thinks by %s', (id, kind, temperature) => {
  expect(guessTraits(id)).toMatchObject({ thinking: { kind }, temperature });
});

const usage = {
  inputTokens: 8,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 9,
  thinkingTokens: 0,
};

test.each([
  ['SAFETY', 'blocked'],
  ['BLOCKLIST', 'blocked'],
  ['PROHIBITED_CONTENT', 'blocked'],
  ['SPII', 'blocked'],
  ['LANGUAGE', 'blocked'],
  ['OTHER', 'blocked'],
  ['RECITATION', 'recitation'],
  ['MAX_TOKENS', 'cut-off'],
  ['CONTINUATION', 'cut-off'],
  ['MALFORMED_RESPONSE', 'wrong-shape'],
  ['MALFORMED_FUNCTION_CALL', 'wrong-shape'],
  ['UNEXPECTED_TOOL_CALL', 'wrong-shape'],
  ['TOO_MANY_TOOL_CALLS', 'wrong-shape'],
  ['NO_IMAGE', 'wrong-shape'],
  ['IMAGE_SAFETY', 'blocked'],
  ['IMAGE_PROHIBITED_CONTENT', 'blocked'],
  ['IMAGE_OTHER', 'blocked'],
  ['IMAGE_RECITATION', 'recitation'],
  ['FINISH_REASON_UNSPECIFIED', 'wrong-shape'],
  ['OF_THE_FUTURE', 'wrong-shape'],
  [undefined, 'wrong-shape'],
])('the finish reason %s is %s', (reason, kind) => {
  expect(toFinishProblem(reason, usage)).toMatchObject({ kind, usage });
});

test('STOP is no problem', () => {
  expect(toFinishProblem('STOP', usage)).toBeUndefined();
});

test('T25: Google itself has to name the model, unless it blocked the prompt', () => {
  const candidates = [{ content: { parts: [{ text: 'x' }] }, finishReason: 'STOP' }];
  const read = (body: unknown) =>
    readBody({ status: 200, body: JSON.stringify(body) }, 'gemini-2.5-pro', true);
  expect(read({ candidates })).toMatchObject({ problem: { kind: 'wrong-model' } });
  expect(read({ promptFeedback: { blockReason: 'SAFETY' } })).toMatchObject({ problem: { kind: 'blocked' } });
  expect(read({ candidates: [], promptFeedback: { blockReason: 'SAFETY' } })).toMatchObject({
    problem: { kind: 'blocked' },
  });
});

test.each([
  'BLOCK_REASON_UNSPECIFIED',
  'SAFETY',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'IMAGE_SAFETY',
  'MODEL_ARMOR',
  'JAILBREAK',
  'OF_THE_FUTURE',
])('T11: a prompt blocked for %s is told as that', (blockReason) => {
  const body = JSON.stringify({ promptFeedback: { blockReason }, usageMetadata: { promptTokenCount: 8 } });
  expect(readBody({ status: 200, body }, 'gemini-2.5-pro', true)).toMatchObject({
    problem: {
      kind: 'blocked',
      message: `The prompt was blocked (${blockReason}).`,
      usage: { inputTokens: 8 },
    },
  });
});
