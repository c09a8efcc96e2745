import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export const ROOT = resolve(import.meta.dirname, '..', '..');
export const BIN = join(ROOT, 'bin', 'idiolect.js');

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command at work. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A project in a folder of its own; it is removed at the end of the test. */
export interface Rig extends AsyncDisposable {
  readonly folder: string;
  /** Runs the command line in the folder and waits for its end. */
  run(args: readonly string[], env?: Record<string, string>): Promise<Ended>;
  start(args: readonly string[], env?: Record<string, string>): Running;
  /** Ends a process at the end of the test, if it is still there. */
  adopt(child: ChildProcess): void;
  read(file: string): Promise<string>;
  /** Rows of the ledger. */
  query(sql: string): Record<string, unknown>[];
}

/** Opens an empty project. Commands see no key and no address but those that a test gives. */
export const openRig = async (): Promise<Rig> => {
  const folder = await mkdtemp(join(tmpdir(), 'idiolect-'));
  const children: ChildProcess[] = [];
  const start = (args: readonly string[], env: Record<string, string> = {}): Running => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return { process: child, ended: collect(child) };
  };
  return {
    folder,
    start,
    run: (args, env) => start(args, env).ended,
    adopt: (child) => void children.push(child),
    read: (file) => readFile(resolve(folder, file), 'utf8'),
    query: (sql) => {
      const database = new DatabaseSync(join(folder, '.idiolect', 'ledger.db'), { readOnly: true });
      try {
        return database.prepare(sql).all();
      } finally {
        database.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const collect = (child: ChildProcess): Promise<Ended> => {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((done) => {
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr }));
  });
};

/** Resolves once a condition holds, looking every few milliseconds; rejects after half a minute. */
export const until = async (holds: () => boolean): Promise<void> => {
  const giveUpMs = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > giveUpMs) throw new Error('The awaited condition never held.');
    await new Promise((wake) => setTimeout(wake, 5));
  }
};

/** The conversations of a dataset file. */
export const parseLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
