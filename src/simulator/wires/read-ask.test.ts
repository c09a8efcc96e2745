import { describe, expect, test } from 'vitest';
import { BODIES, PROMPT, SCHEMA } from '../testing/prompt.ts';
import { WIRES } from './index.ts';

const PATH_MODEL = 'gemini-2.5-pro';
const NAMES = ['openai', 'gemini', 'anthropic'] as const;

/** A request with some of its fields changed; `undefined` takes one out. */
const read = (wire: (typeof NAMES)[number], changes: object = {}, pathModel = PATH_MODEL) =>
  WIRES[wire].readAsk(JSON.parse(JSON.stringify({ ...BODIES[wire](), ...changes })), pathModel);

const readFault = (wire: (typeof NAMES)[number], changes: object, pathModel?: string): string | undefined => {
  const ask = read(wire, changes, pathModel);
  return ask.ok ? undefined : ask.failure.message;
};

describe('a request', () => {
  test.each(NAMES)('means the same on the wire %s', (name) => {
    const ask = read(name);
    expect(ask).toMatchObject({
      ok: true,
      value: {
        provider: name,
        system: 'You write.',
        turns: [{ role: 'user', text: PROMPT }],
        maxTokens: 3000,
        form: { kind: 'schema', schema: SCHEMA },
      },
    });
  });

  test('may have its texts in parts', () => {
    const content = [
      { type: 'text', text: 'one ' },
      { type: 'text', text: 'two' },
    ];
    const turns = [{ role: 'user', text: 'one two' }];
    expect(read('openai', { messages: [{ role: 'user', content }] })).toMatchObject({ value: { turns } });
    expect(read('anthropic', { messages: [{ role: 'user', content }] })).toMatchObject({ value: { turns } });
    expect(read('gemini', { contents: [{ parts: content.map(({ text }) => ({ text })) }] })).toMatchObject({
      value: { turns },
    });
  });

  test('of the Gemini wire may spell its fields in both ways', () => {
    const body = {
      generationConfig: undefined,
      generation_config: {
        max_output_tokens: 7,
        response_mime_type: 'application/json',
        response_json_schema: { type: 'object', properties: { a_b: {} } },
      },
    };
    expect(read('gemini', body)).toMatchObject({
      value: { maxTokens: 7, form: { schema: { properties: { a_b: {} } } } },
    });
  });

  test('for a forced tool is one for its input', () => {
    const tools = [{ name: 'write', input_schema: SCHEMA }];
    expect(
      read('anthropic', { output_config: undefined, tools, tool_choice: { type: 'tool', name: 'write' } }),
    ).toMatchObject({
      value: { form: { kind: 'tool', name: 'write', schema: SCHEMA } },
    });
  });

  test('marks what is to be cached on the Anthropic wire', () => {
    expect(read('anthropic')).toMatchObject({ value: { caching: 'never' } });
    const system = [{ type: 'text', text: 'long', cache_control: { type: 'ephemeral' } }];
    expect(read('anthropic', { system })).toMatchObject({ value: { caching: 'marked', system: 'long' } });
  });
});

