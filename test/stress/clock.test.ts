import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/index.ts';
import { type Clock, generate } from '../../src/index.ts';
import { openRig, parseLines, type Rig } from '../journeys/rig.ts';
import { KEY, openProvider } from '../journeys/simulator.ts';

const COUNT = 200;
const HOUR_MS = 3_600_000;

const writeWith = async (clock: Clock, rig: Rig, baseUrl: string) => {
  await writeFile(join(rig.folder, '.env'), `OPENAI_API_KEY=${KEY}\n`);
  const options = { provider: 'openai', count: COUNT, concurrency: 20, baseUrl, folder: rig.folder } as const;
  const [summary] = await generate(options, { clock });
  expect(summary).toMatchObject({ planned: COUNT, written: COUNT, failed: [], unfinished: 0 });
  return rig.read(summary?.file ?? '');
};

/** The machine's clock, but the time of day leaps by hours, now forth, now back, every few looks. */
const makeLeapingClock = (): Clock => {
  let looks = 0;
  const leapsMs = [0, 5, -7, 1, -30, 24].map((hours) => hours * HOUR_MS);
  return {
    ...systemClock,
    nowMs: () => systemClock.nowMs() + (leapsMs[Math.floor(looks++ / 7) % leapsMs.length] ?? 0),
  };
};

/** The machine's clock, but once, in mid-run, three hours pass at once, as when a lid is closed. */
const makeSleepyClock = (sleepWhen: () => boolean): Clock => {
  let sleptMs = 0;
  const look = (): number => {
    if (sleptMs === 0 && sleepWhen()) sleptMs = 3 * HOUR_MS;
    return sleptMs;
  };
  return {
    ...systemClock,
    nowMs: () => systemClock.nowMs() + look(),
    monotonicMs: () => systemClock.monotonicMs() + look(),
  };
};

test('a time of day that leaps by hours changes nothing: no call fails, none is paid twice, the file is the same', async () => {
  await using provider = await openProvider({ latencyMs: 20, latencySpread: 0.5, fault: ['429=0.05'] });
  await using calm = await openRig();
  const expected = await writeWith(systemClock, calm, provider.simulator.baseUrls.openai);
  await using leaping = await openRig();
  await using again = await openProvider({ latencyMs: 20, latencySpread: 0.5, fault: ['429=0.05'] });
  const startMs = performance.now();
  expect(await writeWith(makeLeapingClock(), leaping, again.simulator.baseUrls.openai)).toBe(expected);
  expect(performance.now() - startMs).toBeLessThan(60_000);
  expect(again.simulator.stats()).toMatchObject({ answered: COUNT, duplicates: 0 });
});

test('a machine that sleeps for hours in mid-run goes on where it was', async () => {
  await using provider = await openProvider({ latencyMs: 40, latencySpread: 0.5 });
  await using rig = await openRig();
  const clock = makeSleepyClock(() => provider.simulator.stats().answered >= COUNT / 2);
  const text = await writeWith(clock, rig, provider.simulator.baseUrls.openai);
  expect(parseLines(text)).toHaveLength(COUNT);
});
