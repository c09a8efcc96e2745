import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { IdiolectError, toSystemCode } from '../../base/index.ts';
import { RESERVE_BYTES } from './reserve.ts';

const BYTES_PER_MB = 1 << 20;

/**
 * What keeps a write from being done: a lock, a full disk, missing permission, damage, or the write itself.
 *
 * Only `wrong` has nothing to do with the disk: no other write would fail for it.
 */
export type WriteTrouble = 'locked' | 'full' | 'read-only' | 'damaged' | 'wrong';

/**
 * SQLite's primary result codes (sqlite.org/rescode.html): PERM 3, BUSY 5, LOCKED 6, READONLY 8, IOERR 10, CORRUPT 11,
 * FULL 13, CANTOPEN 14, NOTADB 26. A quota that is used up (EDQUOT) and a shared memory file that cannot grow come as
 * IOERR.
 */
const TROUBLES: ReadonlyMap<number, WriteTrouble> = new Map([
  [3, 'read-only'],
  [5, 'locked'],
  [6, 'locked'],
  [8, 'read-only'],
  [10, 'full'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'read-only'],
  [26, 'damaged'],
]);

/** What a failed write, or a failed read, met. */
export const toTrouble = (error: unknown): WriteTrouble =>
  isFailedFlush(error) ? 'full' : (TROUBLES.get(toResultCode(error) ?? 0) ?? 'wrong');

/** A flush of ours that the system refused, and not SQLite: room that was promised and is not there, or a failing disk. */
const isFailedFlush = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall === 'fdatasync';

/** Why a ledger waits, in a few words. */
export const toReason = (error: unknown): string => {
  const trouble = toTrouble(error);
  if (trouble === 'locked') return 'locked by another program';
  if (trouble === 'read-only') return 'no permission to write';
  return toResultCode(error) === 13 ? 'disk full' : `disk full or failing: ${toText(error)}`;
};

/** SQLite's primary result code, when the error is one of SQLite's. */
const toResultCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;

/** What a user is told when a ledger cannot be opened. */
export const toOpenError = (cause: unknown, file: string): IdiolectError => {
  if (cause instanceof IdiolectError) return cause;
  const trouble = toTrouble(cause);
  if (trouble === 'damaged') return toDamageError(cause, file);
  if (trouble === 'full' || toSystemCode(cause) === 'ENOSPC') return toFullError(cause, file);
  const text = `${toSystemCode(cause) ?? toText(cause)}: ${toText(cause)}`;
  return new IdiolectError('LEDGER_NOT_WRITABLE', `The ledger cannot be opened for writing (${text}).`, {
    hint:
      trouble === 'locked'
        ? 'Close the program that has the ledger open and run the same command again. Nothing was asked for.'
        : 'Make the folder and the file writable, or work in another folder. Nothing was asked for.',
    place: { file },
    cause,
  });
};

/** What a user is told when a write cannot be done. What does not come from SQLite is our own bug and stays as it is. */
export const toWriteError = (cause: unknown, file: string, fate = ''): unknown => {
  if (toResultCode(cause) === undefined && !isFailedFlush(cause)) return cause;
  const trouble = toTrouble(cause);
  if (trouble === 'damaged') return toDamageError(cause, file, fate);
  if (trouble === 'full') return toFullError(cause, file, fate);
  return new IdiolectError(
    'LEDGER_NOT_WRITABLE',
    join(`The ledger cannot be written (${toText(cause)}).`, fate),
    {
      hint:
        trouble === 'locked'
          ? 'Close the program that keeps the ledger locked, then run the same command again.'
          : 'Mend the permissions of the folder, then run the same command again.',
      place: { file },
      cause,
    },
  );
};

/** What a user is told in place of SQLite's "database disk image is malformed". */
export const UNREADABLE = 'a part of it cannot be read or does not fit the rest';

/** Room to work beside the reserve: the log before it is written back, and the file that it is written to. */
const WORK_BYTES = 16 << 20;

/** What a user is told when the disk has no room for the ledger. */
export const toFullError = (cause: unknown, file: string, fate = ''): IdiolectError =>
  new IdiolectError(
    'LEDGER_FULL',
    join(`There is no room for the ledger on the disk (${toText(cause)}).`, fate),
    {
      hint: `${toNeed(file)} Then run the same command again: it goes on where this one ended.`,
      place: { file },
      cause,
    },
  );

/** How much room the ledger wants, and how much of it the system says is missing; a quota shows in neither. */
const toNeed = (file: string): string => {
  const neededMb = (RESERVE_BYTES + WORK_BYTES) / BYTES_PER_MB;
  const freeMb = readFreeMb(dirname(file));
  const what = `it needs ${RESERVE_BYTES / BYTES_PER_MB} MB for its reserve and ${WORK_BYTES / BYTES_PER_MB} MB to work`;
  if (freeMb === undefined || freeMb >= neededMb) return `Free ${neededMb} MB or more: ${what}.`;
  return `Free ${neededMb - freeMb} MB or more: ${what}, and ${freeMb} MB are free.`;
};

const readFreeMb = (folder: string): number | undefined => {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.floor((bavail * bsize) / BYTES_PER_MB);
  } catch {
    return undefined;
  }
};

/** What a user is told when a read fails because the file is damaged. All else stays as it is. */
export const toReadError = (cause: unknown, file: string): unknown =>
  toTrouble(cause) === 'damaged' ? toDamageError(cause, file) : cause;

const toDamageError = (cause: unknown, file: string, fate = ''): IdiolectError =>
  new IdiolectError('LEDGER_DAMAGED', join(`The ledger is damaged: ${UNREADABLE}.`, fate), {
    hint: 'Run `idiolect generate` again: it keeps the damaged file, carries every reply that can be read into a new ledger, and tells how many before it asks for anything.',
    place: { file },
    cause,
  });

const join = (message: string, fate: string): string => (fate === '' ? message : `${message} ${fate}`);

const toText = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
