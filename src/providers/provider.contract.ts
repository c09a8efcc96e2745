import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Limits, Problem, ProblemKind, Provider, Request, Usage } from './contract.ts';
import { openProvider } from './open.ts';
import type { ProviderName } from './provider-name.ts';
import { answerWith, startWireServer, type WireServer } from './wire-server.contract.ts';

/** A recorded exchange, and what has to come of it. */
interface Fixture {
  readonly what: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly request?: Partial<Request>;
  readonly expect: {
    readonly text?: string;
    readonly model?: string;
    readonly usage?: Usage;
    readonly limits?: Limits;
    readonly requestId?: string;
    readonly problem?: Partial<Problem>;
    readonly absentInProblem?: readonly string[];
    /** The whole message, a part of it, and what it must not hold. */
    readonly message?: string;
    readonly says?: string;
    readonly silentAbout?: readonly string[];
    /** Fields of the body that was sent, and fields that must not be in it. */
    readonly sent?: Readonly<Record<string, unknown>>;
    readonly absent?: readonly string[];
  };
}

/** The fields in which the three wires hold the limit of the answer. */
interface SentBody {
  readonly max_tokens?: number;
  readonly generationConfig?: { readonly maxOutputTokens?: number };
}

/** What a wire looks like from the server's side. */
export interface WireFacts {
  readonly name: ProviderName;
  readonly model: string;
  /** What follows the server's own URL in a base URL. */
  readonly basePath: string;
  readonly path: string;
  /** All headers beyond those of every HTTP request. `KEY` stands for the key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the body says how long the answer may be. */
  readonly limitField: (body: SentBody) => unknown;
  /** The body of a talk of three messages, `one`, `two` and `three`. */
  readonly talk: Readonly<Record<string, unknown>>;
  /** Variables that the SDK reads from the environment. */
  readonly environment: Readonly<Record<string, string>>;
}

const KEY = 'test-key-4711';
const SECRET = 'A prompt that nobody but the provider may ever get to see.';
const HTTP_HEADERS = ['host', 'connection', 'content-length'];

const loadFixtures = (name: string): Array<[what: string, fixture: Fixture]> => {
  const folder = new URL(`fixtures/${name}/`, import.meta.url);
  return readdirSync(folder)
    .toSorted()
    .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Fixture)
    .map((fixture) => [fixture.what, fixture]);
};

