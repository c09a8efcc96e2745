import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import { toCallKey } from './call.ts';
import type { EngineEvent } from './events.ts';
import { openLedger } from './ledger/index.ts';
import {
  FakeProvider,
  makeCall,
  type SeenSend,
  type Step,
  startRun,
  toSummary,
  windUntil,
} from './run-rig.contract.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idiolect-resume-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const IDS = ['plain', 'bad', 'cut', 'busy', 'hopeless', 'lost'];
const calls = IDS.map((id) => makeCall(id));

/**
 * A provider whose answer depends on what is asked alone, as far as answers go, so that every way to the end leads to
 * the same end.
 */
const script = ({ text, request, before }: SeenSend): Step => {
  if (text === 'bad') return { text: 'bad' };
  if (text.startsWith('hopeless')) return { kind: 'not-json' };
  if (text === 'cut' && request.maxTokens < 400) return { kind: 'cut-off' };
  if (text === 'busy' && before === 0) return { kind: 'rate-limited' };
  if (text === 'lost' && before === 0) return { kind: 'connection-lost' };
  return { text };
};

/** Copies the ledger's files as a process that is killed at this moment leaves them. */
const copyLedger = (file: string, to: string): string => {
  mkdirSync(to);
  for (const end of ['', '-wal']) {
    if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, join(to, `ledger.db${end}`));
  }
  return join(to, 'ledger.db');
};

const run = async (file: string, onEvent: (event: EngineEvent) => void = () => undefined) => {
  const clock = new HandClock(1_000_000);
  const ledger = openLedger(file, { clock });
  const rig = startRun(calls, { clock, ledger, concurrency: 2, script, emit: onEvent });
  await rig.finish();
  return rig;
};

const close = (rig: Awaited<ReturnType<typeof run>>) =>
  windUntil(rig.clock, Promise.resolve(rig.ledger[Symbol.asyncDispose]()));

/** Every request that a ledger holds an answer for, as text and room. */
const listAnswered = async (file: string): Promise<Set<string>> => {
  const clock = new HandClock();
  const ledger = openLedger(file, { clock });
  const provider = new FakeProvider(clock);
  const answered = new Set<string>();
  for (const call of calls) {
    let request = call.request;
    for (const { raw } of ledger.readAnswers(toCallKey(provider, call))) {
      answered.add(toAsked(request));
      const reading = provider.read(raw);
      const accepted = reading.kind === 'reply' ? call.accept(reading.reply) : undefined;
      const problem =
        reading.kind === 'problem' ? reading.problem : accepted?.ok === false ? accepted.failure : undefined;
      if (problem) request = call.revise(request, problem);
    }
  }
  await windUntil(clock, Promise.resolve(ledger[Symbol.asyncDispose]()));
  return answered;
};
const toAsked = ({ messages, maxTokens }: SeenSend['request']): string =>
  `${messages[0]?.content}/${maxTokens}`;

describe('a run that was killed', () => {
  test('at any step, and is started again, asks for nothing that was answered and ends the same', async () => {
    const file = join(folder, 'ledger.db');
    const copies: string[] = [];
    const whole = await run(file, () => {
      copies.push(copyLedger(file, join(folder, `copy ${copies.length}`)));
    });
    await close(whole);
    const wholeEnd = toSummary(whole.outcomes);
    expect(wholeEnd).toEqual({
      bad: 'bad!',
      busy: 'busy',
      cut: 'cut',
      hopeless: 'not-json',
      lost: 'lost',
      plain: 'plain',
    });
    expect(copies.length).toBeGreaterThan(30);
    const seen = new Set<number>();
    for (const copy of copies) {
      const answered = await listAnswered(copy);
      seen.add(answered.size);
      const again = await run(copy);
      const twice = again.provider.sends
        .map(({ request }) => toAsked(request))
        .filter((asked) => answered.has(asked));
      expect(twice).toEqual([]);
      expect(toSummary(again.outcomes)).toEqual(wholeEnd);
      expect(again.state.stopReason).toBeUndefined();
      await close(again);
    }
    // The copies show every number of answers that there was on the way.
    expect(seen.size).toBeGreaterThanOrEqual(9);
  });

  test('again and again, each time after one more answer, pays for each answer once', async () => {
    let file: string | undefined = join(folder, 'ledger.db');
    let last = file;
    for (let turn = 0; file !== undefined && turn < 12; turn++) {
      last = file;
      let killed: string | undefined;
      const rig = await run(last, ({ kind }) => {
        if (kind === 'call-answered') killed ??= copyLedger(last, join(folder, `turn ${turn}`));
      });
      await close(rig);
      file = killed;
    }
    const finished = await run(last);
    const answers = calls.map(({ id, request }) => [
      id,
      finished.ledger.readAnswers(toCallKey(finished.provider, { request })).length,
    ]);
    await close(finished);
    // What is hopeless is asked three times more in each run.
    expect(Object.fromEntries(answers)).toMatchObject({ plain: 1, bad: 2, busy: 1, cut: 3, lost: 1 });
  });
});
