import { AsyncLocalStorage } from 'node:async_hooks';

/** One answer of a server, read to its end. */
export interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * What one call of an SDK met on the wire: an answer, or the fault that stood in its way. `unsent` when the SDK gave
 * up before it came so far.
 */
export type Capture =
  | { readonly kind: 'answer'; readonly exchange: Exchange }
  | { readonly kind: 'fault'; readonly error: unknown }
  | { readonly kind: 'unsent'; readonly error: unknown };

interface Note {
  capture?: Capture;
}

const noteInHand = new AsyncLocalStorage<Note>();

/**
 * Makes the one `fetch` that all SDKs are given. It reads each answer to its end and notes it for the call in hand,
 * then hands the SDK a fresh copy. So nothing depends on what an SDK parses, throws or leaves out.
 *
 * `headers` are all that is sent. An SDK's own headers are dropped: they would tell about the machine, and each
 * SDK lets an environment variable replace them, the key included. Redirects are not followed, for they would
 * carry the key elsewhere.
 */
export const makeTap =
  (headers: Readonly<Record<string, string>>): typeof fetch =>
  async (input, init) => {
    const note = noteInHand.getStore();
    try {
      const answer = await fetch(input, { ...init, ...patience, headers, redirect: 'manual' });
      const exchange = { status: answer.status, headers: answer.headers, body: await answer.text() };
      if (note) note.capture = { kind: 'answer', exchange };
      return copyAnswer(exchange);
    } catch (error) {
      if (note) note.capture = { kind: 'fault', error };
      throw error;
    }
  };

/** Runs one call of an SDK and says what it met on the wire. What it returns or throws is of no interest then. */
export const runTapped = async (call: () => Promise<unknown>): Promise<Capture> => {
  const note: Note = {};
  const [settled] = await noteInHand.run(note, () => Promise.allSettled([call()]));
  const error = settled.status === 'rejected' ? settled.reason : undefined;
  return note.capture ?? { kind: 'unsent', error };
};

/** Statuses that cannot carry a body, by the Fetch standard. */
const BODILESS = new Set([204, 205, 304]);

const copyAnswer = ({ status, headers, body }: Exchange): Response => {
  const type = headers.get('content-type') ?? 'application/json';
  const valid = status >= 200 && status <= 599 ? status : 500;
  return new Response(BODILESS.has(valid) ? null : body, {
    status: valid,
    headers: { 'content-type': type },
  });
};

type Dispatcher = NonNullable<RequestInit['dispatcher']>;

/**
 * Node gives up on an answer that takes more than five minutes. We bring our own time limit in the signal, so
 * its limits are lifted, in the way that the Google SDK 3.1.0 does it.
 */
const patience = {
  dispatcher: {
    dispatch: (
      options: Parameters<Dispatcher['dispatch']>[0],
      handler: Parameters<Dispatcher['dispatch']>[1],
    ) => {
      const shared = (globalThis as { [key: symbol]: unknown })[
        Symbol.for('undici.globalDispatcher.1')
      ] as Dispatcher;
      return shared.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler);
    },
  } as Dispatcher,
};
