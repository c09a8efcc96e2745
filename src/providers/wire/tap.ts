import { AsyncLocalStorage } from 'node:async_hooks';
import type { Exchange } from './post.ts';
import { postAgain } from './post-again.ts';

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
 * SDK lets an environment variable replace them, the key included.
 */
export const makeTap =
  (headers: Readonly<Record<string, string>>): typeof fetch =>
  async (input, init) => {
    const note = noteInHand.getStore();
    try {
      const url = new URL(input instanceof Request ? input.url : input);
      const body = typeof init?.body === 'string' ? init.body : '';
      const exchange = await postAgain({ url, headers, body, signal: init?.signal ?? undefined });
      if (note) note.capture = { kind: 'answer', exchange };
      return copyAnswer(exchange);
    } catch (error) {
      if (note) note.capture ??= { kind: 'fault', error };
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
