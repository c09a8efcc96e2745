import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { postAgain } from './post-again.ts';
import { PostFault } from './post-fault.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n{}';

/** What the server does with the n-th request on a connection, both counted from 1. */
type Act = (socket: Socket, connection: number, request: number) => void;

const startServer = async (act: Act) => {
  const sockets = new Set<Socket>();
  const counts = { connections: 0, requests: 0 };
  const server = createServer((socket) => {
    const connection = ++counts.connections;
    let request = 0;
    let text = '';
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      if (!text.endsWith('\r\n\r\nhello')) return;
      text = '';
      counts.requests++;
      act(socket, connection, ++request);
    });
  });
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    counts,
    url: new URL(`http://127.0.0.1:${port}/`),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((stopped) => server.close(stopped));
    },
  };
};

const send = (url: URL, signal?: AbortSignal) => postAgain({ url, headers: {}, body: 'hello', signal });

test('a connection that the server closed while it lay idle costs nothing: the post goes out on a fresh one', async () => {
  await using server = await startServer((socket, connection, request) =>
    connection === 1 && request === 2 ? socket.resetAndDestroy() : socket.write(ANSWER),
  );
  await send(server.url);
  expect(await send(server.url)).toMatchObject({ status: 200, body: '{}' });
  expect(server.counts).toEqual({ connections: 2, requests: 3 });
});

test('the same holds for a connection that ends in order', async () => {
  await using server = await startServer((socket, connection, request) =>
    connection === 1 && request === 2 ? socket.end() : socket.write(ANSWER),
  );
  await send(server.url);
  expect(await send(server.url)).toMatchObject({ body: '{}' });
  expect(server.counts.connections).toBe(2);
});

test('goes out once more and no oftener', async () => {
  await using server = await startServer((socket, connection, request) =>
    connection === 1 && request === 1 ? socket.write(ANSWER) : socket.resetAndDestroy(),
  );
  await send(server.url);
  await expect(send(server.url)).rejects.toMatchObject({ isReused: false, heard: 'nothing' });
  expect(server.counts.requests).toBe(3);
});

test('a fresh connection that breaks is not repeated', async () => {
  await using server = await startServer((socket) => socket.resetAndDestroy());
  await expect(send(server.url)).rejects.toBeInstanceOf(PostFault);
  expect(server.counts.requests).toBe(1);
});

test.each([
  ['a byte of its head', 'H', 'bytes'],
  ['its head', ANSWER.slice(0, -1), 'head'],
])('an answer of which %s had come is not asked for again', async (_what, part, heard) => {
  await using server = await startServer((socket, _connection, request) => {
    if (request === 1) socket.write(ANSWER);
    else socket.end(part);
  });
  await send(server.url);
  await expect(send(server.url)).rejects.toMatchObject({ heard });
  expect(server.counts.requests).toBe(2);
});

test('a post that was given up is not repeated', async () => {
  const user = new AbortController();
  await using server = await startServer((socket, _connection, request) => {
    if (request === 1) socket.write(ANSWER);
    else user.abort();
  });
  await send(server.url);
  await expect(send(server.url, user.signal)).rejects.toThrow();
  expect(server.counts.requests).toBe(2);
});
