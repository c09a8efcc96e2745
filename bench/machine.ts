import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { cpus, release, type as systemName, totalmem } from 'node:os';
import { join } from 'node:path';
import { median } from './bar.ts';
import { openFolder } from './measured-run.ts';

const FSYNCS = 50;

/** What the figures were measured on, as rows of name and value. */
export const describeMachine = async (): Promise<readonly (readonly [string, string])[]> => {
  await using folder = await openFolder();
  const all = cpus();
  return [
    ['processor', `${all[0]?.model ?? 'unknown'}, ${all.length} cores`],
    ['memory', `${(totalmem() / 2 ** 30).toFixed(1)} GB`],
    ['system', `${systemName()} ${release()}`],
    ['Node', process.versions.node],
    [
      'disk',
      `${nameFileSystem(folder.path)}, ${measureFsyncMs(folder.path).toFixed(2)} ms for a write of 4 kB with fsync (median of ${FSYNCS})`,
    ],
  ];
};

const nameFileSystem = (folder: string): string => {
  try {
    return (
      execFileSync('df', ['--output=fstype', folder], { encoding: 'utf8' }).trim().split('\n').at(-1) ?? ''
    );
  } catch {
    return 'unknown file system';
  }
};

const measureFsyncMs = (folder: string): number => {
  const file = openSync(join(folder, 'fsync'), 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: FSYNCS }, () => {
    const startMs = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    return performance.now() - startMs;
  });
  closeSync(file);
  return median(times);
};
