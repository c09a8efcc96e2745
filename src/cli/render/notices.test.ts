import { describe, expect, test } from 'vitest';
import type { GenerateEvent } from '../../index.ts';
import { captureIo } from '../testing/capture-io.ts';
import { blocked, engine, finish, type Started, start, stopping } from '../testing/make-events.ts';
import { makeNotices } from './notices.ts';
import { makeProgress } from './progress.ts';

/** Longer than any test: only what a test causes is drawn. */
const NEVER_MS = 3_600_000;

describe('what the user has to know is said, even when quiet', () => {
  test.each<[string, GenerateEvent, string]>([
    [
      'a rehearsal that nobody asked for',
      start({ missingKey: 'OPENAI_API_KEY', isSimulated: true }),
      '! No OPENAI_API_KEY is set: openai is rehearsed on the simulator. Its text is made up and goes to data/simulated/.\n',
    ],
    ['a retirement', start({ warning: 'gpt-4o will be shut down.' }), '! gpt-4o will be shut down.\n'],
    [
      'a ledger that waits',
      blocked,
      '! The ledger cannot be written (disk full). Nothing new is asked for until it can; nothing is lost.\n',
    ],
    ['its end', { kind: 'ledger-unblocked' }, '! The ledger can be written again; the work goes on.\n'],
    [
      'a log that is lost',
      { kind: 'log-lost', file: '/x.log', reason: 'ENOSPC' },
      '! The log /x.log cannot be written any more (ENOSPC); the work goes on without.\n',
    ],
    [
      'a collector that refuses',
      { kind: 'telemetry-troubled', reason: 'Not Found' },
      '! OpenTelemetry: Not Found. The work goes on; traces and metrics may be incomplete.\n',
    ],
    [
      'a provider that serves nobody',
      engine({
        kind: 'breaker',
        state: 'open',
        reason: 'gpt-4o refuses nearly every request',
        pauseMs: 8_000,
      }),
      '! openai: gpt-4o refuses nearly every request; next probe in 8 s\n',
    ],
    ['a stop', stopping, '! openai stops: the budget is used up\n'],
  ])('%s', async (_what, event, text) => {
    const io = captureIo();
    const progress = await makeProgress(io, true);
    progress.onEvent(event);
    progress.stop();
    expect(io.err()).toBe(text);
  });

  test('and all else is not', async () => {
    const io = captureIo({ isLive: true });
    const progress = await makeProgress(io, true);
    progress.onEvent(start());
    progress.onEvent(engine({ kind: 'rate-slowed', reason: '429', pauseMs: 1 }));
    progress.onEvent(finish());
    progress.stop();
    expect(io.err()).toBe('');
  });
});

describe('the first line of a run', () => {
  test.each<[string, Partial<Started>, string]>([
    ['a real one', {}, 'openai: 100 conversations from gpt-4o, about $3.06\n'],
    [
      'a rehearsal',
      { isSimulated: true },
      'openai: 100 conversations from gpt-4o (simulated, nothing is paid), about $3.06\n',
    ],
    [
      'one of which the ledger holds a part',
      { held: 40 },
      'openai: 100 conversations from gpt-4o, 40 of them in the ledger, about $3.06 for the rest\n',
    ],
    [
      'a large one of which a sample was looked up',
      { planned: 20_000, held: 5_000, isHeldExact: false },
      'openai: 20,000 conversations from gpt-4o, about 5,000 of them in the ledger, about $3.06 for the rest\n',
    ],
    [
      'one that was paid for before',
      { held: 100 },
      'openai: 100 conversations from gpt-4o, all in the ledger\n',
    ],
    [
      'one without a price',
      { estimateUsd: undefined },
      'openai: 100 conversations from gpt-4o, price unknown\n',
    ],
  ])('of %s', async (_what, changes, text) => {
    const io = captureIo();
    const progress = await makeProgress(io, false, NEVER_MS);
    progress.onEvent(start(changes));
    progress.stop();
    expect(io.err()).toBe(text);
  });
});

test('a provider that refuses again and again is told of once a minute', () => {
  let nowMs = 0;
  const toNotices = makeNotices({ monotonicMs: () => nowMs });
  const open = engine({ kind: 'breaker', state: 'open', reason: 'it refuses', pauseMs: 2_000 });
  const tell = () => toNotices(open).length;
  const told = [0, 1_000, 59_999, 60_000, 61_000, 130_000].map((atMs) => {
    nowMs = atMs;
    return tell();
  });
  expect(told).toEqual([1, 0, 0, 1, 0, 1]);
  for (const state of ['probing', 'closed'] as const) {
    expect(toNotices(engine({ kind: 'breaker', state, reason: '', pauseMs: 0 }))).toEqual([]);
  }
});