/** The suite that every adapter passes, over real HTTP and through its real SDK. */
export const providerContract = (facts: WireFacts): void => {
  describe(`the provider ${facts.name}`, () => {
    let server: WireServer;
    let provider: Provider;
    const fixtures = loadFixtures(facts.name);
    const good =
      fixtures.find(([, { expect: due }]) => due.text !== undefined && due.limits !== undefined)?.[1] ??
      fixtures.find(([what]) => what.startsWith('an answer'))![1];
    const makeRequest = (changes: Partial<Request> = {}): Request => ({
      model: facts.model,
      system: 'You are a mentor.',
      messages: [{ role: 'user', content: SECRET }],
      temperature: 0.8,
      maxTokens: 100,
      ...changes,
    });
    const send = (request: Request = makeRequest(), signal = new AbortController().signal) =>
      provider.send(request, { signal });
    const meet = async (request: Request = makeRequest()) => {
      const sent = await send(request);
      return sent.kind === 'answered' ? provider.read(sent.raw, request) : sent;
    };
    const meetKind = async (): Promise<ProblemKind | undefined> => {
      const met = await meet();
      return met.kind === 'reply' ? undefined : met.problem.kind;
    };

    beforeAll(async () => {
      server = await startWireServer();
      provider = openProvider(facts.name, { apiKey: KEY, baseUrl: `${server.url}${facts.basePath}/` });
    });
    afterEach(() => {
      server.arrivals.length = 0;
    });
    afterAll(() => server[Symbol.asyncDispose]());

    test.each(fixtures)('%s', async (_what, { status, headers, body, request, expect: due }) => {
      server.answer = answerWith(status, body, headers);
      const asked = makeRequest(request);
      const sent = await send(asked);
      const met = sent.kind === 'answered' ? provider.read(sent.raw, asked) : sent;

      if (due.limits) expect(sent.limits).toEqual(due.limits);
      if (due.requestId) expect(sent).toMatchObject({ raw: { requestId: due.requestId } });
      const body0 = JSON.parse(server.arrivals[0]!.body);
      expect(body0).toMatchObject(due.sent ?? {});
      for (const field of due.absent ?? []) expect(body0).not.toHaveProperty(field);
      if (due.sent?.generationConfig) expect(body0.generationConfig).toEqual(due.sent.generationConfig);
      if (due.text !== undefined) {
        const { text, model, usage } = due;
        expect(met).toMatchObject({
          kind: 'reply',
          reply: { text, ...(model && { model }), ...(usage && { usage }) },
        });
        return;
      }
      const problem = met.kind === 'reply' ? undefined : met.problem;
      expect(problem).toMatchObject(due.problem ?? {});
      for (const field of due.absentInProblem ?? []) expect(problem).not.toHaveProperty(field);
      if (due.message) expect(problem?.message).toBe(due.message);
      expect(problem?.message).toContain(due.says ?? '');
      for (const secret of due.silentAbout ?? []) expect(problem?.message).not.toContain(secret);
      expect(problem!.message.length).toBeLessThanOrEqual(200);
    });

    test('sends one POST to the right place with its own headers and no others', async () => {
      server.answer = answerWith(200, good.body);
      await send();
      expect(server.arrivals).toHaveLength(1);
      const [{ method, path, headers }] = server.arrivals as [WireServer['arrivals'][0]];
      expect([method, path]).toEqual(['POST', `${facts.basePath}${facts.path}`]);
      const own = Object.fromEntries(
        Object.entries(headers).filter(([name]) => !HTTP_HEADERS.includes(name)),
      );
      expect(own).toEqual(
        Object.fromEntries(
          Object.entries(facts.headers).map(([name, value]) => [name, value.replace('KEY', KEY)]),
        ),
      );
    });

    test('sends the key nowhere but in the header for it', async () => {
      server.answer = answerWith(200, good.body);
      await send();
      const { headers, ...rest } = server.arrivals[0]!;
      expect(JSON.stringify(rest)).not.toContain(KEY);
      expect(Object.values(headers).filter((value) => value?.includes(KEY))).toHaveLength(1);
    });

    test('lets no variable of the environment change where it sends to, and with what', async () => {
      for (const [name, value] of Object.entries(facts.environment)) process.env[name] = value;
      try {
        server.answer = answerWith(200, good.body);
        await openProvider(facts.name, { apiKey: KEY, baseUrl: `${server.url}${facts.basePath}` }).send(
          makeRequest(),
          {
            signal: new AbortController().signal,
          },
        );
      } finally {
        for (const name of Object.keys(facts.environment)) delete process.env[name];
      }
      expect(server.arrivals).toHaveLength(1);
      expect(server.arrivals[0]!.path).toBe(`${facts.basePath}${facts.path}`);
      expect(JSON.stringify(server.arrivals[0])).not.toContain('evil');
    });

    test('sends the system prompt, and the roles of a longer talk', async () => {
      server.answer = answerWith(200, good.body);
      await send(
        makeRequest({
          messages: [
            { role: 'user', content: 'one' },
            { role: 'assistant', content: 'two' },
            { role: 'user', content: 'three' },
          ],
        }),
      );
      expect(JSON.parse(server.arrivals[0]!.body)).toEqual(facts.talk);
    });

    test('counts as worst output the limit that it sends', async () => {
      server.answer = answerWith(200, good.body);
      for (const maxTokens of [1, 3000, 10_000_000]) {
        const request = makeRequest({ maxTokens });
        await send(request);
        const limit = facts.limitField(JSON.parse(server.arrivals.at(-1)!.body));
        expect(limit).toBe(provider.countWorstOutput(request));
      }
    });

    test('keeps the body as it came, and reads it the same way ever after', async () => {
      const body = `${JSON.stringify(good.body, null, 1)}\n`;
      server.answer = answerWith(200, body);
      const sent = await send();
      if (sent.kind !== 'answered') throw new Error('not answered');
      expect(sent.raw.body).toBe(body);
      const stored = JSON.parse(JSON.stringify(sent.raw));
      expect(provider.read(stored, makeRequest())).toEqual(provider.read(sent.raw, makeRequest()));
    });

    test('reads a body that comes compressed, or in pieces', async () => {
      const text = JSON.stringify(good.body);
      server.answer = (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end(gzipSync(text));
      };
      expect(await meet()).toMatchObject({ kind: 'reply' });
      server.answer = (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(text.slice(0, 50), () => response.end(text.slice(50)));
      };
      expect(await meet()).toMatchObject({ kind: 'reply' });
    });

    test('gives each of many sends at once its own answer', async () => {
      const held: Array<() => void> = [];
      server.answer = (response, { body }) => {
        const id = /send (\d+)/.exec(body)![1];
        held.push(() =>
          answerWith(500, { error: { code: 500, type: 'api_error', message: `no ${id}` } })(
            response,
            server.arrivals[0]!,
          ),
        );
        // The last to come is the first to be answered.
        if (held.length === 20) for (const release of held.reverse()) release();
      };
      const ids = Array.from({ length: 20 }, (_, index) => index);
      const all = await Promise.all(ids.map((id) => send(makeRequest({ system: `send ${id}` }))));
      expect(all.map((sent) => (sent.kind === 'failed' ? sent.problem.message : ''))).toEqual(
        ids.map((id) => `500: "no ${id}"`),
      );
    });

    test.each([429, 500, 503])('sends once when the answer is %d', async (status) => {
      server.answer = answerWith(status, '{}', { 'x-should-retry': 'true' });
      await send();
      expect(server.arrivals).toHaveLength(1);
    });

    test.each<[what: string, ProblemKind, status: number, body: string, type: string]>([
      ['an HTML page with 200', 'wrong-url', 200, '<!doctype html><html></html>', 'text/html'],
      ['text with 200', 'wrong-url', 200, 'Ollama is running', 'text/plain'],
      ['half a JSON with 200', 'wrong-url', 200, '{"choices":[', 'application/json'],
      ['another JSON with 200', 'wrong-url', 200, '{"hello":"world"}', 'application/json'],
      ['a JSON list with 200', 'wrong-url', 200, '[]', 'application/json'],
      ['JSON null with 200', 'wrong-url', 200, 'null', 'application/json'],
      ['nothing with 200', 'wrong-url', 200, '', 'application/json'],
      ['nothing with 204', 'wrong-url', 204, '', 'application/json'],
      ['a 404 in HTML', 'wrong-url', 404, '<html>Not found</html>', 'text/html'],
      ['a 404 in JSON that is not its own', 'wrong-url', 404, '{"detail":"Not Found"}', 'application/json'],
      ['a 405', 'wrong-url', 405, 'Method Not Allowed', 'text/plain'],
      ['a 403 in HTML', 'wrong-url', 403, '<html>Blocked by your company</html>', 'text/html'],
      ['a 502 of a gateway', 'server-error', 502, '<html>Bad gateway</html>', 'text/html'],
      ['a 503 of a gateway', 'overloaded', 503, '<html>Unavailable</html>', 'text/html'],
      ['a 429 of a gateway', 'rate-limited', 429, 'slow down', 'text/plain'],
      ['a status of the future', 'server-error', 599, '', 'text/plain'],
    ])('takes %s for %s', async (_what, kind, status, body, type) => {
      server.answer = answerWith(status, body, { 'content-type': type });
      expect(await meetKind()).toBe(kind);
    });

    test.each([301, 302, 307, 308])(
      'does not follow a %d, which would carry the key elsewhere',
      async (status) => {
        await using other = await startWireServer();
        server.answer = answerWith(status, '', { location: `${other.url}/v1` });
        expect(await meetKind()).toBe('wrong-url');
        expect(other.arrivals).toEqual([]);
      },
    );

    test('tells a refused connection by host and port', async () => {
      const gone = await startWireServer();
      await gone[Symbol.asyncDispose]();
      const sent = await openProvider(facts.name, { apiKey: KEY, baseUrl: gone.url }).send(makeRequest(), {
        signal: new AbortController().signal,
      });
      const message = `No connection to ${new URL(gone.url).host} (ECONNREFUSED).`;
      expect(sent).toEqual({ kind: 'failed', problem: { kind: 'unreachable', message }, limits: {} });
    });

    test('tells a host that does not exist', async () => {
      const sent = await openProvider(facts.name, { apiKey: KEY, baseUrl: 'http://nowhere.invalid' }).send(
        makeRequest(),
        { signal: new AbortController().signal },
      );
      expect(sent).toMatchObject({ problem: { kind: 'unreachable' } });
    });

    test('tells a server that does not speak TLS', async () => {
      const sent = await openProvider(facts.name, {
        apiKey: KEY,
        baseUrl: server.url.replace('http:', 'https:'),
      }).send(makeRequest(), { signal: new AbortController().signal });
      expect(sent).toMatchObject({ problem: { kind: 'unreachable' } });
      expect(JSON.stringify(sent)).toContain(new URL(server.url).host);
    });

    test('tells a connection that is lost before the answer', async () => {
      server.answer = (response) => response.destroy();
      expect(await meetKind()).toBe('connection-lost');
    });

    test('tells a connection that is lost in mid-body', async () => {
      server.answer = (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
        response.write('{"id":', () => response.destroy());
      };
      expect(await meetKind()).toBe('connection-lost');
    });

    test('stops waiting when the user does', async () => {
      const user = new AbortController();
      server.answer = () => user.abort();
      expect(await send(makeRequest(), user.signal)).toMatchObject({ problem: { kind: 'interrupted' } });
    });

    test('stops waiting in mid-body when the user does', async () => {
      const user = new AbortController();
      server.answer = (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
        response.write('{"id":', () => user.abort());
      };
      expect(await send(makeRequest(), user.signal)).toMatchObject({ problem: { kind: 'interrupted' } });
    });

    test('stops waiting at the time limit', async () => {
      const limit = new AbortController();
      server.answer = () => limit.abort(new DOMException('too slow', 'TimeoutError'));
      const signal = AbortSignal.any([limit.signal, new AbortController().signal]);
      expect(await send(makeRequest(), signal)).toMatchObject({ problem: { kind: 'timed-out' } });
    });

    test('sends nothing when it is too late already, not even in the turn before', async () => {
      const user = new AbortController();
      const sent = openProvider(facts.name, { apiKey: KEY, baseUrl: server.url }).send(makeRequest(), {
        signal: user.signal,
      });
      user.abort();
      expect([await sent, await send(makeRequest(), AbortSignal.abort())]).toMatchObject([
        { problem: { kind: 'interrupted' } },
        { problem: { kind: 'interrupted' } },
      ]);
      expect(server.arrivals).toEqual([]);
    });

    test('shows neither key nor prompt when the provider quotes them', async () => {
      const said = `The key ${KEY} sent: ${SECRET}`;
      server.answer = answerWith(400, {
        type: 'error',
        error: { code: 400, status: 'INVALID_ARGUMENT', type: 'invalid_request_error', message: said },
      });
      const sent = await send();
      const message = sent.kind === 'failed' ? sent.problem.message : '';
      expect(message).toBe('400: "The key [hidden] sent: …');
    });
  });
};
