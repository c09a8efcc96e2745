import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conversation } from '../../src/index.ts';
import type { Bar } from '../bar.ts';
import { BIN, openFolder, runMeasured } from '../measured-run.ts';
import { writeLargeSet } from '../write-large-set.ts';

const MOST_MB = 1_536;
const LEAST_PER_SECOND = 500;
const MOST_DUPLICATE_SECONDS = 60;
const MODELS = 400;

/** All that needs no model, over a set that does not fit into the memory. */
export const check: Bar = {
  name: 'check',
  measure: async ({ quick }) => {
    const count = quick ? 2_000 : 100_000;
    await using folder = await openFolder();
    await runMeasured(
      [BIN, 'generate', '--simulate', '--count', String(MODELS), '--quiet', '--output-dir', '.'],
      folder.path,
    );
    const few = (await readFile(join(folder.path, `synthetic_conversations_${MODELS}_seed42.jsonl`), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Conversation);
    const file = join(folder.path, 'large.jsonl');
    const bytes = await writeLargeSet(file, few, count);
    // Whatever the verdict is.
    const taken = await runMeasured([BIN, 'check', file, '--json'], folder.path, [0, 1, 4]);
    const duplicateSeconds = Number(/for duplicates in ([\d.]+) s/.exec(taken.stderr)?.[1] ?? Number.NaN);
    const perSecond = count / (taken.wallMs / 1000);
    const what = `check of ${count.toLocaleString('en')} conversations`;
    const how = `${(bytes / 1e6).toFixed(0)} MB, ${(taken.wallMs / 1000).toFixed(0)} s in all with both reports, one run`;
    return [
      {
        what: `${what}, a second`,
        figure: perSecond.toFixed(0),
        bar: `≥ ${LEAST_PER_SECOND}`,
        holds: perSecond >= LEAST_PER_SECOND,
        against: how,
      },
      {
        what: `${what}, peak memory`,
        figure: `${taken.peakMb.toFixed(0)} MB`,
        bar: `≤ ${MOST_MB} MB`,
        holds: taken.peakMb <= MOST_MB,
        against: 'ru_maxrss of its process',
      },
      {
        what: `${what}, search for duplicates in it`,
        figure: `${duplicateSeconds.toFixed(1)} s`,
        bar: `≤ ${MOST_DUPLICATE_SECONDS} s`,
        holds: duplicateSeconds <= MOST_DUPLICATE_SECONDS,
        against: 'exact, near, scenario, shared prose, leaks',
      },
    ];
  },
};
