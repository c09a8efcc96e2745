import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { IdiolectError } from '../../base/index.ts';
import type { GenerateSummary } from '../../index.ts';
import { captureIo } from '../testing/capture-io.ts';
import { makeFailed, makeSummary, stoppedBy } from '../testing/make-summary.ts';
import { showSummaries } from './summary.ts';

const COMMAND = 'idiolect generate --provider openai';

const show = (...parts: Array<Partial<GenerateSummary>>): string[] => {
  const io = captureIo();
  showSummaries(parts.map(makeSummary), COMMAND, io);
  expect(io.err()).toBe('');
  return io.out().trimEnd().split('\n');
};

describe('the end of a run', () => {
  test('that went well is told in numbers that add up, with what it cost and where the file is', () => {
    expect(show({})).toEqual([
      '✓ openai gpt-4o, 48 s',
      '  planned 10 = written 10 + failed 0',
      '  paid $0.5 now, $0.5 in all, $0.05 a conversation',
      '  /elsewhere/data.jsonl',
      '',
      'Next: idiolect status',
    ]);
  });

  test('names a file below the current folder as it would be typed', () => {
    expect(show({ file: join(process.cwd(), 'data', 'x.jsonl') })).toContain(`  ${join('data', 'x.jsonl')}`);
  });

  test('tells of failures, of what is unfinished, and of what came from the ledger', () => {
    const lines = show({ planned: 20, written: 6, fromLedger: 2, failed: makeFailed(12), unfinished: 2 });
    expect(lines[0]).toMatch(/^! /);
    expect(lines).toContain('  planned 20 = written 6 + failed 12 (refused × 12) + unfinished 2');
    expect(lines).toContain('  2 of them came from the ledger, without a call');
    expect(lines.filter((line) => line.includes('✗'))).toHaveLength(10);
    expect(lines).toContain('  … and 2 more; `idiolect status --json` lists all');
    expect(lines.at(-1)).toBe(`Next: ${COMMAND}   (goes on where this stopped)`);
  });

  test.each<[string, Partial<GenerateSummary>, string]>([
    [
      'paid nothing',
      { spentUsd: 0, totalUsd: 0, usdPerConversation: 0 },
      '  paid $0 now, $0 in all, $0 a conversation',
    ],
    ['wrote nothing', { written: 0, usdPerConversation: undefined }, '  paid $0.5 now, $0.5 in all'],
    [
      'paid more before',
      { spentUsd: 0.1, totalUsd: 2, usdPerConversation: 0.2 },
      '  paid $0.1 now, $2.00 in all, $0.2 a conversation',
    ],
    [
      'lost sends',
      { uncertainUsd: 0.02 },
      '  paid $0.5 now, $0.5 in all, $0.05 a conversation; up to $0.02 more for sends that were cut off or did not say what they used',
    ],
    [
      'has no price',
      { spentUsd: 0, totalUsd: 0, usdPerConversation: 0, unpriced: 10 },
      '  paid $0 now, $0 in all, $0 a conversation; 10 answers of unknown cost (no known price, or they did not say what they used) not counted',
    ],
    [
      'has one answer of unknown cost',
      { unpriced: 1 },
      '  paid $0.5 now, $0.5 in all, $0.05 a conversation; 1 answer of unknown cost (no known price, or it did not say what it used) not counted',
    ],
    [
      'was simulated',
      { isSimulated: true },
      '  nothing was paid; at list prices it would be $0.5 now, $0.5 in all, $0.05 a conversation',
    ],
  ])('that %s says so', (_what, changes, line) => {
    expect(show(changes)).toContain(line);
  });

  const slow = { what: 'tokens per minute of gpt-4o (450 k)', share: 0.834 };
  const calls = { what: '32 calls at once', share: 0.166 };

  test.each<[string, Partial<GenerateSummary>, string | undefined]>([
    [
      'by two limits',
      { limits: [slow, calls] },
      '  limited 83 % of the time by tokens per minute of gpt-4o (450 k), else mostly by 32 calls at once',
    ],
    ['by one', { limits: [calls] }, '  limited by 32 calls at once'],
    ['nearly always by one', { limits: [{ ...slow, share: 0.997 }, calls] }, `  limited by ${slow.what}`],
    ['by nothing, for nothing was asked', { limits: [] }, undefined],
    ['for a moment only', { limits: [slow, calls], seconds: 3 }, undefined],
  ])('tells what held it back: %s', (_what, changes, line) => {
    expect(show(changes).find((each) => each.startsWith('  limited'))).toBe(line);
  });

  test('names no file when none was written', () => {
    expect(show({ written: 0, unfinished: 10 }).join()).not.toContain('data.jsonl');
  });
});

