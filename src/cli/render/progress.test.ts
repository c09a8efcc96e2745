import { describe, expect, test } from 'vitest';
import type { Standing } from '../../index.ts';
import { type CapturedIo, captureIo } from '../testing/capture-io.ts';
import { finish, start, stopping } from '../testing/make-events.ts';
import { makeStanding } from '../testing/make-summary.ts';
import { toScreen } from '../testing/screen.ts';
import { makeProgress } from './progress.ts';

/** Longer than any test: only what a test causes is drawn. */
const NEVER_MS = 3_600_000;

const screen = (io: CapturedIo): string[] => toScreen(io.err(), io.columns).filter((row) => row !== '');
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((wake) => setTimeout(wake, 1));
};

describe('on a terminal', () => {
  test('a bar for each provider is redrawn in place', async () => {
    const io = captureIo({ isLive: true, columns: 120 });
    const progress = await makeProgress(io, false, NEVER_MS);
    let standing = makeStanding();
    progress.onEvent(start({ standing: () => standing }));
    progress.onEvent(
      start({ provider: 'gemini', model: 'g', standing: () => makeStanding({ accepted: 0 }) }),
    );
    standing = makeStanding({ accepted: 50 });
    progress.stop();
    expect(screen(io)).toEqual([
      'openai: 100 conversations from gpt-4o, about $3.06',
      'gemini: 100 conversations from g, about $3.06',
      'openai    ██████████░░░░░░░░░░ 50/100 · $0.3 of about $1.00 · 60/min · 1 min 10 s left · limit: 32 calls at once',
      'gemini    ░░░░░░░░░░░░░░░░░░░░ 0/100 · $0.3 of about $1.00 · 60/min · 1 min 10 s left · limit: 32 calls at once',
    ]);
    expect(io.out()).toBe('');
  });

  test('the bar is drawn again and again on its own', async () => {
    const io = captureIo({ isLive: true });
    const progress = await makeProgress(io, false, 1);
    let accepted = 0;
    progress.onEvent(start({ standing: () => makeStanding({ accepted: ++accepted }) }));
    await until(() => io.err().includes(' 5/100'));
    progress.stop();
    const drawn = io.err();
    await new Promise((wake) => setTimeout(wake, 5));
    expect(io.err()).toBe(drawn);
  });

  test('lines that are said stand above the bars and leave none behind', async () => {
    const io = captureIo({ isLive: true, columns: 120 });
    const progress = await makeProgress(io, false, NEVER_MS);
    progress.onEvent(start());
    progress.say('Stopping.');
    progress.onEvent(stopping);
    progress.stop();
    const rows = screen(io);
    expect(rows.slice(1, 3)).toEqual(['Stopping.', '! openai stops: the budget is used up']);
    expect(rows.filter((row) => row.includes('█'))).toHaveLength(1);
    expect(rows).toHaveLength(4);
  });

  test('a run that has ended shows no rate any more', async () => {
    const io = captureIo({ isLive: true });
    const progress = await makeProgress(io, false, NEVER_MS);
    const end = makeStanding({ accepted: 97, failed: 3, fromLedger: 1_000, spentUsd: 1.2 });
    progress.onEvent(start({ standing: () => end }));
    progress.onEvent(finish('gemini'));
    progress.onEvent(finish());
    progress.stop();
    expect(screen(io).at(-1)).toBe(
      'openai    ████████████████████ 97/100 · 1,000 from the ledger · 3 failed · $1.20',
    );
  });

  test.each([1, 2, 8, 9, 10, 20, 29, 30, 31, 32, 33, 40, 54, 55, 56, 80, 200])(
    'of %d columns what is redrawn leaves no row behind',
    async (columns) => {
      const io = captureIo({ isLive: true, columns });
      const progress = await makeProgress(io, false, NEVER_MS);
      let accepted = 100;
      progress.onEvent(
        start({ standing: () => makeStanding({ planned: 90_000, failed: 12_345, accepted }) }),
      );
      progress.say('x');
      const before = toScreen(io.err(), columns);
      accepted = 60_000;
      progress.onEvent(finish());
      progress.stop();
      const after = toScreen(io.err(), columns);
      // Everything above the bar stands as it was, and below it there is nothing of the earlier drawing.
      const above = before.lastIndexOf('x') + 1;
      expect(after.slice(0, above)).toEqual(before.slice(0, above));
      expect(after.slice(above + 1).join('')).toBe('');
      expect(columns > 20 ? after[above] : '60,000/90,000').toContain('60,000/90,000');
    },
  );

  test('that is too narrow for one line has what limits the rate and the time left on a second', async () => {
    const io = captureIo({ isLive: true, columns: 80 });
    const progress = await makeProgress(io, false, NEVER_MS);
    progress.onEvent(start());
    progress.say('x');
    const rows = toScreen(io.err(), 80);
    const bar = rows.findIndex((row) => row.includes('█'));
    expect(rows[bar]).toContain('30/100');
    expect(rows[bar + 1]).toMatch(/^ {10}60\/min · 1 min 10 s left · limit: 32 calls at once/);
    progress.stop();
  });

  test.each([
    [120, 2],
    [80, 3],
    [60, 3],
  ])('of %d columns shows a long limit in full, on %d lines', async (columns, count) => {
    const io = captureIo({ isLive: true, columns });
    const progress = await makeProgress(io, false, NEVER_MS);
    const text = 'tokens per minute of gpt-4o, 412 k of 450 k';
    const now = makeStanding({
      fromLedger: 1_200,
      failed: 3,
      expectedUsd: { low: 0.5, likely: 1, high: 2 },
      binding: { kind: 'tokens-per-minute', text, used: 412_000, limit: 450_000 },
    });
    progress.onEvent(start({ standing: () => now }));
    progress.stop();
    const rows = screen(io).slice(-count);
    expect(rows[0]).toMatch(/^openai {4}[█░]+ 30\/100 · .*3 failed/);
    expect(rows.join(' ')).toContain('$0.3 of $0.5 to $2.00');
    expect(rows.at(-1)).toContain(`limit: ${text}`);
    expect(rows.join('')).not.toContain('…');
  });

  test('that is narrow shows figures rather than a bar', async () => {
    const io = captureIo({ isLive: true, columns: 30 });
    const progress = await makeProgress(io, false, NEVER_MS);
    progress.onEvent(start());
    progress.stop();
    expect(screen(io).at(-1)).toBe('openai 30/100 · $0.3 of about…');
  });

  test.each([false, true])('nothing is written when no run begins (quiet: %s)', async (isQuiet) => {
    const io = captureIo({ isLive: true });
    const progress = await makeProgress(io, isQuiet, NEVER_MS);
    progress.stop();
    expect(io.err()).toBe('');
  });

  test.each<[string, Partial<Standing>, string]>([
    ['nothing planned', { planned: 0, accepted: 0 }, '████████████████████ 0/0'],
    ['no rate', { perMinute: 0, secondsLeft: undefined }, '0/min · limit: 32 calls at once'],
    ['nothing to expect', { expectedUsd: undefined, spentUsd: 0 }, '30/100 · $0 · 60/min'],
  ])('a standing with %s can be drawn', async (_what, changes, text) => {
    const io = captureIo({ isLive: true, columns: 120 });
    const progress = await makeProgress(io, false, NEVER_MS);
    progress.onEvent(start({ standing: () => makeStanding(changes) }));
    progress.stop();
    expect(screen(io).at(-1)).toContain(text);
    expect(screen(io).at(-1)).not.toContain('undefined');
  });
});

