import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readWal } from './wal-file.ts';

/** sqlite.org/fileformat2.html, section 1.3: the header of a database file. */
export const HEADER_BYTES = 100;
const MAGIC = Buffer.from('SQLite format 3\0');
const USUAL_PAGE_SIZE = 4096;

/** What the header of a database file says, as far as it can be believed. */
export interface FileHeader {
  readonly size: number;
  readonly isSound: boolean;
  readonly pageSize: number;
  /** Bytes at the end of each page that are not used. */
  readonly reserved: number;
}

/** Reads the header; undefined when there is no such file. */
export const readHeader = (file: string): FileHeader | undefined => {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const { size } = fstatSync(handle);
    const head = Buffer.alloc(HEADER_BYTES);
    const isWhole = readSync(handle, head, 0, HEADER_BYTES, 0) === HEADER_BYTES;
    const pageSize = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
    const isSized = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
    const isSound = isWhole && isSized && head.subarray(0, 16).equals(MAGIC);
    return {
      size,
      isSound,
      pageSize: isSized ? pageSize : USUAL_PAGE_SIZE,
      reserved: isSound ? (head[20] ?? 0) : 0,
    };
  } finally {
    closeSync(handle);
  }
};

/** The pages of a ledger as they would be if all that is whole in the log were in the file. */
export interface PageSource {
  readonly pageSize: number;
  /** Bytes of a page that are used. */
  readonly usable: number;
  readonly pages: number;
  /** One page by its number from 1; undefined when there is none. Good until the next call. */
  read(page: number): Buffer | undefined;
}

/** Lends the pages of a ledger that need not be sound. */
export const withPages = <Value>(ledgerFile: string, work: (source: PageSource) => Value): Value => {
  const header = readHeader(ledgerFile);
  const wal = readWal(ledgerFile, header?.pageSize ?? USUAL_PAGE_SIZE);
  const { pageSize } = wal.frames.length > 0 ? wal : (header ?? wal);
  const inWal = new Map(wal.frames.map(({ page, offset }) => [page, offset]));
  const database = header && openSync(ledgerFile, 'r');
  const log = wal.frames.length > 0 ? openSync(`${ledgerFile}-wal`, 'r') : undefined;
  // A page of which the end was cut off would read as if it ended in zeros.
  const inFile = Math.floor((header?.size ?? 0) / pageSize);
  const readAt = (handle: number, at: number): Buffer => {
    const bytes = Buffer.alloc(pageSize);
    readSync(handle, bytes, 0, pageSize, at);
    return bytes;
  };
  try {
    return work({
      pageSize,
      usable: pageSize - (header?.reserved ?? 0),
      pages: wal.frames.reduce((most, { page }) => Math.max(most, page), inFile),
      read: (page) => {
        const offset = inWal.get(page);
        if (offset !== undefined && log !== undefined) return readAt(log, offset);
        if (database === undefined || page < 1 || page > inFile) return undefined;
        return readAt(database, (page - 1) * pageSize);
      },
    });
  } finally {
    if (database !== undefined) closeSync(database);
    if (log !== undefined) closeSync(log);
  }
};