describe('a run that stopped', () => {
  const part = { written: 4, unfinished: 6 };

  test('at the budget says what the next call may cost, and asks for more', () => {
    const lines = show({ ...part, stopReason: { kind: 'budget', needUsd: 0.05 } });
    expect(lines).toContain(
      '  Stopped at the budget: the next call might cost $0.05 and would pass --max-cost-usd.',
    );
    expect(lines.at(-1)).toBe(`Next: ${COMMAND} with a higher --max-cost-usd`);
  });

  test('on request says that what arrived is kept', () => {
    const lines = show({ ...part, stopReason: { kind: 'interrupted' } });
    expect(lines).toContain('  Stopped on request. What had arrived is kept.');
    expect(lines.at(-1)).toContain('goes on where this stopped');
  });

  test.each([
    [
      'bad-key',
      '  ✗ It was bad-key.  KEY_REFUSED',
      '  → Check the key of openai in .env',
      'mend what is told above',
    ],
    [
      'no-credit',
      '  ✗ It was no-credit.  CREDIT_EXHAUSTED',
      '  → Top the account up',
      'goes on where this stopped',
    ],
    [
      'overloaded',
      '  ✗ It was overloaded.',
      '  → Run the same command again to go on.',
      'goes on where this stopped',
    ],
    [
      'unreachable',
      '  ✗ It was unreachable.  PROVIDER_UNREACHABLE',
      '  → Check the network',
      'goes on where this',
    ],
  ] as const)('by %s is told with its error, advice and the next step', (kind, problem, advice, next) => {
    const lines = show({ ...part, ...stoppedBy(kind) });
    expect(lines).toContain(problem);
    expect(lines.some((line) => line.startsWith(advice))).toBe(true);
    expect(lines.at(-1)).toContain(next);
  });

  test.each([
    [
      new IdiolectError('OUTPUT_NOT_WRITABLE', 'No room.', { hint: 'x' }),
      '  ✗ No room.  OUTPUT_NOT_WRITABLE',
      'mend',
    ],
    [new Error('Internal: oops'), '  ✗ This is a bug in idiolect: Internal: oops', 'goes on'],
    ['thrown text', '  ✗ This is a bug in idiolect: thrown text', 'goes on'],
  ])('by a fault is told in one line (%#)', (error, line, next) => {
    const lines = show({ ...part, stopReason: { kind: 'fault', error } });
    expect(lines).toContain(line);
    expect(lines.at(-1)).toContain(next);
  });

  test('by a fault after the last line was written is not called a success', () => {
    expect(show({ stopReason: { kind: 'fault', error: new Error('x') } })[0]).toMatch(/^! /);
  });
});

describe('several providers', () => {
  test('each have their part, and one next step', () => {
    const lines = show(
      {},
      { provider: 'gemini', model: 'g', written: 4, unfinished: 6, ...stoppedBy('bad-key') },
    );
    expect(lines.filter((line) => /^[✓!]/.test(line))).toEqual(['✓ openai gpt-4o, 48 s', '! gemini g, 48 s']);
    expect(lines.filter((line) => line.startsWith('Next:'))).toEqual([
      `Next: mend what is told above, then: ${COMMAND}`,
    ]);
  });

  test('of which one was rehearsed lead to a key', () => {
    expect(show({}, { isSimulated: true }).at(-1)).toContain('put a key into .env');
  });
});

describe('the end of a run until enough are accepted', () => {
  const rejected = ['echo', 'echo', 'secret'].map((check, index) => ({
    ...{ number: index + 4, topic: `topic ${index + 4}`, check, message: 'It is so.' },
  }));
  const refill = { wanted: 10, rounds: 2, spare: 0, isFruitless: false };

  test('is complete when as many are accepted as were wanted, and tells what became of the others', () => {
    const lines = show({ planned: 14, written: 10, failed: makeFailed(1), rejected, refill });
    expect(lines[0]).toMatch(/^✓ /);
    expect(lines[1]).toBe(
      '  planned 14 = accepted 10 + rejected 3 (echo × 2, secret × 1) + failed 1 (refused × 1)',
    );
    expect(lines[2]).toBe('  accepted 10 of 10 in 2 rounds');
    expect(lines).toContain('  ! 4 topic 4: echo. It is so.');
    expect(lines.at(-1)).toBe('Next: idiolect status');
  });

  test('tells of those that were more than wanted', () => {
    const lines = show({ planned: 11, rejected: [], refill: { ...refill, rounds: 1, spare: 1 } });
    expect(lines[1]).toBe('  planned 11 = accepted 10 + rejected 0 + spare 1 + failed 0');
    expect(lines[2]).toBe('  accepted 10 of 10 in one round');
    expect(lines[3]).toBe('  1 more than wanted: in the ledger, for a larger --count');
  });

  test('says plainly that going on does not help', () => {
    const many = Array.from({ length: 29 }, (_, index) => ({ number: index, check: 'echo', message: 'So.' }));
    const lines = show({ planned: 30, written: 1, rejected: many, refill: { ...refill, isFruitless: true } });
    expect(lines[0]).toMatch(/^! /);
    expect(lines.some((line) => line.includes('three times what is wanted'))).toBe(true);
    expect(lines).toContain('  … and 19 more; `idiolect status --json` lists all');
    expect(lines.at(-1)).toMatch(/^Next: mend what the rejected and failed ones have in common/);
  });

  test('that was stopped goes on by the same command', () => {
    const lines = show({ planned: 10, written: 4, unfinished: 3, rejected, refill });
    expect(lines[1]).toBe(
      '  planned 10 = accepted 4 + rejected 3 (echo × 2, secret × 1) + failed 0 + unfinished 3',
    );
    expect(lines.at(-1)).toBe(`Next: ${COMMAND}   (goes on where this stopped)`);
  });
});
