import { expect, test } from 'vitest';
import { Trial } from './trial.ts';

const note = (trial: Trial, refused: 0 | 1, times: number): void => {
  for (let time = 0; time < times; time++) trial.note(refused);
};

test('a few refusals are a limit; one in two of a hundred is not', () => {
  const trial = new Trial();
  expect(trial.isDue(1, 100, 96, 4)).toBe(false);
  expect(trial.isDue(1, 100, 50, 50)).toBe(true);
});

test('refusals below a rate that is known well are looked into after three', () => {
  const trial = new Trial();
  trial.know(1);
  const isDue = [1, 2, 3, 4].map(() => trial.isDue(0.9, 100, 99, 1));
  expect(isDue).toEqual([false, false, false, true]);
  trial.begin();
  expect(trial.isDue(0.9, 100, 99, 1)).toBe(false);
});

test('a trial is the shorter the more is refused', () => {
  const [often, seldom] = [new Trial(), new Trial()];
  note(often, 1, 300);
  note(seldom, 0, 300);
  often.begin();
  seldom.begin();
  expect(often.isWon(9)).toBe(true);
  expect(seldom.isWon(299)).toBe(false);
  expect(seldom.isWon(300)).toBe(true);
  expect([often.isLost(3), seldom.isLost(3), seldom.isLost(4)]).toEqual([true, false, true]);
});

test('a verdict of chance is doubted after six were served, then after 48, 384', () => {
  const trial = new Trial();
  const doubted = Array.from({ length: 400 }, (_, served) => served).filter((served) =>
    trial.isDoubted(served),
  );
  expect(doubted).toEqual([6, 48, 384]);
  trial.forget();
  expect(trial.isDoubted(6)).toBe(true);
});

test('knows when refusals cease, and when there are many more than usual', () => {
  const trial = new Trial();
  note(trial, 1, 40);
  note(trial, 0, 1_000);
  expect(trial.isCalm).toBe(true);
  note(trial, 1, 20);
  expect(trial.isCalm).toBe(false);
  expect(trial.isWorse).toBe(false);
  note(trial, 0, 1_000);
  note(trial, 1, 3);
  expect(trial.isWorse).toBe(false);
});
