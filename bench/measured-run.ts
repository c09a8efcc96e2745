import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ProviderName } from '../src/index.ts';

const ROOT = resolve(import.meta.dirname, '..');
export const BIN = join(ROOT, 'bin', 'idiolect.js');
const USAGE = join(import.meta.dirname, 'usage.mjs');

/** What a program took, from its start to its end. */
export interface Taken {
  readonly wallMs: number;
  /** User and system time of all its threads (`getrusage`). */
  readonly cpuMs: number;
  /** Most resident memory (`ru_maxrss`). */
  readonly peakMb: number;
  /** What it wrote as its result. */
  readonly stdout: string;
  /** What it told meanwhile. */
  readonly stderr: string;
}

/** A folder of its own, removed at the end. */
export interface Folder extends AsyncDisposable {
  readonly path: string;
}

export const openFolder = async (): Promise<Folder> => {
  const path = await mkdtemp(join(tmpdir(), 'idiolect-bench-'));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  };
};

/** What every program is started with: nothing of the machine's own keys and addresses. */
export const toEnvironment = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: folder,
  OPENAI_API_KEY: 'x',
  GOOGLE_API_KEY: 'x',
  ANTHROPIC_API_KEY: 'x',
});

/** Runs a Node program in a process of its own and tells what it took. Rejects when it ends with a code that is not fine. */
export const runMeasured = async (
  program: readonly string[],
  folder: string,
  fine: readonly unknown[] = [0],
): Promise<Taken> => {
  const usageFile = join(folder, 'usage.json');
  const startMs = performance.now();
  const child = spawn(process.execPath, ['--import', USAGE, ...program], {
    cwd: folder,
    env: { ...toEnvironment(folder), BENCH_USAGE_FILE: usageFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise((done) => child.on('close', done));
  const wallMs = performance.now() - startMs;
  if (!fine.includes(code))
    throw new Error(`${program.join(' ')} ended with ${code}:\n${stderr.slice(-2000)}`);
  const usage = JSON.parse(await readFile(usageFile, 'utf8')) as Omit<Taken, 'wallMs' | 'stdout' | 'stderr'>;
  return { wallMs, stdout, stderr, ...usage };
};

/** The flags of a run of the client. */
export interface Generation {
  readonly provider?: ProviderName;
  readonly baseUrl: string;
  readonly count: number;
  readonly concurrency: number;
}

/** The command line that makes conversations. */
export const toCommand = ({ provider = 'openai', baseUrl, count, concurrency }: Generation): string[] => [
  BIN,
  'generate',
  ...['--provider', provider, '--base-url', baseUrl],
  ...['--count', String(count), '--concurrency', String(concurrency)],
  ...['--output-dir', 'out', '--quiet'],
];

/** Runs the client once, in an empty folder. */
export const generateMeasured = async (generation: Generation): Promise<Taken> => {
  await using folder = await openFolder();
  return await runMeasured(toCommand(generation), folder.path);
};
