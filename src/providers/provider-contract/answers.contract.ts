import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ProblemKind } from '../contract.ts';
import { answerWith, startWireServer } from '../wire-server.contract.ts';
import { KEY, type Rig, SECRET } from './rig.contract.ts';

/** Answers as they come: packed, in pieces, many at once, and not by the provider. */
export const answersContract = (rig: Rig): void => {
  test('keeps the body as it came, and reads it the same way ever after', async () => {
    const body = `${JSON.stringify(rig.good.body, null, 1)}\n`;
    rig.server.answer = answerWith(200, body);
    const sent = await rig.send();
    if (sent.kind !== 'answered') throw new Error('not answered');
    expect(sent.raw.body).toBe(body);
    const stored = JSON.parse(JSON.stringify(sent.raw));
    expect(rig.provider.read(stored, rig.makeRequest())).toEqual(
      rig.provider.read(sent.raw, rig.makeRequest()),
    );
  });

  test('reads a body that comes compressed, or in pieces', async () => {
    const text = JSON.stringify(rig.good.body);
    rig.server.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(text));
    };
    expect(await rig.meet()).toMatchObject({ kind: 'reply' });
    rig.server.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(text.slice(0, 50), () => response.end(text.slice(50)));
    };
    expect(await rig.meet()).toMatchObject({ kind: 'reply' });
  });

  test.each([
    ['GZIP', gzipSync],
    ['x-gzip', gzipSync],
    ['X-Gzip ', gzipSync],
    ['deflate', deflateSync],
    ['Br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['identity', Buffer.from],
  ])('reads a body whose coding is called %s', async (coding, pack) => {
    rig.server.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding });
      response.end(pack(Buffer.from(JSON.stringify(rig.good.body))));
    };
    expect(await rig.meet()).toMatchObject({ kind: 'reply' });
  });

  test('reads a body that begins with a byte order mark', async () => {
    rig.server.answer = answerWith(200, `\uFEFF${JSON.stringify(rig.good.body)}`);
    expect(await rig.meet()).toMatchObject({ kind: 'reply' });
  });

  test('gives each of many sends at once its own answer', async () => {
    const held: Array<() => void> = [];
    rig.server.answer = (response, { body }) => {
      const id = /send (\d+)/.exec(body)![1];
      held.push(() =>
        answerWith(500, { error: { code: 500, type: 'api_error', message: `no ${id}` } })(
          response,
          rig.server.arrivals[0]!,
        ),
      );
      // The last to come is the first to be answered.
      if (held.length === 20) for (const release of held.reverse()) release();
    };
    const ids = Array.from({ length: 20 }, (_, index) => index);
    const all = await Promise.all(ids.map((id) => rig.send(rig.makeRequest({ system: `send ${id}` }))));
    expect(all.map((sent) => (sent.kind === 'failed' ? sent.problem.message : ''))).toEqual(
      ids.map((id) => `500: "no ${id}"`),
    );
  });

  test.each([429, 500, 503])('sends once when the answer is %d', async (status) => {
    rig.server.answer = answerWith(status, '{}', { 'x-should-retry': 'true' });
    await rig.send();
    expect(rig.server.arrivals).toHaveLength(1);
  });

  test.each<[what: string, ProblemKind, status: number, body: string, type: string]>([
    ['an HTML page with 200', 'foreign-body', 200, '<!doctype html><html></html>', 'text/html'],
    ['text with 200', 'foreign-body', 200, 'Ollama is running', 'text/plain'],
    ['half a JSON with 200', 'foreign-body', 200, '{"choices":[', 'application/json'],
    ['another JSON with 200', 'foreign-body', 200, '{"hello":"world"}', 'application/json'],
    ['a JSON list with 200', 'foreign-body', 200, '[]', 'application/json'],
    ['JSON null with 200', 'foreign-body', 200, 'null', 'application/json'],
    ['nothing with 200', 'foreign-body', 200, '', 'application/json'],
    ['nothing with 204', 'foreign-body', 204, '', 'application/json'],
    ['a 404 in HTML', 'wrong-url', 404, '<html>Not found</html>', 'text/html'],
    ['a 404 in JSON that is not its own', 'wrong-url', 404, '{"detail":"Not Found"}', 'application/json'],
    ['a 405', 'wrong-url', 405, 'Method Not Allowed', 'text/plain'],
    ['a 403 in HTML', 'wrong-url', 403, '<html>Blocked by your company</html>', 'text/html'],
    ['a 502 of a gateway', 'server-error', 502, '<html>Bad gateway</html>', 'text/html'],
    ['a 503 of a gateway', 'overloaded', 503, '<html>Unavailable</html>', 'text/html'],
    ['a 429 of a gateway', 'rate-limited', 429, 'slow down', 'text/plain'],
    ['a status of the future', 'server-error', 599, '', 'text/plain'],
  ])('takes %s for %s', async (_what, kind, status, body, type) => {
    rig.server.answer = answerWith(status, body, { 'content-type': type });
    expect(await rig.meetKind()).toBe(kind);
  });

  test.each([301, 302, 307, 308])(
    'does not follow a %d, which would carry the key elsewhere',
    async (status) => {
      await using other = await startWireServer();
      rig.server.answer = answerWith(status, '', { location: `${other.url}/v1` });
      expect(await rig.meetKind()).toBe('wrong-url');
      expect(other.arrivals).toEqual([]);
    },
  );

  test('shows neither key nor prompt when the provider quotes them', async () => {
    const said = `The key ${KEY} sent: ${SECRET}`;
    rig.server.answer = answerWith(400, {
      type: 'error',
      error: { code: 400, status: 'INVALID_ARGUMENT', type: 'invalid_request_error', message: said },
    });
    const sent = await rig.send();
    const message = sent.kind === 'failed' ? sent.problem.message : '';
    expect(message).toBe('400: "The key [hidden] sent: …');
  });
};
