import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openProvider } from '../open.ts';
import { startWireServer } from '../wire-server.contract.ts';
import { KEY, type Rig } from './rig.contract.ts';

/** Connections that fail, hang, break, or are given up. */
export const connectionsContract = (rig: Rig): void => {
  test('tells a refused connection by host and port', async () => {
    const gone = await startWireServer();
    await gone[Symbol.asyncDispose]();
    const sent = await openProvider(rig.facts.name, { apiKey: KEY, baseUrl: gone.url }).send(
      rig.makeRequest(),
      {
        signal: new AbortController().signal,
      },
    );
    const message = `No connection to ${new URL(gone.url).host} (ECONNREFUSED).`;
    expect(sent).toEqual({ kind: 'failed', problem: { kind: 'unreachable', message }, limits: {} });
  });

  test('tells a host that does not exist', async () => {
    const sent = await openProvider(rig.facts.name, { apiKey: KEY, baseUrl: 'http://nowhere.invalid' }).send(
      rig.makeRequest(),
      { signal: new AbortController().signal },
    );
    expect(sent).toMatchObject({ problem: { kind: 'unreachable' } });
  });

  test('tells a server that does not speak TLS', async () => {
    const sent = await openProvider(rig.facts.name, {
      apiKey: KEY,
      baseUrl: rig.server.url.replace('http:', 'https:'),
    }).send(rig.makeRequest(), { signal: new AbortController().signal });
    expect(sent).toMatchObject({ problem: { kind: 'unreachable' } });
    expect(JSON.stringify(sent)).toContain(new URL(rig.server.url).host);
  });

  test('tells a connection that is lost before the answer', async () => {
    rig.server.answer = (response) => response.destroy();
    expect(await rig.meetKind()).toBe('connection-lost');
  });

  test('tells a connection that is lost in mid-body', async () => {
    rig.server.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"id":', () => response.destroy());
    };
    expect(await rig.meetKind()).toBe('connection-lost');
  });

  test('stops waiting when the user does', async () => {
    const user = new AbortController();
    rig.server.answer = () => user.abort();
    expect(await rig.send(rig.makeRequest(), user.signal)).toMatchObject({
      problem: { kind: 'interrupted' },
    });
  });

  test('stops waiting in mid-body when the user does', async () => {
    const user = new AbortController();
    rig.server.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"id":', () => user.abort());
    };
    expect(await rig.send(rig.makeRequest(), user.signal)).toMatchObject({
      problem: { kind: 'interrupted' },
    });
  });

  test('stops waiting at the time limit', async () => {
    const limit = new AbortController();
    rig.server.answer = () => limit.abort(new DOMException('too slow', 'TimeoutError'));
    const signal = AbortSignal.any([limit.signal, new AbortController().signal]);
    expect(await rig.send(rig.makeRequest(), signal)).toMatchObject({ problem: { kind: 'timed-out' } });
  });

  test('sends nothing when it is too late already, not even in the turn before', async () => {
    const user = new AbortController();
    const sent = openProvider(rig.facts.name, { apiKey: KEY, baseUrl: rig.server.url }).send(
      rig.makeRequest(),
      {
        signal: user.signal,
      },
    );
    user.abort();
    expect([await sent, await rig.send(rig.makeRequest(), AbortSignal.abort())]).toMatchObject([
      { problem: { kind: 'interrupted' } },
      { problem: { kind: 'interrupted' } },
    ]);
    expect(rig.server.arrivals).toEqual([]);
  });

  test('stops reading an answer that never ends, and says so', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    let hasLeft = false;
    rig.server.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.on('close', () => {
        hasLeft = true;
      });
      const write = (): void => {
        if (!response.destroyed) response.write(piece, write);
      };
      write();
    };
    const sent = await rig.send();
    const message = `The answer of ${new URL(rig.server.url).host} was longer than 64 MB and was dropped.`;
    expect(sent).toEqual({ kind: 'failed', problem: { kind: 'connection-lost', message }, limits: {} });
    await expect.poll(() => hasLeft).toBe(true);
  });

  test('does not unpack an answer beyond that size', async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    rig.server.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(bomb);
    };
    expect(await rig.send()).toMatchObject({ problem: { kind: 'connection-lost' } });
  });
};
