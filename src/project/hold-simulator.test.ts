import { beforeAll, describe, expect, test } from 'vitest';
import { loadRecipe, type Recipe } from '../recipe/index.ts';
import { checkSimulatorFlags, holdSimulator, toProfile } from './hold-simulator.ts';
import { BUILT_IN_RECIPE, findRecipeFolder } from './paths.ts';
import { openSmallProject } from './testing/small-project.ts';

let recipe: Recipe;
beforeAll(async () => {
  await using project = await openSmallProject();
  recipe = await loadRecipe(findRecipeFolder(project.folder), BUILT_IN_RECIPE);
});

describe('a held simulator', () => {
  test('starts once, however many need it at once, and is stopped for all', async () => {
    const held = holdSimulator(recipe, {});
    const [one, two] = await Promise.all([held.start(), held.start()]);
    expect(two).toBe(one);
    expect(await held.start()).toBe(one);
    expect((await fetch(one.url)).status).toBeGreaterThan(0);
    await held.stop();
    await expect(fetch(one.url)).rejects.toThrow();
  });

  test('that nobody needed need not be stopped', async () => {
    await holdSimulator(recipe, {}).stop();
  });

  test('may be stopped while it starts', async () => {
    const held = holdSimulator(recipe, {});
    const starting = held.start();
    await held.stop();
    await expect(fetch((await starting).url)).rejects.toThrow();
  });

  test('does not start with a wrong profile, and has nothing to stop then', async () => {
    const held = holdSimulator(recipe, { profile: 'strom' });
    await expect(held.start()).rejects.toThrow('There is no profile "strom".');
    await held.stop();
  });
});

describe('its profile', () => {
  test('is the named one, with single settings over it', async () => {
    expect(await toProfile({})).toEqual(await toProfile({ profile: 'calm' }));
    const storm = await toProfile({ profile: 'storm', latencyMs: 7 });
    expect(storm).toEqual({ ...(await toProfile({ profile: 'storm' })), latencyMs: 7 });
    expect((await toProfile({ profile: 'storm', fault: [] })).faults).toEqual([]);
  });

  test.each([0, 0.5, 600_000])('takes a latency of %d ms', async (latencyMs) => {
    expect((await toProfile({ latencyMs })).latencyMs).toBe(latencyMs);
  });

  test.each([-1, 600_001, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a latency of %d ms',
    async (latencyMs) => {
      await expect(toProfile({ latencyMs })).rejects.toThrow(
        expect.objectContaining({ code: 'USAGE', message: `--latency-ms is ${latencyMs}.` }),
      );
    },
  );
});

describe('settings of the simulator', () => {
  test.each([
    [{ profile: 'calm' }, '--profile'],
    [{ fault: [] }, '--fault'],
    [{ latencyMs: 0 }, '--latency-ms'],
    [{ latencyMs: 0, profile: 'storm' }, '--profile'],
  ])('%j are refused in a run without one', (options, flag) => {
    expect(() => checkSimulatorFlags(options, false)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(flag) }),
    );
    expect(() => checkSimulatorFlags(options, true)).not.toThrow();
  });

  test('cannot be asked for together with another server', () => {
    const options = { simulate: true, baseUrl: 'http://127.0.0.1:1' };
    expect(() => checkSimulatorFlags(options, true)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('--base-url') }),
    );
    expect(() => checkSimulatorFlags({ baseUrl: 'http://127.0.0.1:1' }, false)).not.toThrow();
  });

  test('that were not given are no fault', () => {
    expect(() => checkSimulatorFlags({}, false)).not.toThrow();
    expect(() => checkSimulatorFlags({}, true)).not.toThrow();
  });
});
