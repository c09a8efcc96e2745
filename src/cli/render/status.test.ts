import { expect, test } from 'vitest';
import type { DatasetStatus } from '../../index.ts';
import { captureIo } from '../testing/capture-io.ts';
import { makeFailed } from '../testing/make-summary.ts';
import { showStatus } from './status.ts';

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
  lastRun: { startedAt: '2026-11-22T12:00:00.000Z', stopped: undefined, isOpen: false },
  ...changes,
});

const show = (...datasets: Array<Partial<DatasetStatus>>): string => {
  const io = captureIo();
  showStatus({ folder: '/x', datasets: datasets.map(make), totalUsd: 1 }, io);
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
  ['without a price', { unpriced: 1_200 }, ', 1,200 answers without a known price'],
  ['with nothing done', { usdPerConversation: undefined, done: 0, missing: 10 }, 'cost $0.5 in all\n'],
  ['whose recipe has changed', { recipeChanged: true }, 'the recipe has changed since'],
  ['with failures', { failed: makeFailed(25) }, '… and 5 more'],
  [
    'whose run was killed',
    { lastRun: { startedAt: 'x', stopped: undefined, isOpen: true } },
    'last run x has no end: it is still at work, or it was killed',
  ],
  [
    'whose run stopped',
    { lastRun: { startedAt: 'x', stopped: 'The credit is used up.', isOpen: false } },
    'last run x stopped: The credit is used up.',
  ],
])('a dataset %s says so', (_what, changes, text) => {
  expect(show(changes)).toContain(text);
});
