import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeRandom } from '../src/base/index.ts';
import { type Folder, openFolder, toCommand, toEnvironment } from './measured-run.ts';
import { type BenchSimulator, openSimulator } from './open-simulator.ts';

/** What is killed, and how often. */
export interface Killing {
  readonly kills: number;
  readonly count: number;
  readonly seed: number;
}

/**
 * What the kills did. Paid is what the simulator counts as `answered`: a reply with status 200 whose last byte it has
 * handed to the system.
 *
 * Between that and its place in the ledger lie the socket, the reading, and the commit that gathers writes for 4 ms; a
 * reply in there when the kill comes is nobody's. So that this can be told from a fault, `answered` is read once more
 * `GRACE_MS` before each kill: a reply that was handed over by then and is not in the ledger after the kill is lost.
 */
export interface Toll {
  readonly kills: number;
  /** Replies that were paid for in all. */
  readonly answered: number;
  /** Handed over at least `GRACE_MS` before a kill, and not in the ledger after it. */
  readonly lost: number;
  /** Handed over within the last `GRACE_MS` before a kill, and not in the ledger after it. */
  readonly underWay: number;
  /** Good answers beyond the first to one request, by the simulator's count, less those that were under way. */
  readonly paidTwice: number;
  /** Files that differ from that of a run without a kill. */
  readonly differing: number;
  /** Runs of `count` that were seen to their end. */
  readonly runs: number;
}

/**
 * Milliseconds that a reply has from the simulator's hand to the ledger. A few are usual; a client that has just
 * started, on a machine that others load, has been seen to read nothing for more than 100.
 */
export const GRACE_MS = 500;
const LATENCY_MS = 60;
const CONCURRENCY = 10;

/** Kills runs at random moments, with SIGKILL, and starts each again until it ends; counts what that cost. */
export const killAndResume = async ({ kills, count, seed }: Killing): Promise<Toll> => {
  // Each conversation has a text of its own, so that two answers that changed places would be seen.
  await using simulator = await openSimulator(
    { latencyMs: LATENCY_MS, latencySpread: 0.4 },
    { repeat: false },
  );
  const command = toCommand({ baseUrl: simulator.baseUrls.openai, count, concurrency: CONCURRENCY });
  const unbroken = await runUnbroken(command, count);
  const random = makeRandom(seed, 'kills');
  const toll = { kills: 0, answered: 0, lost: 0, underWay: 0, paidTwice: 0, differing: 0, runs: 0 };
  while (toll.kills < kills) {
    await simulator.reset();
    await using folder = await openFolder();
    let missing = 0;
    for (;;) {
      const delayMs = toll.kills < kills ? random.fraction() * unbroken.wallMs : undefined;
      const killed = await runFor(delayMs, command, folder, simulator);
      if (killed === undefined) break;
      toll.kills++;
      const { answered } = await settled(simulator);
      const stored = countAnswers(folder);
      toll.lost += Math.max(0, killed.answeredBefore - missing - stored);
      toll.underWay += answered - missing - stored - Math.max(0, killed.answeredBefore - missing - stored);
      missing = answered - stored;
    }
    const { answered, duplicates } = await simulator.stats();
    toll.answered += answered;
    toll.paidTwice += duplicates - missing;
    toll.differing += (await readDataset(folder, count)) === unbroken.text ? 0 : 1;
    toll.runs++;
  }
  return toll;
};

/** Runs once without a kill: what the file has to be, and how long it takes. */
const runUnbroken = async (command: readonly string[], count: number) => {
  await using folder = await openFolder();
  const startMs = performance.now();
  const child = start(command, folder);
  child.stderr?.resume();
  const code = await toEnd(child);
  if (code !== 0) throw new Error(`A run without a kill ended with ${code}.`);
  return { text: await readDataset(folder, count), wallMs: performance.now() - startMs };
};

/** Runs until it ends by itself, or kills it; then tells how many replies had been handed over some time before. */
const runFor = async (
  delayMs: number | undefined,
  command: readonly string[],
  folder: Folder,
  simulator: BenchSimulator,
): Promise<{ readonly answeredBefore: number } | undefined> => {
  const child = start(command, folder);
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = toEnd(child);
  if (delayMs !== undefined && (await Promise.race([ended, sleep(delayMs, 'time')])) === 'time') {
    const { answered } = await simulator.stats();
    await sleep(GRACE_MS);
    child.kill('SIGKILL');
    if ((await ended) === 'SIGKILL') return { answeredBefore: answered };
  }
  const code = await ended;
  if (code !== 0) throw new Error(`A run that went on after a kill ended with ${code}:\n${errors}`);
  return undefined;
};

const start = (command: readonly string[], folder: Folder): ChildProcess =>
  spawn(process.execPath, command, {
    cwd: folder.path,
    env: toEnvironment(folder.path),
    stdio: ['ignore', 'ignore', 'pipe'],
  });

const toEnd = (child: ChildProcess): Promise<number | string | null> =>
  new Promise((done) => child.on('close', (code, signal) => done(signal ?? code)));

/** Waits until the simulator has dealt with what a dead client left behind. */
const settled = async (simulator: BenchSimulator) => {
  for (;;) {
    const stats = await simulator.stats();
    if (stats.open === 0) return stats;
    await sleep(10);
  }
};

const countAnswers = ({ path }: Folder): number => {
  const file = join(path, '.idiolect', 'ledger.db');
  if (!existsSync(file)) return 0;
  const database = new DatabaseSync(file);
  try {
    const hasTable = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'answers'").get();
    return hasTable ? Number(database.prepare('SELECT count(*) AS n FROM answers').get()?.n) : 0;
  } finally {
    database.close();
  }
};

const readDataset = ({ path }: Folder, count: number): Promise<string> =>
  readFile(join(path, 'out', `synthetic_conversations_${count}_seed42.jsonl`), 'utf8');
