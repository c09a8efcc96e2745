import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Request } from './contract.ts';
import { openProvider } from './open.ts';
import type { ProviderName } from './provider-name.ts';

// A fake that others wrote and check daily against the real services: it knows nothing of how we read the wires.
const mock = new LLMock({ port: 0 });

beforeAll(() => mock.start());
afterAll(() => mock.stop());
beforeEach(() => mock.reset());

const WIRES: Array<[name: ProviderName, model: string, basePath: string]> = [
  ['openai', 'gpt-4o', '/v1'],
  ['gemini', 'gemini-2.5-pro', ''],
  ['anthropic', 'claude-haiku-4-5', ''],
];

describe.each(WIRES)('%s against a fake that others wrote', (name, model, basePath) => {
  const request: Request = {
    model,
    system: 'You are a mentor.',
    messages: [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'What do you need?' },
      { role: 'user', content: 'A lock' },
    ],
    temperature: 0.8,
    maxTokens: 500,
  };
  const meet = async (asked: Request = request) => {
    const provider = openProvider(name, { apiKey: 'any', baseUrl: `${mock.url}${basePath}` });
    const sent = await provider.send(asked, { signal: new AbortController().signal });
    return sent.kind === 'answered' ? provider.read(sent.raw, asked) : sent;
  };

  test('an answer is understood', async () => {
    // It copies those of the counts that belong to the wire.
    const counts = { prompt_tokens: 30, completion_tokens: 7, input_tokens: 30, output_tokens: 7 };
    const usage = { ...counts, promptTokenCount: 30, candidatesTokenCount: 7 };
    mock.onMessage('A lock', { content: 'What shall it keep apart?', usage });
    expect(await meet()).toMatchObject({
      kind: 'reply',
      reply: { text: 'What shall it keep apart?', usage: { inputTokens: 30, outputTokens: 7 } },
    });
  });

  test('the request is understood: roles, system prompt and the last word', async () => {
    mock.on({ userMessage: 'A lock', systemMessage: 'You are a mentor.', turnIndex: 1 }, { content: 'yes' });
    expect(await meet()).toMatchObject({ kind: 'reply', reply: { text: 'yes' } });
  });

  test('an answer that was cut off is told', async () => {
    mock.onMessage('A lock', { content: 'What sh', finishReason: 'length' });
    expect(await meet()).toMatchObject({ kind: 'problem', problem: { kind: 'cut-off' } });
  });

  test('a 429 is told', async () => {
    mock.onMessage('A lock', {
      error: { message: 'Rate limit reached', type: 'rate_limit_error' },
      status: 429,
    });
    expect(await meet()).toMatchObject({ kind: 'failed', problem: { kind: 'rate-limited' } });
  });

  test('a 500 is told', async () => {
    mock.nextRequestError(500, { message: 'boom', type: 'server_error' });
    expect(await meet()).toMatchObject({ kind: 'failed', problem: { kind: 'server-error' } });
  });

  test.each([
    ['a dropped connection', { dropRate: 1 }],
    ['a body that is not JSON', { malformedRate: 1 }],
    ['a connection that breaks', { disconnectRate: 1 }],
  ])('%s is a problem, not an exception', async (_what, chaos) => {
    mock.onMessage('A lock', { content: 'x'.repeat(2000) });
    mock.setChaos(chaos);
    const met = await meet();
    mock.clearChaos();
    expect(met.kind).not.toBe('reply');
  });
});

test('a server that knows no JSON Schema is asked without it', async () => {
  mock.on(
    { responseFormat: 'json_schema' },
    {
      error: { message: 'This response_format type is unavailable now', type: 'invalid_request_error' },
      status: 400,
    },
  );
  mock.onMessage('A lock', { content: '{"a":1}' });
  const changes: string[] = [];
  const provider = openProvider('openai', {
    apiKey: 'any',
    baseUrl: `${mock.url}/v1`,
    onAdjusted: ({ change }) => changes.push(change),
  });
  const request: Request = {
    model: 'llama3.3',
    system: 'You are a mentor.',
    messages: [{ role: 'user', content: 'A lock' }],
    temperature: 0.8,
    maxTokens: 500,
    schema: { name: 'talk', schema: { type: 'object' } },
  };
  const sent = await provider.send(request, { signal: new AbortController().signal });
  expect(sent.kind === 'answered' && provider.read(sent.raw, request)).toMatchObject({
    reply: { text: '{"a":1}' },
  });
  expect(changes).toHaveLength(1);
});
