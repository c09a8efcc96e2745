import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bar, Figure } from './bar.ts';
import { check } from './bars/check.ts';
import { help } from './bars/help.ts';
import { kills } from './bars/kills.ts';
import { limits } from './bars/limits.ts';
import { memory } from './bars/memory.ts';
import { throughput } from './bars/throughput.ts';
import { describeMachine } from './machine.ts';
import { toPage, toTable } from './show-figures.ts';

const BARS: readonly Bar[] = [throughput, help, memory, kills, limits, check];
const PAGE = join(import.meta.dirname, '..', 'docs', 'performance.md');

const USAGE = `npm run bench [-- --quick] [--only NAME] [--json]

Measures ${BARS.map(({ name }) => name).join(', ')}. Exit code 1 when a bar is missed, 2 for a wrong flag. A whole run, neither
quick nor with --only, writes docs/performance.md.
`;

interface Flags {
  readonly quick: boolean;
  readonly json: boolean;
  readonly only: string | undefined;
}

/** Undefined for flags that there are not. */
const readFlags = (): Flags | undefined => {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        only: { type: 'string' },
      },
    });
    const { quick, json, only } = values;
    return only === undefined || BARS.some(({ name }) => name === only) ? { quick, json, only } : undefined;
  } catch {
    return undefined;
  }
};

const run = async ({ quick, json, only }: Flags): Promise<number> => {
  const [load = 0] = loadavg();
  const figures: Figure[] = [];
  for (const bar of BARS) {
    if (only !== undefined && bar.name !== only) continue;
    process.stderr.write(`${bar.name} …\n`);
    figures.push(...(await bar.measure({ quick })));
  }
  process.stdout.write(json ? `${JSON.stringify(figures, undefined, 2)}\n` : `${toTable(figures)}\n`);
  if (!quick && only === undefined) {
    const machine = [...(await describeMachine()), ['load by others at the start', load.toFixed(1)]] as const;
    writeFileSync(PAGE, toPage(figures, machine, new Date().toISOString().slice(0, 10)));
  }
  return figures.every(({ holds }) => holds) ? 0 : 1;
};

const flags = readFlags();
if (flags === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else process.exitCode = await run(flags);
