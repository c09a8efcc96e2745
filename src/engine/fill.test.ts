import { expect, test } from 'vitest';
import { Fill } from './fill.ts';

const learn = (outputs: readonly number[], input = 100): Fill => {
  const fill = new Fill();
  for (const output of outputs) fill.note(100, input, output);
  return fill;
};

test('before ten answers have come seven tenths of the room are set apart', () => {
  expect(learn(Array(9).fill(10)).expectOutput(3_000, 4_000)).toBe(2_100);
});

test('then what nine of ten answers need, and a twentieth more', () => {
  const outputs = Array.from({ length: 100 }, (_, index) => 800 + index);
  expect(learn(outputs).expectOutput(3_000, 4_000)).toBe(Math.ceil(890 * 1.05));
});

test('never more than can be billed', () => {
  expect(learn(Array(20).fill(5_000)).expectOutput(3_000, 4_000)).toBe(4_000);
});

test('answers of long ago are forgotten', () => {
  expect(learn([...Array(50).fill(2_000), ...Array(100).fill(400)]).expectOutput(3_000, 4_000)).toBe(420);
});

test('the count of input tokens is corrected by what the provider counts', () => {
  expect(learn([]).expectInput(1_000)).toBe(1_000);
  expect(learn(Array(60).fill(1), 130).expectInput(1_000)).toBeCloseTo(1_300, -1);
});