describe('without a terminal', () => {
  test('a line is written when something has changed, and none otherwise', async () => {
    const io = captureIo();
    const progress = await makeProgress(io, false, 1);
    let asked = 0;
    let standing = makeStanding();
    progress.onEvent(
      start({
        standing: () => {
          asked++;
          return standing;
        },
      }),
    );
    await until(() => asked > 3);
    standing = makeStanding({ failed: 1 });
    await until(() => io.err().includes('1 failed'));
    progress.stop();
    expect(io.err().split('\n')).toEqual([
      'openai: 100 conversations from gpt-4o, about $3.06',
      'openai: 30/100, $0.3 of about $1.00, 60/min, 1 min 10 s left, limit: 32 calls at once',
      'openai: 30/100, 1 failed, $0.3 of about $1.00, 60/min, 1 min 10 s left, limit: 32 calls at once',
      '',
    ]);
  });

  test('a run in which nothing changes is told of now and then', async () => {
    const io = captureIo();
    const progress = await makeProgress(io, false, 1);
    let asked = 0;
    const standing = (): Standing => {
      asked++;
      return makeStanding();
    };
    progress.onEvent(start({ standing }));
    await until(() => asked >= 20);
    progress.stop();
    const told = io.err().match(/openai: 30\/100/g)?.length ?? 0;
    // The first look, and each sixth after it.
    expect(told).toBe(1 + Math.floor((asked - 1) / 6));
  });

  test('a run that has ended is told of no more', async () => {
    const io = captureIo();
    const progress = await makeProgress(io, false, 1);
    let accepted = 0;
    progress.onEvent(start());
    progress.onEvent(start({ provider: 'gemini', standing: () => makeStanding({ accepted: ++accepted }) }));
    progress.onEvent(finish());
    await until(() => io.err().includes('gemini: 5/100') || accepted > 50);
    progress.stop();
    expect(io.err()).not.toContain('openai: 30/100');
  });
});

test('a run until enough are accepted counts the accepted against what is wanted, and tells of each round', async () => {
  const io = captureIo({ isLive: true, columns: 120 });
  const progress = await makeProgress(io, false, NEVER_MS);
  const refill = { wanted: 100, rejected: 12, round: 2 };
  const now = makeStanding({ planned: 113, accepted: 90, failed: 1, refill });
  progress.onEvent(start({ settings: { ...start().settings, untilAccepted: true }, standing: () => now }));
  const counts = { asked: 13, wanted: 100, accepted: 87, rejected: 12, failed: 1 };
  progress.onEvent({ kind: 'refill-round', run: 1, provider: 'openai', round: 2, ...counts });
  progress.stop();
  expect(screen(io).slice(0, 3)).toEqual([
    'openai: 100 accepted conversations from gpt-4o, about $3.06',
    'openai: 87 of 100 accepted, 12 rejected, 1 failed; round 2 asks for 13 more',
    expect.stringMatching(/^openai {4}█{18}░░ 90\/100 · 12 rejected · 1 failed · round 2 · /),
  ]);
});