describe('a wrong request to OpenAI', () => {
  const format = (schema: object, name = 'x') => ({
    response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } },
  });
  test.each([
    ['without a model', { model: undefined }, 'you must provide a model parameter'],
    ['without messages', { messages: undefined }, "Missing required parameter: 'messages'."],
    ['with no message in the list', { messages: [] }, 'minimum length 1'],
    ['with a role that there is not', { messages: [{ role: 'model', content: 'x' }] }, 'messages[0].role'],
    ['with too warm a temperature', { temperature: 3 }, "'temperature'"],
    [
      'with a temperature for a model that thinks',
      { model: 'o3', temperature: 0.8 },
      "'temperature' does not support 0.8",
    ],
    [
      'with max_tokens for a model that thinks',
      { model: 'gpt-5', max_tokens: 9, max_completion_tokens: undefined },
      "Use 'max_completion_tokens' instead.",
    ],
    [
      'with more room than the model has',
      { max_completion_tokens: 16_385 },
      'supports at most 16384 completion tokens',
    ],
    ['with no room', { max_completion_tokens: 0 }, "'max_completion_tokens'"],
    [
      'for JSON without the word',
      { response_format: { type: 'json_object' } },
      "must contain the word 'json'",
    ],
    ['with a schema without a good name', format(SCHEMA, 'not good'), 'json_schema.name'],
    [
      'with a property that is not required',
      format({ ...SCHEMA, required: ['conversation'] }),
      "Missing 'learning_notes'.",
    ],
    [
      'without additionalProperties',
      format({ ...SCHEMA, additionalProperties: undefined }),
      "In context=(), 'additionalProperties' is required",
    ],
    [
      'with the fault deep inside',
      format({
        ...SCHEMA,
        properties: {
          ...SCHEMA.properties,
          conversation: { type: 'array', items: { type: 'object', properties: {}, required: [] } },
        },
      }),
      "In context=('properties', 'conversation', 'items'), 'additionalProperties'",
    ],
    [
      'with a default',
      format({
        ...SCHEMA,
        properties: { ...SCHEMA.properties, learning_notes: { type: 'string', default: 'x' } },
      }),
      "'default' is not permitted",
    ],
    ['with a list as the root', format({ type: 'array', items: {} }), `got 'type: "array"'`],
    ['with a choice as the root', format({ anyOf: [] }), "'anyOf' is not permitted"],
    ['for a stream', { stream: true }, 'does not stream'],
  ])('%s is refused', (_what, changes, message) => {
    expect(readFault('openai', changes)).toContain(message);
  });

  test('is none where the schema is not strict', () => {
    const loose = {
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } },
    };
    expect(read('openai', loose)).toMatchObject({ ok: true });
  });
});

describe('a wrong request to Gemini', () => {
  const think = (thinkingConfig: object) => ({ generationConfig: { thinkingConfig } });
  test.each([
    ['with an unknown field', { messages: [] }, 'Unknown name "messages": Cannot find field.'],
    [
      'with an unknown setting',
      { generationConfig: { max_tokens: 9 } },
      `Unknown name "maxTokens" at 'generation_config'`,
    ],
    ['without contents', { contents: undefined }, 'contents is not specified'],
    [
      'with a role that there is not',
      { contents: [{ role: 'assistant', parts: [{ text: 'x' }] }] },
      'valid role: user, model',
    ],
    ['with a schema but no type', { generationConfig: { responseJsonSchema: SCHEMA } }, 'response_mime_type'],
    [
      'with two schemas',
      {
        generationConfig: {
          responseMimeType: 'application/json',
          responseJsonSchema: {},
          responseSchema: {},
        },
      },
      'Only one',
    ],
    [
      'with too much room',
      { generationConfig: { maxOutputTokens: 65_537 } },
      'max_output_tokens is out of range',
    ],
    ['that switches off what cannot be', think({ thinkingBudget: 0 }), 'Budget 0 is invalid'],
    ['with too small a budget', think({ thinkingBudget: 100 }), 'choose a value between 128 and 32768'],
    ['with a level for 2.5', think({ thinkingLevel: 'LOW' }), 'Thinking level is not supported'],
    ['with budget and level', think({ thinkingBudget: 200, thinkingLevel: 'LOW' }), 'only one of'],
  ])('%s is refused', (_what, changes, message) => {
    expect(readFault('gemini', changes)).toContain(message);
  });

  test.each([
    ['gemini-2.5-pro', {}, { least: 128, most: 1200 }],
    ['gemini-2.5-pro', { thinkingBudget: 256 }, { least: 128, most: 256 }],
    ['gemini-2.5-pro', { thinkingBudget: 128 }, { least: 128, most: 128 }],
    ['gemini-2.5-flash', { thinkingBudget: 0 }, { least: 0, most: 0 }],
    ['gemini-2.5-flash-lite', {}, { least: 0, most: 0 }],
    ['gemini-3.8-flash', { thinkingLevel: 'MINIMAL' }, { least: 0, most: 64 }],
    ['gemini-1.5-pro', {}, { least: 0, most: 0 }],
  ])('%s with %j thinks within its bounds', (model, thinkingConfig, thinking) => {
    expect(read('gemini', think(thinkingConfig), model)).toMatchObject({ value: { thinking } });
  });

  test('asks a model to think that cannot', () => {
    expect(readFault('gemini', think({ thinkingBudget: 200 }), 'gemini-1.5-pro')).toContain(
      'Thinking is not enabled',
    );
  });
});

