import { expect, test } from 'vitest';
import type { DatasetStatus } from '../../index.ts';
import { captureIo } from '../testing/capture-io.ts';
import { makeFailed } from '../testing/make-summary.ts';
import { showStatus } from './status.ts';

type LastRun = DatasetStatus['lastRun'];
const endedRun = (changes: Partial<LastRun> = {}): LastRun => ({
  startedAt: 'x',
  stopped: undefined,
  isOpen: false,
  isAlive: false,
  progress: undefined,
  ...changes,
});
const progress: NonNullable<LastRun['progress']> = {
  at: '2026-11-22T12:00:02.000Z',
  done: 4,
  failed: 1,
  inFlight: 3,
  perMinute: 7.25,
  secondsLeft: 65,
  spentUsd: 0.2,
  expectedUsd: { low: 0.4, likely: 0.5, high: 0.6 },
  limit: 'tokens per minute of gpt-4o, 412 k of 450 k',
};

const make = (changes: Partial<DatasetStatus> = {}): DatasetStatus => ({
  file: 'data/synthetic/openai/x.jsonl',
  fileExists: true,
  provider: 'openai',
  model: 'gpt-4o',
  isSimulated: false,
  count: 10,
  seed: 42,
  design: 'cycle',
  planned: 10,
  done: 10,
  failed: [],
  missing: 0,
  totalUsd: 0.5,
  usdPerConversation: 0.05,
  unpriced: 0,
  recipeChanged: false,
  lastRun: endedRun({ startedAt: '2026-11-22T12:00:00.000Z' }),
  ...changes,
});

const show = (...datasets: Array<Partial<DatasetStatus>>): string => {
  const io = captureIo();
  showStatus({ folder: '/x', datasets: datasets.map(make), totalUsd: 1, simulatedUsd: 0 }, io);
  return io.out();
};

test('an empty folder leads to a first command', () => {
  expect(show()).toBe(
    'Nothing has been made in this folder yet.\nNext: idiolect generate --provider openai --count 5\n',
  );
});

test('a dataset is told in numbers that add up', () => {
  expect(show({})).toBe(
    [
      'data/synthetic/openai/x.jsonl',
      '  openai gpt-4o, seed 42, design cycle',
      '  planned 10 = done 10 + failed 0 + missing 0',
      '  cost $0.5 in all, $0.05 a conversation',
      '  last run 2026-11-22T12:00:00.000Z came to its end',
      '',
      '',
    ].join('\n'),
  );
});

test.each<[string, Partial<DatasetStatus>, string]>([
  ['whose file is gone', { fileExists: false }, 'x.jsonl  (not there)\n'],
  [
    'of a simulated run',
    { isSimulated: true },
    'cost by the price list $0.5 in all, $0.05 a conversation; nothing was paid',
  ],
  [
    'with answers of unknown cost',
    { unpriced: 1_200 },
    ', 1,200 answers of unknown cost (no known price, or they did not say what they used)',
  ],
  ['with one such answer', { unpriced: 1 }, ', 1 answer of unknown cost (no known price, or it did not say'],
  ['with nothing done', { usdPerConversation: undefined, done: 0, missing: 10 }, 'cost $0.5 in all\n'],
  ['whose recipe has changed', { recipeChanged: true }, 'the recipe has changed since'],
  ['with failures', { failed: makeFailed(25) }, '… and 5 more'],
  [
    'whose run was killed',
    { lastRun: endedRun({ isOpen: true, progress }) },
    'last run x was killed; the same command goes on\n',
  ],
  [
    'whose run is at work',
    { lastRun: endedRun({ isOpen: true, isAlive: true, progress }) },
    [
      'last run x is at work',
      '  at 2026-11-22T12:00:02.000Z: done 4, failed 1, 7.3/min, $0.2 in this run of $0.4 to $0.6, 1 min 05 s left',
      '  limit: tokens per minute of gpt-4o, 412 k of 450 k\n',
    ].join('\n'),
  ],
  [
    'whose run is at work and has told nothing yet',
    { lastRun: endedRun({ isOpen: true, isAlive: true }) },
    'last run x is at work\n',
  ],
  [
    'whose run stopped',
    { lastRun: endedRun({ stopped: 'The credit is used up.' }) },
    'last run x stopped: The credit is used up.',
  ],
])('a dataset %s says so', (_what, changes, text) => {
  expect(show(changes)).toContain(text);
});

test('a dataset that is filled until enough are accepted is told with what the checks rejected', () => {
  const io = captureIo();
  const rejected = [{ number: 3, topic: 'topic 3', check: 'echo', message: 'It is so.' }];
  const dataset = make({ planned: 12, done: 9, failed: makeFailed(1), rejected, spare: 0, missing: 1 });
  showStatus({ folder: '.', datasets: [dataset], totalUsd: 0, simulatedUsd: 0 }, io);
  expect(io.out()).toContain(
    'planned 12 = accepted 9 (of 10 wanted) + rejected 1 (echo × 1) + failed 1 + missing 1',
  );
  expect(io.out()).toContain('  ! 3 topic 3: echo. It is so.\n');
});
