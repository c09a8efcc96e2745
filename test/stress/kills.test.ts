import { expect, test } from 'vitest';
import { killAndResume } from '../../bench/kill-and-resume.ts';

// What counts as paid, lost and paid twice stands at `Toll` in bench/kill-and-resume.ts.
test('50 kills at random moments of runs of 200 lose no paid reply, pay none twice and leave the same bytes', async () => {
  const toll = await killAndResume({ kills: 50, count: 200, seed: 11 });
  process.stdout.write(`${JSON.stringify(toll)}\n`);
  expect(toll).toMatchObject({ kills: 50, lost: 0, paidTwice: 0, differing: 0 });
  expect(toll.answered).toBe(toll.runs * 200 + toll.underWay);
});
