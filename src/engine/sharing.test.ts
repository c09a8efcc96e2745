import { describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import { CallSource } from './call-source.ts';
import { type Ledger, openLedger } from './ledger/index.ts';
import { makeCall, makeCalls, startRun } from './run-rig.contract.ts';

const never = new AbortController().signal;

describe('calls that another process holds', () => {
  test('are passed over and come back when the others are drawn', async () => {
    const clock = new HandClock();
    const source = new CallSource(makeCalls(3), clock);
    const first = await source.next(never);
    if (first === undefined) throw new Error('none');
    source.passOver(first);
    expect((await source.next(never))?.call.id).toBe('call 1');
    expect((await source.next(never))?.call.id).toBe('call 2');
    let last: string | undefined;
    const drawn = source.next(never).then((next) => {
      last = next?.call.id;
    });
    await clock.wind(499);
    expect(last).toBeUndefined();
    await clock.wind(1);
    await drawn;
    expect(last).toBe('call 0');
    expect(await source.next(never)).toBeUndefined();
  });

  test('are looked at less and less often', async () => {
    const clock = new HandClock();
    const source = new CallSource([makeCall('a')], clock);
    const looksAt: number[] = [];
    const look = async (): Promise<void> => {
      for (let turn = 0; turn < 6; turn++) {
        const next = await source.next(never);
        if (next === undefined) return;
        looksAt.push(clock.nowMs());
        source.passOver(next);
      }
    };
    const done = look();
    await clock.wind(60_000);
    await done;
    expect(looksAt).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500]);
  });

  test('keep nobody from the work that is left', async () => {
    const holder = startRun([makeCall('call 0')], { script: ({ text }) => ({ text, latencyMs: 60_000 }) });
    await holder.clock.wind(100);
    const rig = startRun(makeCalls(40), { clock: holder.clock, ledger: holder.ledger, concurrency: 1 });
    await rig.clock.wind(10_000);
    expect(rig.outcomes).toHaveLength(39);
    await rig.finish();
    expect(rig.outcomes.at(-1)).toMatchObject({ call: { id: 'call 0' }, kind: 'accepted', source: 'ledger' });
    const settled = rig.events.filter(({ kind }) => kind === 'call-settled');
    expect(settled.at(-1)).toMatchObject({ call: 'call 0', source: 'ledger' });
    expect(rig.state.spentUsd).toBeCloseTo(39 * 0.5);
  });
});

test('a run claims few calls ahead of what it sends, so that a second one finds work to the end', async () => {
  const one = startRun(makeCalls(100), {
    concurrency: 8,
    script: ({ text }) => ({ text, latencyMs: 10_000 }),
  });
  await one.clock.wind(5_000);
  const other = startRun(makeCalls(100), {
    clock: one.clock,
    ledger: one.ledger,
    concurrency: 100,
    script: ({ text }) => ({ text, latencyMs: 500 }),
  });
  await one.clock.wind(4_000);
  // Eight are under way and two claimed ahead.
  expect(other.provider.sends).toHaveLength(90);
  await one.finish();
  await other.finish();
  expect(one.provider.sends.length + other.provider.sends.length).toBe(100);
});

test('while a limit holds the calls back, two are claimed ahead and no more', async () => {
  const claimed = new Set<string>();
  const clock = new HandClock(1_000_000);
  const whole = openLedger(':memory:', { clock });
  const ledger = Object.assign(Object.create(whole) as Ledger, {
    claim: (record: Parameters<Ledger['claim']>[0]) => {
      claimed.add(record.key);
      return whole.claim(record);
    },
  });
  const rig = startRun(makeCalls(50), {
    clock,
    ledger,
    ceilings: { concurrency: 40, requestsPerMinute: 6 },
  });
  await rig.clock.wind(60_000);
  expect(rig.provider.sends.length).toBeLessThanOrEqual(6);
  // Ten were claimed before the limit was felt.
  expect(claimed.size).toBeLessThanOrEqual(rig.provider.sends.length + 10);
  rig.interrupt.abort();
  await rig.finish();
});

test('an unwritable ledger lets nothing be sent, says so, and goes on when it can be written', async () => {
  const clock = new HandClock(1_000_000);
  const whole = openLedger(':memory:', { clock });
  let blocked: { reason: string; sinceMs: number } | undefined;
  const waiting: Array<(isWritable: boolean) => void> = [];
  const ledger = Object.create(whole, {
    blocked: { get: () => blocked },
    whenWritable: {
      value: (signal: AbortSignal) =>
        new Promise<boolean>((resolve) => {
          waiting.push(resolve);
          signal.addEventListener('abort', () => resolve(false), { once: true });
        }),
    },
  }) as Ledger;
  const rig = startRun(makeCalls(20), { clock, ledger, concurrency: 1 });
  await rig.clock.wind(250);
  blocked = { reason: 'disk full', sinceMs: clock.nowMs() };
  await rig.clock.wind(100);
  const sent = rig.provider.sends.length;
  await rig.clock.wind(60_000);
  expect(rig.provider.sends).toHaveLength(sent);
  expect(rig.state.describeBinding()).toEqual({ kind: 'ledger', text: 'the ledger waits: disk full' });
  expect(rig.events).toContainEqual({
    kind: 'binding-changed',
    binding: { kind: 'ledger', text: 'the ledger waits: disk full' },
  });
  expect(rig.state.limiter.inFlight).toBe(0);
  blocked = undefined;
  for (const go of waiting) go(true);
  await rig.finish();
  expect(rig.outcomes).toHaveLength(20);
});
