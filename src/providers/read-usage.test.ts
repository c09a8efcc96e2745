import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading, Usage } from './contract.ts';
import { openProvider } from './open.ts';
import type { ProviderName } from './provider-name.ts';

/** How one wire writes an answer, and the names of its counts. */
interface Wire {
  readonly name: ProviderName;
  readonly input: string;
  readonly output: string;
  /** A count that adds to a total or is a part of it. */
  readonly more: string;
  readonly isMoreInTotal: boolean;
  readonly write: (usage: unknown, isCut?: boolean) => unknown;
}

const WIRES: readonly Wire[] = [
  {
    name: 'openai',
    input: 'prompt_tokens',
    output: 'completion_tokens',
    more: 'total_tokens',
    isMoreInTotal: false,
    write: (usage, isCut) => ({
      choices: [{ finish_reason: isCut ? 'length' : 'stop', message: { content: 'x' } }],
      usage,
    }),
  },
  {
    name: 'anthropic',
    input: 'input_tokens',
    output: 'output_tokens',
    more: 'cache_read_input_tokens',
    isMoreInTotal: true,
    write: (usage, isCut) => ({
      stop_reason: isCut ? 'max_tokens' : 'end_turn',
      content: [{ type: 'text', text: 'x' }],
      usage,
    }),
  },
  {
    name: 'gemini',
    input: 'promptTokenCount',
    output: 'candidatesTokenCount',
    more: 'thoughtsTokenCount',
    isMoreInTotal: true,
    write: (usageMetadata, isCut) => ({
      candidates: [{ finishReason: isCut ? 'MAX_TOKENS' : 'STOP', content: { parts: [{ text: 'x' }] } }],
      usageMetadata,
    }),
  },
];

const read = ({ name, write }: Wire, usage: unknown, isCut = false): Reading => {
  const request = { model: 'm', system: '', messages: [], temperature: 1, maxTokens: 1 };
  const body = JSON.stringify(write(usage, isCut));
  const baseUrl = 'http://127.0.0.1:1';
  return openProvider(name, { apiKey: 'test-key-4711', baseUrl }).read({ status: 200, body }, request);
};

const readUsage = (wire: Wire, usage: unknown): Usage | undefined => {
  const reading = read(wire, usage);
  if (reading.kind === 'problem') throw new Error(reading.problem.message);
  expect(reading.reply.text).toBe('x');
  return reading.reply.usage;
};

describe.each(WIRES)('what an answer of $name used', (wire) => {
  const { input, output, more } = wire;
  const whole = { [input]: 7, [output]: 5 };

  test('is told by its counts, also when they are written as text', () => {
    const told = { inputTokens: 7, outputTokens: 5, cachedInputTokens: 0, cacheWriteTokens: 0 };
    expect(readUsage(wire, whole)).toEqual({ ...told, thinkingTokens: 0 });
    expect(readUsage(wire, { [input]: '7', [output]: '5' })).toEqual({ ...told, thinkingTokens: 0 });
  });

  test.each([
    ['no block', undefined],
    ['a block that is null', null],
    ['a block that is a text', 'lots'],
    ['an empty block', {}],
    ['no input', { [output]: 5 }],
    ['a negative input', { ...whole, [input]: -7 }],
    ['a negative output', { ...whole, [output]: -5 }],
    ['an output in words', { ...whole, [output]: 'many' }],
    ['a negative output as text', { ...whole, [output]: '-5' }],
    ['an empty text', { ...whole, [input]: '' }],
    ['a list', { ...whole, [output]: [5] }],
  ])('is not known from %s, and the answer holds all the same', (_what, usage) => {
    expect(readUsage(wire, usage)).toBeUndefined();
  });

  test('is not known without the output, unless the wire leaves out what is zero', () => {
    expect(readUsage(wire, { [input]: 7 })?.outputTokens).toBe(wire.name === 'gemini' ? 0 : undefined);
  });

  test('is not known when a count that belongs to a total is no count', () => {
    expect(readUsage(wire, { ...whole, [more]: null })).toMatchObject({ inputTokens: 7, outputTokens: 5 });
    expect(readUsage(wire, { ...whole, [more]: -1 }) === undefined).toBe(wire.isMoreInTotal);
  });

  test('is a count or unknown, whatever stands there', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (first, second, third) => {
        const usage = readUsage(wire, { [input]: first, [output]: second, [more]: third });
        for (const tokens of Object.values(usage ?? {})) expect(tokens).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('goes with a problem where it is known, and is not made up where it is not', () => {
    expect(read(wire, whole, true)).toMatchObject({
      problem: { kind: 'cut-off', usage: { outputTokens: 5 } },
    });
    const unknown = read(wire, undefined, true);
    expect(unknown).toMatchObject({ problem: { kind: 'cut-off' } });
    if (unknown.kind !== 'problem') return;
    expect(unknown.problem).not.toHaveProperty('usage');
    expect(unknown.problem.message).toMatch(/^The reply was cut off( \(MAX_TOKENS\))?\.$/);
  });
});
