import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Reserve } from './reserve.ts';

const SMALL_BYTES = 4 << 20;

/** A disk that can be filled and freed. */
export interface SmallDisk {
  readonly folder: string;
  /** Not on that disk. */
  readonly elsewhere: string;
  fill(): void;
  free(): void;
  /** What a connection to a ledger on the disk is. */
  wrap(database: DatabaseSync): DatabaseSync;
  makeReserve(file: string, bytes: number): Reserve;
  remove(): void;
}

/** A file system in memory, of 4 MB unless told; undefined where this process may not mount one. */
export const mountSmallDisk = (bytes = SMALL_BYTES): SmallDisk | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'idiolect-disk-'));
  const elsewhere = mkdtempSync(join(tmpdir(), 'idiolect-elsewhere-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(elsewhere, { recursive: true, force: true });
  };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    remove();
    return undefined;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    elsewhere,
    fill: () => writeUntilFull(filler),
    free: () => rmSync(filler, { force: true }),
    wrap: (database) => database,
    makeReserve: (file, bytes) => new Reserve(file, bytes),
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      remove();
    },
  };
};

const writeUntilFull = (file: string): void => {
  const handle = openSync(file, 'a');
  try {
    for (const size of [65_536, 4096, 1]) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(size));
      } catch {
        // Full to this size.
      }
    }
  } finally {
    closeSync(handle);
  }
};

/** The same told by a connection that refuses to commit as SQLite does, for places where nothing can be mounted. */
export const makeFakeDisk = (): SmallDisk => {
  const folder = mkdtempSync(join(tmpdir(), 'idiolect-disk-'));
  const elsewhere = mkdtempSync(join(tmpdir(), 'idiolect-elsewhere-'));
  let isFull = false;
  let spareCommits = 0;
  class FakeReserve extends Reserve {
    override make(): void {
      if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      super.make();
    }
    override free(): boolean {
      spareCommits = super.free() ? 3 : spareCommits;
      return spareCommits === 3;
    }
  }
  return {
    folder,
    elsewhere,
    fill: () => {
      isFull = true;
    },
    free: () => {
      isFull = false;
    },
    wrap: (database) =>
      new Proxy(database, {
        get: (target, name) => {
          const value = Reflect.get(target, name, target) as unknown;
          if (name !== 'exec') return typeof value === 'function' ? value.bind(target) : value;
          return (sql: string): void => {
            const isRefused = sql === 'COMMIT' && isFull && spareCommits-- <= 0;
            if (isRefused) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
            target.exec(sql);
          };
        },
      }),
    makeReserve: (file, bytes) => new FakeReserve(file, bytes),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      rmSync(elsewhere, { recursive: true, force: true });
    },
  };
};
