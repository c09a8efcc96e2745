import type { Bar, Figure } from '../bar.ts';
import { GRACE_MS, killAndResume } from '../kill-and-resume.ts';

const COUNT = 200;
const SEED = 7;

/** What a run costs that is killed over and over. */
export const kills: Bar = {
  name: 'kills',
  measure: async ({ quick }) => {
    const toll = await killAndResume({ kills: quick ? 3 : 50, count: COUNT, seed: SEED });
    const after = `after ${toll.kills} kills of runs of ${COUNT}`;
    const row = (what: string, value: number, against: string): Figure => ({
      what: `${what} ${after}`,
      figure: String(value),
      bar: '0',
      holds: value === 0,
      against,
    });
    return [
      row(
        'paid replies lost',
        toll.lost,
        `${toll.answered} handed over; ${toll.underWay} more were under way to the disk, for ${GRACE_MS} ms at most`,
      ),
      row('replies paid twice', toll.paidTwice, "the simulator's count, less those under way"),
      row('files with other bytes', toll.differing, `${toll.runs} runs against one without a kill`),
    ];
  },
};
