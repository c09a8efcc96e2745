import { expect, test } from 'vitest';
import { findModel, loadRegistry } from './registry.ts';
import { checkModel, type Retirement } from './retirement.ts';

const find = (id: string) =>
  loadRegistry().models.find((model) => model.id === id) ?? expect.fail(`there is no ${id}`);

test.each<[id: string, today: string, retirement: Retirement]>([
  [
    'gemini-2.5-pro',
    '2026-11-22T09:30:00Z',
    { kind: 'retires', onDate: '2026-12-01', daysLeft: 9, successor: 'gemini-3.8-flash' },
  ],
  [
    'gemini-2.5-pro',
    '2026-12-01T23:59:59Z',
    { kind: 'retires', onDate: '2026-12-01', daysLeft: 0, successor: 'gemini-3.8-flash' },
  ],
  [
    'gemini-2.5-pro',
    '2026-12-02T00:00:00Z',
    { kind: 'retired', onDate: '2026-12-01', successor: 'gemini-3.8-flash' },
  ],
  [
    'gpt-4o',
    '2027-01-13T12:00:00Z',
    { kind: 'retires', onDate: '2027-01-14', daysLeft: 1, successor: 'gpt-6-luna' },
  ],
  ['o4-mini', '2026-11-22T00:00:00Z', { kind: 'retired', onDate: '2026-10-23', successor: 'gpt-5.6-terra' }],
  [
    'claude-sonnet-4-5',
    '2026-12-24T00:00:00Z',
    { kind: 'retired', onDate: '2026-11-30', successor: undefined },
  ],
  ['gpt-6-luna', '2030-01-01T00:00:00Z', { kind: 'fine' }],
])('%s on %s', (id, today, retirement) => {
  expect(checkModel(find(id), Date.parse(today))).toEqual(retirement);
});

test('a snapshot retires with its base', () => {
  const model = findModel(loadRegistry(), 'openai', 'gpt-4o-2024-11-20')!;
  expect(checkModel(model, Date.parse('2027-02-01'))).toMatchObject({ kind: 'retired' });
});
