import { IdiolectError, toSystemCode } from '../../base/index.ts';

/** SQLite result codes (sqlite.org/rescode.html): CORRUPT 11, NOTADB 26. */
const UNREADABLE = new Set([11, 26]);

/** SQLite's primary result code, when the error is one of SQLite's. */
export const toResultCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;

/** What a user is told when a ledger cannot be opened. */
export const toOpenError = (cause: unknown, file: string): IdiolectError =>
  isUnreadable(cause)
    ? toUnreadableError(cause, file)
    : new IdiolectError(
        'LEDGER_NOT_WRITABLE',
        `The ledger cannot be opened (${toSystemCode(cause) ?? toText(cause)}: ${toText(cause)}).`,
        {
          hint: 'Make the folder writable, free disk space, or work in another folder.',
          place: { file },
          cause,
        },
      );

/** What a user is told when a write cannot be done. What does not come from SQLite is our own bug and stays as it is. */
export const toWriteError = (cause: unknown, file: string): unknown => {
  if (toResultCode(cause) === undefined) return cause;
  if (isUnreadable(cause)) return toUnreadableError(cause, file);
  return new IdiolectError('LEDGER_NOT_WRITABLE', `The ledger cannot be written (${toText(cause)}).`, {
    hint: 'Free disk space or mend the permissions of the folder, then run the same command again.',
    place: { file },
    cause,
  });
};

/** What a user is told when a read fails because the file is damaged. All else stays as it is. */
export const toReadError = (cause: unknown, file: string): unknown =>
  isUnreadable(cause) ? toUnreadableError(cause, file) : cause;

const isUnreadable = (cause: unknown): boolean => UNREADABLE.has(toResultCode(cause) ?? 0);

const toUnreadableError = (cause: unknown, file: string): IdiolectError =>
  new IdiolectError('LEDGER_UNREADABLE', `The ledger cannot be read (${toText(cause)}).`, {
    hint: 'Nothing was changed. Restore the file from a copy, or move it away to begin a new one (its replies would be paid for again).',
    place: { file },
    cause,
  });

const toText = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
