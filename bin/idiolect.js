#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one is told what is wanted instead of failing on syntax.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const major = Number(process.versions.node.split('.')[0]);

if (existsSync(join(folder, 'src')) && !existsSync(join(folder, 'node_modules'))) {
  process.stderr.write(
    '✗ The packages of this repository are not installed.\n  → Run ./scripts/install.sh first.\n',
  );
  process.exitCode = 2;
} else if (major < 24) startWithOwnNode();
else {
  if (process.env.IDIOLECT_PARENT) dieWithParent(Number(process.env.IDIOLECT_PARENT));
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  await keepHeapSmall();
  const source = join(folder, 'src', 'cli', 'main.ts');
  const main = existsSync(source) ? source : join(folder, 'dist', 'cli', 'main.js');
  const { runAsProcess } = await import(pathToFileURL(main).href);
  await runAsProcess();
}

/**
 * Has garbage collected earlier than V8 would: a run makes much of it and keeps little. The young generation may grow to
 * 16 MB, since smaller ones are collected too often to be cheap and larger ones take room for little. Flags are read
 * whenever the heap is about to grow. They are V8's own, so they are set only in the version that they were measured with.
 */
async function keepHeapSmall() {
  if (!process.versions.v8.startsWith('13.6.')) return;
  const { getHeapSpaceStatistics, setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--heap-growing-percent=120');
  // Grammars are WebAssembly. The compiler that makes them fast takes 700 MB and more time than it saves in most checks.
  setFlagsFromString('--liftoff-only');
  const look = setInterval(() => {
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    if (young.space_size < 16 * 1024 * 1024) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(look);
  }, 20);
  look.unref();
}

/**
 * Hands over to a Node that is new enough: the one that lies beside this package (in the repository it is a
 * development dependency), else one that npm brings, which npm keeps for the next time.
 */
function startWithOwnNode() {
  const own = [join(folder, 'node_modules'), dirname(folder)]
    .map((modules) => join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'))
    .find((file) => existsSync(file));
  const command = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const env = { ...process.env, IDIOLECT_PARENT: String(process.pid) };
  if (own === undefined) {
    process.stderr.write(
      `idiolect needs Node 24; this is ${process.versions.node}. Running with a Node 24 from npm.\n`,
    );
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['exec', '--yes', '--package=node@24', '--', 'node', ...command];
    follow(spawn(npm, args, { stdio: 'inherit', env }));
  } else {
    follow(spawn(own, command, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env }));
  }
}

/** The old Node that started this one must not be outlived by it, however it ends. */
function dieWithParent(parent) {
  const die = () => process.kill(process.pid, 'SIGKILL');
  if (process.channel) {
    process.once('disconnect', die);
    process.channel.unref();
  }
  // With npm in between there is no channel.
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch (error) {
      if (error.code === 'ESRCH') die();
    }
  }, 500).unref();
}

/** Ends as the child ends, and hands signals on to it, which takes the same one twice for one. */
function follow(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', () => {
    process.stderr.write('✗ No Node 24 could be started.\n  → Install Node 24 or newer from nodejs.org.\n');
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    } else process.exitCode = code ?? 70;
  });
}
