import { HEADER_BYTES, type PageSource } from './page-source.ts';

/** A row as it stands in a page, with the number of the row where its table has such. */
export interface CarvedRow {
  readonly rowid: number | undefined;
  readonly columns: readonly unknown[];
}

/** Kinds of pages that hold rows (sqlite.org/fileformat2.html, section 1.6). */
const TABLE_LEAF = 0x0d;
const INDEX_LEAF = 0x0a;
const INDEX_INTERIOR = 0x02;
/** No row of a ledger has as many bytes: a larger number is damage. */
const MOST_BYTES = 256 << 20;

interface Cell {
  readonly rowid: number | undefined;
  /** Where the payload begins in the page. */
  readonly at: number;
  readonly bytes: number;
}

/**
 * Finds the rows in pages one by one, without the tree that leads to them: a page that is lost takes no other with it.
 * A row of which any part is missing or makes no sense is left out.
 */
export function* carveRows(source: PageSource): Generator<CarvedRow> {
  for (let number = 1; number <= source.pages; number++) {
    const page = source.read(number);
    if (page !== undefined) yield* carvePage(source, page, number === 1 ? HEADER_BYTES : 0);
  }
}

function* carvePage(source: PageSource, page: Buffer, start: number): Generator<CarvedRow> {
  const kind = page[start] ?? 0;
  if (kind !== TABLE_LEAF && kind !== INDEX_LEAF && kind !== INDEX_INTERIOR) return;
  const cells = page.readUInt16BE(start + 3);
  const pointers = start + (kind === INDEX_INTERIOR ? 12 : 8);
  if (pointers + 2 * cells > source.usable) return;
  for (let index = 0; index < cells; index++) {
    const row = carveCell(source, page, kind, page.readUInt16BE(pointers + 2 * index));
    if (row !== undefined) yield row;
  }
}

const carveCell = (source: PageSource, page: Buffer, kind: number, at: number): CarvedRow | undefined => {
  try {
    const cell = readCell(page, kind, at);
    const payload = readPayload(source, page, cell, kind === TABLE_LEAF);
    return payload && { rowid: cell.rowid, columns: readRecord(payload) };
  } catch {
    // Whatever stands here is no row: numbers point outside the page, or the text is none.
    return undefined;
  }
};

const readCell = (page: Buffer, kind: number, start: number): Cell => {
  const length = readVarint(page, kind === INDEX_INTERIOR ? start + 4 : start);
  if (kind !== TABLE_LEAF) return { rowid: undefined, at: length.next, bytes: length.value };
  const rowid = readVarint(page, length.next);
  return { rowid: rowid.value, at: rowid.next, bytes: length.value };
};

/** A payload with what of it lies on pages of its own (section 1.6, "cell payload overflow pages"). */
const readPayload = (
  source: PageSource,
  page: Buffer,
  { at, bytes }: Cell,
  isTable: boolean,
): Buffer | undefined => {
  const { usable } = source;
  if (bytes === 0 || bytes > MOST_BYTES) return undefined;
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((bytes - least) % (usable - 4));
  const here = bytes <= most ? bytes : fitting <= most ? fitting : least;
  if (at + here > usable) return undefined;
  const pieces = [page.subarray(at, at + here)];
  let left = bytes - here;
  let next = left > 0 ? page.readUInt32BE(at + here) : 0;
  while (left > 0) {
    const further = source.read(next);
    if (further === undefined) return undefined;
    const length = Math.min(left, usable - 4);
    pieces.push(further.subarray(4, 4 + length));
    left -= length;
    next = further.readUInt32BE(0);
  }
  return next === 0 ? Buffer.concat(pieces) : undefined;
};

/** The columns of a record (section 2.1). */
const readRecord = (payload: Buffer): unknown[] => {
  const head = readVarint(payload, 0);
  const columns: unknown[] = [];
  let at = head.next;
  let value = head.value;
  while (at < head.value) {
    const kind = readVarint(payload, at);
    at = kind.next;
    const bytes = toLength(kind.value);
    columns.push(readValue(payload, kind.value, value, bytes));
    value += bytes;
  }
  if (at !== head.value || value !== payload.length) throw new RangeError('The record has another length.');
  return columns;
};

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8] as const;

const toLength = (kind: number): number => {
  if (kind <= 6) return INTEGER_BYTES[kind] ?? 0;
  if (kind === 7) return 8;
  if (kind <= 9) return 0;
  if (kind < 12) throw new RangeError('There is no such kind of value.');
  return Math.floor((kind - 12) / 2);
};

const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const readValue = (payload: Buffer, kind: number, at: number, bytes: number): unknown => {
  if (at + bytes > payload.length) throw new RangeError('The value ends outside its record.');
  if (kind === 0) return null;
  if (kind === 7) return payload.readDoubleBE(at);
  if (kind === 8 || kind === 9) return kind - 8;
  if (kind === 6) return Number(payload.readBigInt64BE(at));
  if (kind < 6) return payload.readIntBE(at, bytes);
  const value = payload.subarray(at, at + bytes);
  return kind % 2 === 1 ? text.decode(value) : Buffer.from(value);
};

/** A number of one to nine bytes (section 1.6); one beyond what a double holds exactly is damage. */
const readVarint = (bytes: Buffer, start: number): { readonly value: number; readonly next: number } => {
  let value = 0;
  for (let at = start; at < start + 8; at++) {
    const byte = bytes[at];
    if (byte === undefined) throw new RangeError('The number ends outside its page.');
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      if (!Number.isSafeInteger(value)) break;
      return { value, next: at + 1 };
    }
  }
  throw new RangeError('The number is too large.');
};