describe('a wrong request to Anthropic', () => {
  const format = (schema: object) => ({ output_config: { format: { type: 'json_schema', schema } } });
  const object = (properties: object, required: readonly string[] = []) => ({
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  });
  const many = (count: number, schema: object) =>
    Object.fromEntries(Array.from({ length: count }, (_, place) => [`p${place}`, schema]));
  test.each([
    ['without room', { max_tokens: undefined }, 'max_tokens: Field required'],
    ['without messages', { messages: undefined }, 'messages: Field required'],
    [
      'with a system message',
      { messages: [{ role: 'system', content: 'x' }] },
      "Input should be 'user' or 'assistant'",
    ],
    ['with an empty message', { messages: [{ role: 'user', content: '' }] }, 'non-empty content'],
    ['with more room than the model has', { max_tokens: 64_001 }, '64001 > 64000'],
    ['with too warm a temperature', { temperature: 1.5 }, 'between 0 and 1'],
    [
      'with a temperature for Opus 4.7',
      { model: 'claude-opus-4-7', temperature: 0.8 },
      '`temperature` is deprecated',
    ],
    ['with top_k for Sonnet 5', { model: 'claude-sonnet-5', top_k: 5 }, '`top_k` is deprecated'],
    [
      'with a prefill for 4.6',
      {
        model: 'claude-sonnet-4-6',
        messages: [
          { role: 'user', content: 'x' },
          { role: 'assistant', content: '{' },
        ],
      },
      'does not support assistant message prefill',
    ],
    [
      'with a schema for a model that takes none',
      { model: 'claude-3-haiku-20240307' },
      'does not support output format',
    ],
    [
      'without additionalProperties',
      format({ type: 'object', properties: {} }),
      "'additionalProperties' must be explicitly set to false",
    ],
    [
      'with a bound',
      format(object({ score: { type: 'integer', minimum: 0 } })),
      "'minimum' is not supported",
    ],
    [
      'with many optional fields',
      format(object(many(25, { type: 'string' }))),
      'too many optional parameters (25)',
    ],
    [
      'with many unions',
      format(object(many(17, { type: ['string', 'null'] }), Object.keys(many(17, {})))),
      'union types (17)',
    ],
    ['for a stream', { stream: true }, 'does not stream'],
  ])('%s is refused', (_what, changes, message) => {
    expect(readFault('anthropic', changes)).toContain(message);
  });

  test.each([
    ['a temperature for Haiku 4.5', { temperature: 0.8 }],
    ['the default temperature for Opus 5', { model: 'claude-opus-5', temperature: 1 }],
    [
      'a prefill for 4.5',
      {
        messages: [
          { role: 'user', content: 'x' },
          { role: 'assistant', content: '{' },
        ],
      },
    ],
    ['a model of another name', { model: 'my-own', temperature: 0.8 }],
    ['24 optional fields', format(object(many(24, { type: 'string' })))],
  ])('%s is none', (_what, changes) => {
    expect(read('anthropic', changes)).toMatchObject({ ok: true });
  });
});
