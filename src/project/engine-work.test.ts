import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import type { EngineEvent } from '../engine/index.ts';
import { makeCallMaker } from '../generate/index.ts';
import { EngineWork } from './engine-work.ts';
import { toRunOptions } from './run-options.ts';
import { makeFakeTarget, makeShared } from './testing/fake-provider.ts';
import { openSmallProject, type SmallProject } from './testing/small-project.ts';

let project: SmallProject;
beforeEach(async () => {
  project = await openSmallProject();
});
afterEach(() => project[Symbol.asyncDispose]());

/** Two goes of two calls each, and what was heard of them by when. */
const goTwice = async (ceilings: { readonly rpm?: number; readonly tpm?: number }, signal?: AbortSignal) => {
  const clock = new HandClock();
  const shared = await makeShared(project.folder, 4);
  const target = makeFakeTarget();
  const sent: Array<{ readonly send: number; readonly atMs: number }> = [];
  const bindings: string[] = [];
  const hear = (event: EngineEvent): void => {
    if (event.kind === 'call-sent') sent.push({ send: event.send, atMs: clock.monotonicMs() });
  };
  const settings = { ...shared.settings, ...ceilings };
  const control = signal === undefined ? {} : { signal };
  const work = new EngineWork(
    (emit) => toRunOptions(target, { ...shared, settings, clock, control }, emit),
    hear,
  );
  const makeCall = makeCallMaker(shared.recipe, {
    ...{ model: 'fake', temperature: 1, maxTokens: 100, mostTokens: 100 },
  });
  const calls = shared.plan.assignments.map(makeCall);
  let isOver = false;
  const all = (async () => {
    for (const go of [calls.slice(0, 2), calls.slice(2)]) for await (const _ of work.ask(go));
    isOver = true;
  })();
  while (!isOver) {
    bindings.push(work.state.describeBinding().text);
    await clock.wind(20);
  }
  await all;
  return { work, sent, bindings };
};

describe('an engine that works in several goes', () => {
  test('numbers its sends through, and goes on at once where there is no ceiling', async () => {
    const { work, sent } = await goTwice({});
    expect(sent.map(({ send }) => send)).toEqual([1, 2, 3, 4]);
    expect(sent.at(-1)?.atMs).toBeLessThan(50_000);
    expect(work.stopReason).toBeUndefined();
    expect(work.state.limiter.inFlight).toBe(0);
  });

  test.each([
    [{ rpm: 600 }, 'the minute of --rpm, before the next round'],
    [{ tpm: 1_000_000 }, 'the minute of --tpm, before the next round'],
  ])(
    'keeps the ceiling %j over two goes: the second begins a minute after the last send',
    async (ceilings, text) => {
      const { sent, bindings } = await goTwice(ceilings);
      expect(sent).toHaveLength(4);
      expect((sent[2]?.atMs ?? 0) - (sent[1]?.atMs ?? 0)).toBeGreaterThanOrEqual(60_000);
      expect(bindings).toContain(text);
    },
  );

  test('waits no longer once it is to stop, and sends nothing', async () => {
    const { sent, work } = await goTwice({ rpm: 600 }, AbortSignal.abort());
    expect(sent).toEqual([]);
    expect(work.stopReason).toEqual({ kind: 'interrupted' });
  });
});
