import { describe, expect, test } from 'vitest';
import { HandClock } from '../../base/index.ts';
import { beginOwner, endOwner, OwnerWatch } from './claim.ts';

/** The parent of the test's process lives as long as the test does. */
const LIVING_PID = process.ppid;
/** Above the largest number that any system gives out. */
const DEAD_PID = 2 ** 30;
const MINUTE_MS = 60_000;

const make = () => {
  const clock = new HandClock(1_000_000_000);
  const me = beginOwner();
  endOwner(me);
  const watch = new OwnerWatch(me, clock);
  const toClaim = (pid: number, host = me.host) => ({ owner: 'other', host, pid, beat_ms: clock.nowMs() });
  return { clock, watch, toClaim };
};

describe('the owner of a claim', () => {
  test('lives while its process runs and it beats', async () => {
    const { clock, watch, toClaim } = make();
    const claim = toClaim(LIVING_PID);
    await clock.wind(4 * MINUTE_MS);
    expect(watch.isAlive(claim)).toBe(true);
  });

  test('is dead at once when its process is gone', () => {
    const { watch, toClaim } = make();
    expect(watch.isAlive(toClaim(DEAD_PID))).toBe(false);
  });

  test('in this very process lives while its ledger is open', () => {
    const { watch, toClaim } = make();
    const owner = beginOwner();
    const claim = { ...toClaim(process.pid), owner: owner.id };
    expect(watch.isAlive(claim)).toBe(true);
    endOwner(owner);
    expect(watch.isAlive(claim)).toBe(false);
  });

  test('on another machine lives as long as it beats', async () => {
    const { clock, watch, toClaim } = make();
    const claim = toClaim(DEAD_PID, 'elsewhere');
    expect(watch.isAlive(claim)).toBe(true);
    await clock.wind(6 * MINUTE_MS);
    expect(watch.isAlive(claim)).toBe(false);
  });

  test('whose process number was given out anew is watched for a minute, then held for dead', async () => {
    const { clock, watch, toClaim } = make();
    const claim = toClaim(LIVING_PID);
    await clock.wind(6 * MINUTE_MS);
    expect(watch.isAlive(claim)).toBe(true);
    await clock.wind(MINUTE_MS);
    expect(watch.isAlive(claim)).toBe(true);
    await clock.wind(MINUTE_MS);
    expect(watch.isAlive(claim)).toBe(false);
  });

  test('keeps its calls when the machine slept, because it beats again when it wakes', async () => {
    const { clock, watch, toClaim } = make();
    const before = toClaim(LIVING_PID);
    await clock.wind(60 * MINUTE_MS);
    expect(watch.isAlive(before)).toBe(true);
    await clock.wind(30_000);
    const after = toClaim(LIVING_PID);
    await clock.wind(2 * MINUTE_MS);
    expect(watch.isAlive(after)).toBe(true);
  });

  test('whose clock runs far ahead keeps its calls as long as the beat moves on', async () => {
    const { clock, watch, toClaim } = make();
    for (let beat = 0; beat < 20; beat++) {
      const claim = { ...toClaim(LIVING_PID), beat_ms: clock.nowMs() + 24 * 60 * MINUTE_MS };
      expect(watch.isAlive(claim)).toBe(true);
      await clock.wind(30_000);
    }
  });
});
