import { systemClock } from '../../base/index.ts';
import { type Exchange, type Letter, post } from './post.ts';
import { PostFault } from './post-fault.ts';

/** A connection that was closed already shows it within a round trip; one that closes later may have been at work. */
const SOON_MS = 5_000;
const CLOSED = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Posts, and once more on a fresh connection when the server had closed the one that was kept open from before.
 *
 * RFC 9112 §9.3.1 lets connections be closed at any time and lets only idempotent requests be repeated unasked (RFC
 * 9110 §9.2.2). A POST to a model changes nothing on the server, so the one thing at stake is the bill, and a
 * connection that closes at once, without a byte, after lying idle is one whose request nobody read. Node's
 * documentation advises this for `request.reusedSocket`, and Chromium resends any method in this case
 * (`HttpNetworkTransaction::ShouldResendRequest`). Only when the repeat fails as well does the bill stay uncertain.
 */
export const postAgain = async (letter: Letter): Promise<Exchange> => {
  const startMs = systemClock.monotonicMs();
  try {
    return await post(letter);
  } catch (error) {
    const isSoon = systemClock.monotonicMs() - startMs < SOON_MS;
    if (!isSoon || letter.signal?.aborted || !wasClosedBefore(error)) throw error;
    return post({ ...letter, isFresh: true });
  }
};

const wasClosedBefore = (error: unknown): boolean =>
  error instanceof PostFault &&
  error.isReused &&
  error.heard === 'nothing' &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  CLOSED.has(String(error.cause.code));
