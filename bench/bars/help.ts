import { spawnSync } from 'node:child_process';
import { type Bar, least } from '../bar.ts';
import { BIN } from '../measured-run.ts';

const MOST_RATIO = 3;

const time = (program: readonly string[]): number => {
  const startMs = performance.now();
  const { status } = spawnSync(process.execPath, program, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${program.join(' ')} ended with ${status}.`);
  return performance.now() - startMs;
};

/** Start-up: help against the emptiest program of the same Node. */
export const help: Bar = {
  name: 'help',
  measure: async ({ quick }) => {
    const times = quick ? 8 : 30;
    const helps: number[] = [];
    const nothings: number[] = [];
    time([BIN, '--help']);
    // Turn about, so that both meet the same machine.
    for (let run = 0; run < times; run++) {
      nothings.push(time(['-e', '0']));
      helps.push(time([BIN, '--help']));
    }
    const ratio = least(helps) / least(nothings);
    return [
      {
        what: 'time of `idiolect --help`',
        figure: `${ratio.toFixed(2)} ×`,
        bar: `≤ ${MOST_RATIO} ×`,
        holds: ratio <= MOST_RATIO,
        against: `node -e 0, ${least(nothings).toFixed(0)} ms; least of ${times} each, turn about`,
      },
    ];
  },
};
