import { expect, test } from 'vitest';
import { listChanges, toRegistration } from './registration.ts';
import { THRESHOLD_TABLE, THRESHOLDS } from './thresholds.ts';

const JUDGE = { provider: 'gemini', model: 'judge-model', promptVersion: 1 };
const SETTINGS = { thresholds: THRESHOLDS, unit: 'instance' as const, seed: 42, judges: [JUDGE] };

test('a registration holds every threshold, the unit, the seed and the judges, as plain values', () => {
  const registered = toRegistration(SETTINGS);
  expect(registered).toMatchObject({
    'threshold.usable-go': 100,
    'threshold.correct-least': 0.9,
    unit: 'instance',
    seed: 42,
    judges: 'gemini/judge-model, prompt 1',
  });
  expect(Object.keys(registered)).toHaveLength(Object.keys(THRESHOLD_TABLE).length + 3);
  expect(JSON.parse(JSON.stringify(registered))).toEqual(registered);
});

test('the same settings in another order register the same', () => {
  const other = { ...JUDGE, provider: 'anthropic' };
  const turned = Object.fromEntries(Object.entries(THRESHOLDS).toReversed()) as typeof THRESHOLDS;
  const one = toRegistration({ ...SETTINGS, judges: [JUDGE, other] });
  const two = toRegistration({ ...SETTINGS, thresholds: turned, judges: [other, JUDGE] });
  expect(JSON.stringify(two)).toBe(JSON.stringify(one));
  expect(listChanges(one, two)).toEqual([]);
});

test('what changed since is told with both values', () => {
  const now = toRegistration({
    ...SETTINGS,
    thresholds: { ...THRESHOLDS, 'correct-least': 0.8 },
    unit: 'conversation',
    judges: [],
  });
  expect(listChanges(toRegistration(SETTINGS), now)).toEqual([
    'judges was registered as gemini/judge-model, prompt 1 and is none now.',
    'threshold.correct-least was registered as 0.9 and is 0.8 now.',
    'unit was registered as instance and is conversation now.',
  ]);
});

test('a setting that came or went is told as well', () => {
  expect(listChanges({ old: 1 }, { new: 'x' })).toEqual([
    'new was not registered and is x now.',
    'old was registered as 1 and is not known now.',
  ]);
});

test('every threshold has a source', () => {
  for (const { source, title } of Object.values(THRESHOLD_TABLE)) {
    expect(source.length).toBeGreaterThan(10);
    expect(title.length).toBeGreaterThan(10);
  }
});
