import { expect, test } from 'vitest';
import { IdiolectError, makeRandom } from '../../base/index.ts';
import { drawFault, findPlacedFault } from './draw-fault.ts';
import { FAULT_KINDS } from './fault.ts';
import { parseFaults } from './parse-faults.ts';

test.each([
  ['429=0.1', { kind: '429', probability: 0.1 }],
  ['500=1', { kind: '500', probability: 1 }],
  [' empty = .5 ', { kind: 'empty', probability: 0.5 }],
  ['hang=#3', { kind: 'hang', from: 3, to: 3 }],
  ['reset-in-body=#3..7', { kind: 'reset-in-body', from: 3, to: 7 }],
  ['no-credit=#21+', { kind: 'no-credit', from: 21 }],
])('"%s" is read', (text, fault) => {
  expect(parseFaults([text])).toEqual([fault]);
});

test.each([
  [['hnag=#3'], 'There is no fault "hnag". Did you mean "hang"?'],
  [['404=0.1'], 'There is no fault "404".'],
  [['hang'], 'The fault "hang" does not say when it happens.'],
  [['hang='], 'The fault "hang=" does not say when it happens.'],
  [['hang=#3=4'], 'The fault "hang=#3=4" does not say when it happens.'],
  [['hang=often'], '"often" of the fault "hang" is no probability from 0 to 1.'],
  [['hang=1.5'], '"1.5" of the fault "hang" is no probability from 0 to 1.'],
  [['hang=-0.1'], '"-0.1" of the fault "hang" is no probability from 0 to 1.'],
  [['hang=#0'], '"#0" of the fault "hang" is no place among the requests, which count from #1.'],
  [['hang=#7..3'], '"#7..3" of the fault "hang" is no place among the requests, which count from #1.'],
  [['429=0.7', '500=0.4'], 'The probabilities of the faults add up to 1.1, which is more than 1.'],
])('%j is refused with words that help', (texts, message) => {
  expect(() => parseFaults(texts)).toThrow(message);
  try {
    parseFaults(texts);
  } catch (error) {
    expect(error).toBeInstanceOf(IdiolectError);
    expect(error).toMatchObject({ code: 'USAGE' });
  }
});

test('every kind can be written on the command line', () => {
  expect(parseFaults(FAULT_KINDS.map((kind) => `${kind}=#1`)).map(({ kind }) => kind)).toEqual(FAULT_KINDS);
});

test('a fault at a place hits that place and no other', () => {
  const faults = parseFaults(['hang=#2', 'empty=#4..5', 'html=#8+']);
  const hit = Array.from({ length: 9 }, (_, place) => findPlacedFault(faults, place + 1) ?? '-');
  expect(hit).toEqual(['-', 'hang', '-', 'empty', 'empty', '-', '-', 'html', 'html']);
});

test('faults by chance come as often as they should', () => {
  const faults = parseFaults(['429=0.2', 'empty=0.1', 'hang=#1']);
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 4000; seed++) {
    const kind = drawFault(faults, () => makeRandom(seed, 'test')) ?? 'none';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  expect(counts.get('429')! / 4000).toBeCloseTo(0.2, 1);
  expect(counts.get('empty')! / 4000).toBeCloseTo(0.1, 1);
  expect(counts.get('none')! / 4000).toBeCloseTo(0.7, 1);
  expect(counts.has('hang')).toBe(false);
});
