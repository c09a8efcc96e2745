#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one is told what is wanted instead of failing on syntax.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const major = Number(process.versions.node.split('.')[0]);

if (major < 24) startWithOwnNode();
else {
  if (process.env.IDIOLECT_PARENT && process.channel) {
    // The old Node that started this one must not be outlived by it.
    process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
    process.channel.unref();
  }
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  const source = join(folder, 'src', 'cli', 'main.ts');
  const main = existsSync(source) ? source : join(folder, 'dist', 'cli', 'main.js');
  const { runAsProcess } = await import(pathToFileURL(main).href);
  await runAsProcess();
}

/** In the repository the right Node is a development dependency; elsewhere the user has to install it. */
function startWithOwnNode() {
  const own = join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(own)) {
    process.stderr.write(
      `✗ idiolect needs Node 24 or newer; this is Node ${process.versions.node}.\n  → Install it from nodejs.org, or run: npx --package=node@24 --package=idiolect -- idiolect\n`,
    );
    process.exitCode = 2;
    return;
  }
  const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, IDIOLECT_PARENT: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C reaches the child by itself, as it belongs to the same group; the others have to be handed on.
    process.on(signal, () => (signal === 'SIGINT' ? undefined : child.kill(signal)));
  }
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 70;
  });
}
