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
const CHECK_ONCE = join(import.meta.dirname, '..', 'check-once.ts');

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
    const taken = await runMeasured([CHECK_ONCE, file], folder.path);
    const { duplicatesMs } = JSON.parse(taken.stdout) as { readonly duplicatesMs: number };
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
        figure: `${(duplicatesMs / 1000).toFixed(1)} s`,
        bar: `≤ ${MOST_DUPLICATE_SECONDS} s`,
        holds: duplicatesMs <= MOST_DUPLICATE_SECONDS * 1000,
        against: 'exact, near, scenario, shared prose, leaks',
      },
    ];
  },
};
