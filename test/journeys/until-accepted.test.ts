import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openRig, parseLines, type Rig, until } from './rig.ts';
import { openProvider } from './simulator.ts';

const COUNT = 24;
const COMMAND = [
  ...['generate', '--provider', 'openai', '--count', String(COUNT), '--until-accepted'],
  ...['--concurrency', '4'],
];
const FILE = `data/synthetic/openai/synthetic_conversations_${COUNT}_seed42.jsonl`;
/** A third is rejected by a check, and a tenth of the answers has to be asked for again. */
const FAULTS = { fault: ['disclaimer=0.3', 'refusal=0.1'] };

interface Summary {
  readonly planned: number;
  readonly written: number;
  readonly rejected: ReadonlyArray<{
    readonly number: number;
    readonly topic: string;
    readonly check: string;
  }>;
  readonly failed: readonly unknown[];
  readonly unfinished: number;
  readonly refill: { readonly wanted: number; readonly rounds: number; readonly spare: number };
}
const readSummary = (stdout: string): Summary => (JSON.parse(stdout) as Summary[])[0] as Summary;

/** A file as a failing test can show it. */
const digest = (text: string) => ({
  topics: parseLines(text).map(({ topic }) => topic),
  hash: createHash('sha256').update(text).digest('hex'),
});

const countAnswers = (rig: Rig): number => Number(rig.query('SELECT count(*) AS n FROM answers')[0]?.n);

const writeUnbroken = async () => {
  await using rig = await openRig();
  await using provider = await openProvider(FAULTS);
  const ended = await rig.run([...COMMAND, '--json'], provider.env);
  const again = await rig.run([...COMMAND, '--json'], provider.env);
  const { requests } = provider.simulator.stats();
  return {
    ...{ ended, again, requests },
    lines: await rig.read(FILE),
    status: JSON.parse((await rig.run(['status', '--json'])).stdout) as { datasets: unknown[] },
    shown: (await rig.run(['status'])).stdout,
  };
};
const unbroken = await writeUnbroken();

describe('a run until enough are accepted', () => {
  test('writes as many as were wanted, none of which a check rejects, and tells what became of the rest', () => {
    const summary = readSummary(unbroken.ended.stdout);
    expect(unbroken.ended.code).toBe(0);
    const lines = parseLines(unbroken.lines);
    expect(lines).toHaveLength(COUNT);
    expect(unbroken.lines).not.toContain('As an AI language model');
    expect(summary).toMatchObject({ written: COUNT, unfinished: 0, refill: { wanted: COUNT } });
    expect(summary.refill.rounds).toBeGreaterThan(1);
    expect(summary.rejected.length).toBeGreaterThan(0);
    expect(summary.planned).toBe(
      summary.written + summary.rejected.length + summary.failed.length + summary.refill.spare,
    );
    for (const one of summary.rejected) {
      expect(one.check).toBe('ai-disclaimer');
      expect(one.topic).not.toBe('');
    }
  });

  test('keeps the patterns even among the accepted', () => {
    const counts = new Map<string, number>();
    for (const { patterns_applied } of parseLines(unbroken.lines))
      for (const name of patterns_applied as string[]) counts.set(name, (counts.get(name) ?? 0) + 1);
    expect(counts.size).toBe(10);
    expect(Math.max(...counts.values()) / Math.min(...counts.values())).toBeLessThanOrEqual(2);
  });

  test('makes no call a second time, and tells the same', () => {
    const [first, second] = [unbroken.ended, unbroken.again].map(({ stdout }) => readSummary(stdout));
    expect(unbroken.again.code).toBe(0);
    expect(second).toMatchObject({ written: COUNT, planned: first?.planned, rejected: first?.rejected });
    expect(unbroken.again.stderr).not.toContain('asks for');
    expect(second).toMatchObject({ spentUsd: 0 });
  });

  test('is told by status as the run told it', () => {
    const { planned, rejected, failed } = readSummary(unbroken.ended.stdout);
    expect(unbroken.status.datasets).toMatchObject([
      { planned, done: COUNT, count: COUNT, rejected, failed, missing: 0 },
    ]);
    expect(unbroken.shown).toContain(
      `planned ${planned} = accepted ${COUNT} (of ${COUNT} wanted) + rejected ${rejected.length} (ai-disclaimer × ${rejected.length})`,
    );
  });
});

