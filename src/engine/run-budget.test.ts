import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProblemKind } from '../providers/index.ts';
import { makeCall, makeCalls, type Rig, type SeenSend, type Step, startRun } from './run-rig.contract.ts';

const then =
  (...steps: Step[]) =>
  ({ before }: SeenSend): Step =>
    steps[Math.min(before, steps.length - 1)] ?? {};
const _eventsOf = <Kind extends Rig['events'][number]['kind']>({ events }: Rig, kind: Kind) =>
  events.filter((event) => event.kind === kind) as Extract<Rig['events'][number], { kind: Kind }>[];

describe('the budget of a run', () => {
  test('is never passed, and what fits is used', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(
          fc.constantFrom<ProblemKind | undefined>(
            undefined,
            undefined,
            'timed-out',
            'rate-limited',
            'cut-off',
          ),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        async (capUsd, count, kinds) => {
          let sent = 0;
          const rig = startRun(makeCalls(count), {
            capUsd,
            script: ({ text }) => {
              const kind = kinds[sent++ % kinds.length];
              return kind && sent % 5 !== 0 ? { kind } : { text };
            },
          });
          await rig.finish();
          expect(rig.budget.spentUsd + rig.budget.uncertainUsd).toBeLessThanOrEqual(capUsd + 1e-9);
          expect(rig.state.spentUsd).toBeCloseTo(rig.budget.spentUsd);
          if (rig.state.stopReason !== undefined) {
            const { stopReason } = rig.state;
            if (stopReason.kind !== 'budget') throw new Error(`stopped by ${stopReason.kind}`);
            const left = capUsd - rig.budget.spentUsd - rig.budget.uncertainUsd;
            expect(left).toBeLessThan(stopReason.needUsd);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test('that is too small for a single call sends nothing', async () => {
    const rig = startRun(makeCalls(3), { capUsd: 0.99 });
    await rig.finish();
    expect(rig.provider.sends).toEqual([]);
    expect(rig.state.stopReason).toEqual({ kind: 'budget', needUsd: 1 });
  });

  test('counts an answer that does not tell what it used at its worst', async () => {
    const rig = startRun([makeCall('a')], {
      script: then({ kind: 'cut-off', hasNoUsage: true }, { text: 'x' }),
    });
    await rig.finish();
    expect(rig.state.uncertainUsd).toBeCloseTo(1);
    expect(rig.state.spentUsd).toBeCloseTo(0.5);
  });

  test('may be shared: a run that faults takes no reservation with it', async () => {
    const broken = startRun(
      [
        makeCall('a', {
          accept: () => {
            throw new Error('bug');
          },
        }),
      ],
      { capUsd: 2 },
    );
    await broken.finish();
    expect(broken.state.stopReason).toMatchObject({ kind: 'fault' });
    // The answer was paid for, and nobody knows how much.
    expect(broken.budget.uncertainUsd).toBeCloseTo(1);
    const other = startRun([makeCall('b')], { budget: broken.budget });
    await other.finish();
    expect(other.outcomes).toHaveLength(1);
  });
});
