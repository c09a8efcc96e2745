import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterEach, describe, expect, test } from 'vitest';
import { openProvider, type ProviderName } from '../providers/index.ts';
import {
  makeProfile,
  type Profile,
  parseFaults,
  type Simulator,
  startSimulator,
  startSimulatorApart,
} from './index.ts';
import { BODIES, PROMPT, SCHEMA } from './testing/prompt.ts';
import { TINY_RECIPE, writeTiny } from './testing/tiny-recipe.ts';

const NAMES = ['openai', 'gemini', 'anthropic'] as const;
const MODELS = { openai: 'gpt-4o', gemini: 'gemini-2.5-pro', anthropic: 'claude-haiku-4-5' };

const running: Simulator[] = [];
const start = async (settings: Partial<Profile> = {}): Promise<Simulator> => {
  const profile = makeProfile('calm', { latencyMs: 0, ...settings });
  const simulator = await startSimulator({ recipe: TINY_RECIPE, write: writeTiny, profile });
  running.push(simulator);
  return simulator;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

const failWith = (...faults: string[]): Promise<Simulator> => start({ faults: parseFaults(faults) });

/** Posts a body as curl would. */
const post = (simulator: Simulator, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${simulator.url}${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const postOpenai = (simulator: Simulator, prompt = PROMPT) =>
  post(simulator, '/v1/chat/completions', BODIES.openai({ prompt }));

describe('the official SDKs', () => {
  const ask = { schema: SCHEMA, messages: [{ role: 'user' as const, content: PROMPT }] };

  test('openai gets a usable reply and the models', async () => {
    const client = new OpenAI({ apiKey: 'any', baseURL: (await start()).baseUrls.openai, maxRetries: 0 });
    const reply = await client.chat.completions.create({
      model: 'gpt-4o',
      messages: ask.messages,
      response_format: { type: 'json_schema', json_schema: { name: 'c', strict: true, schema: ask.schema } },
    });
    expect(JSON.parse(reply.choices[0]!.message.content!).conversation).toHaveLength(6);
    expect(reply._request_id).toMatch(/^req_/);
    expect((await client.models.list()).data.map(({ id }) => id)).toContain('gpt-4o');
    expect(await client.models.retrieve('gpt-4o')).toMatchObject({ id: 'gpt-4o', object: 'model' });
    await expect(client.models.retrieve('gpt-0')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  test.each(['v1', 'v1beta'])('gemini gets a usable reply and the models under %s', async (apiVersion) => {
    const client = new GoogleGenAI({
      apiKey: 'any',
      apiVersion,
      httpOptions: { baseUrl: (await start()).baseUrls.gemini },
    });
    const reply = await client.models.generateContent({
      model: 'gemini-2.5-pro',
      contents: PROMPT,
      config: {
        responseMimeType: 'application/json',
        responseJsonSchema: ask.schema,
        thinkingConfig: { thinkingBudget: 128 },
      },
    });
    expect(JSON.parse(reply.text!).conversation).toHaveLength(6);
    expect(reply.usageMetadata).toMatchObject({ thoughtsTokenCount: 128 });
    const names = [];
    for await (const model of await client.models.list()) names.push(model.name);
    expect(names).toContain('models/gemini-2.5-pro');
  });

  test('anthropic gets a usable reply, by schema or by tool, and the models', async () => {
    const client = new Anthropic({
      apiKey: 'any',
      baseURL: (await start()).baseUrls.anthropic,
      maxRetries: 0,
    });
    const message = await client.messages.create({
      model: 'claude-haiku-4-5',
      max_tokens: 1000,
      messages: ask.messages,
      output_config: { format: { type: 'json_schema', schema: ask.schema } },
    });
    expect(message.content[0]).toMatchObject({ type: 'text', text: expect.stringContaining('question 3') });
    const byTool = await client.messages.create({
      model: 'claude-3-haiku-20240307',
      max_tokens: 1000,
      messages: ask.messages,
      tools: [{ name: 'write', input_schema: { ...ask.schema, type: 'object' } }],
      tool_choice: { type: 'tool', name: 'write' },
    });
    expect(byTool).toMatchObject({ stop_reason: 'tool_use', content: [{ type: 'tool_use', name: 'write' }] });
    expect((await client.models.list()).data.map(({ id }) => id)).toContain('claude-haiku-4-5-20251001');
  });
});

describe('our own adapters', () => {
  const meet = async (simulator: Simulator, name: ProviderName, apiKey = 'any') => {
    const provider = openProvider(name, { apiKey, baseUrl: simulator.baseUrls[name] });
    const request = {
      model: MODELS[name],
      system: 'You write.',
      messages: [{ role: 'user' as const, content: PROMPT }],
      temperature: 0.8,
      maxTokens: 3000,
      schema: { name: 'conversation', schema: SCHEMA },
    };
    const sent = await provider.send(request, { signal: AbortSignal.timeout(2000) });
    return sent.kind === 'answered' ? provider.read(sent.raw, request) : sent;
  };

  test.each(NAMES)('%s reads the answer', async (name) => {
    const met = await meet(await start(), name);
    expect(met).toMatchObject({ kind: 'reply', reply: { usage: { outputTokens: expect.any(Number) } } });
  });

  const SAME = { openai: true, gemini: true, anthropic: true };
  test.each([
    ['429', 'rate-limited', SAME],
    ['500', 'server-error', SAME],
    ['503', 'overloaded', SAME],
    ['reset', 'connection-lost', SAME],
    ['reset-in-body', 'connection-lost', SAME],
    ['truncated', 'cut-off', SAME],
    ['empty', 'empty', SAME],
    ['wrong-model', 'wrong-model', SAME],
    ['bad-key', 'bad-key', SAME],
    ['retired-model', 'unknown-model', SAME],
    ['refusal', 'refused', { openai: true, anthropic: true }],
    ['safety-block', 'blocked', { openai: true, gemini: true }],
    ['recitation', 'recitation', { gemini: true }],
    ['no-credit', 'no-credit', SAME],
    ['daily-quota', 'daily-quota', { gemini: true }],
    ['not-json', 'foreign-body', SAME],
  ])('know the fault %s as "%s"', async (kind, problem, on: Partial<Record<ProviderName, boolean>>) => {
    const simulator = await failWith(`${kind}=1`);
    for (const name of NAMES) {
      if (on[name]) expect(await meet(simulator, name), name).toMatchObject({ problem: { kind: problem } });
    }
  });

  test.each(NAMES)('%s is refused with a bad key', async (name) => {
    expect(await meet(await start(), name, 'bad-key')).toMatchObject({ problem: { kind: 'bad-key' } });
  });
});

describe('the network', () => {
  test('is cut before the headers, or in mid-body', async () => {
    const simulator = await failWith('reset=#1', 'reset-in-body=#2');
    await expect(postOpenai(simulator)).rejects.toThrow();
    const response = await postOpenai(simulator);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(simulator.stats()).toMatchObject({
      answered: 0,
      abandoned: 0,
      byFault: { reset: 1, 'reset-in-body': 1 },
    });
  });

  test('hangs until the client gives up, which frees the place', async () => {
    const simulator = await failWith('hang=1');
    const asked = httpRequest(`${simulator.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer any' },
    });
    asked.on('error', () => undefined);
    asked.end(JSON.stringify(BODIES.openai()));
    while (simulator.stats().byFault.hang !== 1) await new Promise((resolve) => setImmediate(resolve));
    expect(simulator.stats().open).toBe(1);
    asked.destroy();
    while (simulator.stats().open > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(simulator.stats()).toMatchObject({ abandoned: 1, answered: 0 });
  });

  test('brings a slow body in pieces, and whole in the end', async () => {
    const simulator = await start({
      faults: parseFaults(['slow-body=1']),
      slowBody: { chunks: 4, pauseMs: 5 },
    });
    const asked = httpRequest(`${simulator.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer any' },
    });
    asked.end(JSON.stringify(BODIES.openai()));
    const [response] = await once(asked, 'response');
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece);
    expect(pieces.length).toBeGreaterThanOrEqual(4);
    expect(JSON.parse(Buffer.concat(pieces).toString()).object).toBe('chat.completion');
    expect(simulator.stats()).toMatchObject({ answered: 1, byFault: { 'slow-body': 1 } });
  });

  test('stands a page of a proxy between', async () => {
    const response = await postOpenai(await failWith('html=1'));
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toContain('502 Bad Gateway');
  });
});

test('a limit holds against many at once, and each gets an answer', async () => {
  const simulator = await start({ limits: [{ requestsPerMinute: 300, burstMinutes: 1 / 30 }] });
  const statuses = await Promise.all(
    Array.from(
      { length: 60 },
      async (_, place) => (await postOpenai(simulator, `${PROMPT}\n${place}`)).status,
    ),
  );
  const letIn = statuses.filter((status) => status === 200).length;
  // Ten may go at once, and five more come free each second that the sixty take.
  expect(letIn).toBeGreaterThanOrEqual(10);
  expect(letIn).toBeLessThanOrEqual(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(60 - letIn);
  expect(simulator.stats()).toMatchObject({ requests: 60, tooMany: 60 - letIn, distinct: 60 });
});

test('hundreds of requests are held open at once, and take no longer than one', async () => {
  const simulator = await start({ latencyMs: 400 });
  const beganMs = performance.now();
  const replies = await Promise.all(
    Array.from({ length: 300 }, async (_, place) =>
      (await postOpenai(simulator, `${PROMPT}\n${place}`)).json(),
    ),
  );
  expect(replies).toHaveLength(300);
  expect(performance.now() - beganMs).toBeLessThan(4000);
  expect(simulator.stats()).toMatchObject({ answered: 300, duplicates: 0 });
  expect(simulator.stats().mostOpen).toBeGreaterThan(100);
});

test('two servers give the same texts, in whatever order they are asked', async () => {
  const [here, there] = [await start(), await start()];
  const prompts = Array.from({ length: 12 }, (_, place) => `${PROMPT}\n${place}`);
  const askAll = async (simulator: Simulator, order: readonly string[]) => {
    const texts = new Map<string, unknown>();
    for (const prompt of order) {
      texts.set(
        prompt,
        ((await (await postOpenai(simulator, prompt)).json()) as OpenAI.ChatCompletion).choices,
      );
    }
    return texts;
  };
  const first = await askAll(here, prompts);
  const second = await askAll(there, prompts.toReversed());
  for (const prompt of prompts) expect(second.get(prompt)).toEqual(first.get(prompt));
});

describe('beside the answers', () => {
  test('a page says what this is', async () => {
    expect(await (await fetch((await start()).url)).text()).toContain('This is the idiolect simulator');
  });

  test('statistics can be read and forgotten', async () => {
    const simulator = await start();
    await (await postOpenai(simulator)).json();
    const stats = await (await fetch(`${simulator.url}/__simulator/stats`)).json();
    expect(stats).toMatchObject({ requests: 1, answered: 1 });
    expect(await (await post(simulator, '/__simulator/reset', '')).json()).toMatchObject({ requests: 0 });
  });

  test.each([
    ['/v1/nothing', {}, 'error.message', 'Invalid URL (POST /v1/nothing)'],
    ['/chat/completions', {}, 'error.type', 'invalid_request_error'],
    ['/v1beta/nothing', {}, 'error.status', 'NOT_FOUND'],
    ['/v1/messages/batches', {}, 'error.type', 'not_found_error'],
    ['/v1/nothing', { 'anthropic-version': '2026-10-21' }, 'type', 'error'],
  ])('%s with %j gets the 404 of its provider', async (path, headers, field, value) => {
    const response = await post(await start(), path, '', headers);
    expect(response.status).toBe(404);
    expect(await response.json()).toHaveProperty(field, value);
  });
});

test('a port that is taken is told with a way out', async () => {
  const { url } = await start();
  const port = Number(new URL(url).port);
  await expect(startSimulator({ recipe: TINY_RECIPE, port })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: `Port ${port} on 127.0.0.1 is in use by another program.`,
    hint: expect.stringContaining('free'),
  });
});

test('an unknown profile is told with the one that was meant', () => {
  expect(() => makeProfile('clam')).toThrow('There is no profile "clam". Did you mean "calm"?');
});

describe('in a process of its own', () => {
  const folder = `${import.meta.dirname}/../../recipes/coding-mentor`;

  test('it answers like one in this process, tells what it used, and ends when told', async () => {
    const apart = await startSimulatorApart({
      recipeFolder: folder,
      fallbackFolder: folder,
      profile: makeProfile('calm', { latencyMs: 0 }),
    });
    const response = await fetch(`${apart.baseUrls.openai}/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer any' },
      body: JSON.stringify(BODIES.openai()),
    });
    expect(response.status).toBe(200);
    expect(await apart.stats()).toMatchObject({ requests: 1, answered: 1 });
    expect(await apart.measureCpuMs()).toBeGreaterThan(0);
    await apart.reset();
    expect(await apart.stats()).toMatchObject({ requests: 0 });
    await apart.stop();
    await expect(fetch(apart.url)).rejects.toThrow();
  });

  test('a recipe that is not there is told', async () => {
    await expect(
      startSimulatorApart({ recipeFolder: '/nowhere', fallbackFolder: folder }),
    ).rejects.toMatchObject({ code: 'RECIPE_MISSING' });
  });
});