describe('a run until enough are accepted that is killed', () => {
  test.each([2, 15, COUNT + 3])('after %i answers leaves the bytes of an unbroken one', async (killAfter) => {
    await using rig = await openRig();
    await using provider = await openProvider({ ...FAULTS, latencyMs: 15 });
    const running = rig.start(COMMAND, provider.env);
    await until(() => provider.simulator.stats().answered >= killAfter);
    running.process.kill('SIGKILL');
    expect((await running.ended).signal).toBe('SIGKILL');
    const kept = countAnswers(rig);
    // What was under way is asked for again; the model is to give the same answer as in the unbroken run.
    await fetch(new URL('/__simulator/reset', provider.env.OPENAI_BASE_URL), { method: 'POST' });
    const ended = await rig.run(COMMAND, provider.env);
    expect(ended).toMatchObject({ code: 0 });
    expect(digest(await rig.read(FILE))).toEqual(digest(unbroken.lines));
    expect(provider.simulator.stats().requests).toBe(unbroken.requests - kept);
  });
});

test('a larger count goes on with what is there', async () => {
  await using rig = await openRig();
  await using provider = await openProvider(FAULTS);
  await rig.run([...COMMAND.slice(0, 4), '12', '--until-accepted'], provider.env);
  const { requests } = provider.simulator.stats();
  const ended = await rig.run([...COMMAND, '--json'], provider.env);
  expect(readSummary(ended.stdout)).toMatchObject({ written: COUNT });
  expect(provider.simulator.stats().requests).toBeLessThanOrEqual(unbroken.requests + 4);
  expect(provider.simulator.stats().requests - requests).toBeLessThan(unbroken.requests - 10);
});

test('the budget holds over all rounds, and a higher one goes on to the same bytes', async () => {
  await using rig = await openRig();
  await using provider = await openProvider(FAULTS);
  // The plan costs about $0.70 here; the rounds after it do not fit.
  const ended = await rig.run([...COMMAND, '--json', '--max-cost-usd', '0.75'], provider.env);
  const summary = readSummary(ended.stdout) as Summary & { spentUsd: number; stopped: { reason: string } };
  expect(ended.code).toBe(3);
  expect(summary.stopped).toMatchObject({ reason: 'budget' });
  expect(summary.spentUsd).toBeLessThanOrEqual(0.75);
  expect(summary.written).toBeLessThan(COUNT);
  expect(summary.planned).toBe(
    summary.written + summary.rejected.length + summary.failed.length + summary.unfinished,
  );
  expect(parseLines(await rig.read(FILE))).toHaveLength(summary.written);
  expect(await rig.run(COMMAND, provider.env)).toMatchObject({ code: 0 });
  expect(digest(await rig.read(FILE))).toEqual(digest(unbroken.lines));
});

test('a run that nothing can help says so before it has asked three times as often, and ends with 3', async () => {
  await using rig = await openRig();
  await using provider = await openProvider({ fault: ['disclaimer=1'] });
  const command = ['generate', '--provider', 'openai', '--count', '4', '--until-accepted'];
  const ended = await rig.run(command, provider.env);
  expect(ended.code).toBe(3);
  const { requests } = provider.simulator.stats();
  expect(requests).toBeLessThanOrEqual(12);
  expect(ended.stdout).toContain(
    `planned ${requests} = accepted 0 + rejected ${requests} (ai-disclaimer × ${requests}) + failed 0`,
  );
  expect(ended.stdout).toContain('even three times what is wanted would not give enough');
  expect(ended.stdout).not.toContain('goes on where this stopped');
  expect(await rig.run(command, provider.env)).toMatchObject({ code: 3 });
  expect(provider.simulator.stats().requests).toBe(requests);
});

test('a log tells of each further round, and no topic of what was rejected', async () => {
  await using rig = await openRig();
  await using provider = await openProvider(FAULTS);
  await rig.run([...COMMAND, '--log', 'log.jsonl'], provider.env);
  const text = await rig.read('log.jsonl');
  const lines = parseLines(text);
  expect(lines.find(({ event }) => event === 'refill-round')).toMatchObject({
    ...{ run: 1, provider: 'openai', round: 2, wanted: COUNT, asked: expect.any(Number) },
  });
  const { rejected } = readSummary(unbroken.ended.stdout);
  for (const { topic } of rejected) expect(text).not.toContain(`"${topic}"`);
});
