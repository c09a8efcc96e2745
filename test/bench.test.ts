import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { least, median } from '../bench/bar.ts';
import { toPage, toTable } from '../bench/show-figures.ts';

const RUN = join(import.meta.dirname, '..', 'bench', 'run.ts');
const HOLDS = { what: 'wall time', figure: '1.02 ×', bar: '≤ 1.08 ×', holds: true, against: '10.0 s' };
const MISSES = { what: 'time of `help`', figure: '3.41 ×', bar: '≤ 3 ×', holds: false, against: 'node -e 0' };

describe('figures', () => {
  test('stand in columns, and one that misses its bar is called a miss', () => {
    expect(toTable([HOLDS, MISSES])).toBe(
      [
        'what          figure  bar       verdict  against',
        'wall time     1.02 ×  ≤ 1.08 ×  holds    10.0 s',
        'time of help  3.41 ×  ≤ 3 ×     MISSED   node -e 0',
      ].join('\n'),
    );
  });

  test('make a page with the date and the machine', () => {
    const page = toPage([HOLDS], [['Node', '24.0.0']], '2026-11-22');
    expect(page).toContain('Written by `npm run bench` on 2026-11-22');
    expect(page).toContain('| wall time | 1.02 × | ≤ 1.08 × | holds | 10.0 s |');
    expect(page).toContain('| Node | 24.0.0 |');
  });

  test('are the least or the middle of several runs', () => {
    expect([least([3, 1, 2]), median([9, 1, 2]), median([4, 1, 9, 2])]).toEqual([1, 2, 2]);
  });
});

test.each(['--fast', '--only nothing'])(
  'a benchmark that is asked for with "%s" ends with 2 and says what there is',
  (flags) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [RUN, ...flags.split(' ')], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('throughput, help, memory, kills, limits');
  },
);
