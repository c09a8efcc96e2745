import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** One page in the log: where its bytes lie, and whether a transaction ends with it. */
export interface WalFrame {
  readonly page: number;
  readonly offset: number;
  readonly isCommit: boolean;
}

/** What a write-ahead log holds. */
export interface WalFile {
  readonly pageSize: number;
  /** Frames that are whole, in their order; those of the last transaction only when it is. */
  readonly frames: readonly WalFrame[];
  /** How many of them SQLite would take: it stops at the first that is not whole. */
  readonly taken: number;
  /** Set when committed frames would be passed over, or are known to be missing. */
  readonly fault: string | undefined;
}

/** sqlite.org/fileformat2.html, section 4: the log's header, then frames of a header and a page; all big-endian. */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682;
/** sqlite.org/walformat.html, section 2: the header stands twice at the beginning of the shared memory file. */
const INDEX_HEADER_BYTES = 48;
const BACKFILL_AT = 96;
const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

type Sum = readonly [number, number];

/**
 * Reads a log without SQLite, which takes whatever stands before the first fault and is silent about the rest. Only
 * while nobody else has the ledger open.
 *
 * A last transaction that is not whole is no fault: a kill leaves that, and nothing in it was acknowledged.
 */
export const readWal = (ledgerFile: string, fallbackPageSize: number): WalFile => {
  const file = `${ledgerFile}-wal`;
  const index = readIndex(`${ledgerFile}-shm`);
  const handle = openIfThere(file);
  if (handle === undefined) return toMissing(index, fallbackPageSize);
  try {
    const { size } = fstatSync(handle);
    const head = readBytes(handle, 0, Math.min(HEADER_BYTES, size));
    if (size < HEADER_BYTES) return toMissing(index, fallbackPageSize);
    const isSound = isSoundHeader(head);
    const pageSize = isSound ? toPageSize(head.readUInt32BE(8)) : fallbackPageSize;
    const isLittle = isSound ? head.readUInt32BE(0) === MAGIC : true;
    const frames = walk(handle, { size, pageSize, isLittle, head, isSound });
    return judge(frames, { pageSize, isSound, index, salt: head.toString('hex', 16, 24) });
  } finally {
    closeSync(handle);
  }
};

interface Log {
  readonly size: number;
  readonly pageSize: number;
  readonly isLittle: boolean;
  readonly head: Buffer;
  readonly isSound: boolean;
}

interface Walked {
  readonly frame: WalFrame;
  readonly isWhole: boolean;
  /** Whole, and so was everything before it. */
  readonly isInChain: boolean;
}

/** All frames of the log's present use; older ones may stand behind them. */
const walk = (handle: number, { size, pageSize, isLittle, head, isSound }: Log): Walked[] => {
  const step = FRAME_HEADER_BYTES + pageSize;
  const walked: Walked[] = [];
  const buffer = Buffer.alloc(step);
  let salt = head.subarray(16, 24);
  let sum: Sum = [head.readUInt32BE(24), head.readUInt32BE(28)];
  let isInChain = isSound;
  for (let at = HEADER_BYTES; at + step <= size; at += step) {
    readSync(handle, buffer, 0, step, at);
    // Without a sound header the first frame tells the salt of the present use.
    if (!isSound && at === HEADER_BYTES) salt = Buffer.from(buffer.subarray(8, 16));
    const ownSum: Sum = [buffer.readUInt32BE(16), buffer.readUInt32BE(20)];
    const found = addUp(addUp(sum, buffer.subarray(0, 8), isLittle), buffer.subarray(24), isLittle);
    const page = buffer.readUInt32BE(0);
    const isOfUse = buffer.subarray(8, 16).equals(salt);
    // Sums go on from frame to frame, so one that lies behind a fault is tried with what its neighbour says of itself.
    const isWhole = isOfUse && page > 0 && found[0] === ownSum[0] && found[1] === ownSum[1];
    isInChain &&= isWhole;
    walked.push({
      frame: { page, offset: at + FRAME_HEADER_BYTES, isCommit: buffer.readUInt32BE(4) !== 0 },
      isWhole,
      isInChain,
    });
    sum = ownSum;
  }
  return walked;
};

const judge = (
  walked: readonly Walked[],
  log: { pageSize: number; isSound: boolean; index: WalIndex | undefined; salt: string },
): WalFile => {
  const lastCommit = walked.findLastIndex(({ isWhole, frame }) => isWhole && frame.isCommit);
  const taken = 1 + walked.findLastIndex(({ isInChain, frame }) => isInChain && frame.isCommit);
  const frames = walked
    .slice(0, lastCommit + 1)
    .filter(({ isWhole }) => isWhole)
    .map(({ frame }) => frame);
  return { pageSize: log.pageSize, frames, taken, fault: toFault(lastCommit + 1, taken, log) };
};

const toFault = (
  whole: number,
  taken: number,
  { isSound, index, salt }: { isSound: boolean; index: WalIndex | undefined; salt: string },
): string | undefined => {
  if (!isSound && whole > 0) return 'the header of its log ledger.db-wal is damaged';
  if (whole > taken) return `its log ledger.db-wal is torn after ${taken} of at least ${whole} pages`;
  if (index !== undefined && index.salt === salt && index.frames > taken) {
    return `its log ledger.db-wal was cut: ${taken} of ${index.frames} pages are left`;
  }
  return undefined;
};

const toMissing = (index: WalIndex | undefined, pageSize: number): WalFile => ({
  pageSize,
  frames: [],
  taken: 0,
  fault:
    index !== undefined && index.frames > index.stored
      ? `its log ledger.db-wal is missing, with ${index.frames - index.stored} pages that were not in ledger.db yet`
      : undefined,
});

/** What the shared memory file tells of the log: it outlives a kill. */
interface WalIndex {
  /** How many frames are committed. */
  readonly frames: number;
  /** How many of them are in the database file. */
  readonly stored: number;
  readonly salt: string;
}

const readIndex = (file: string): WalIndex | undefined => {
  const bytes = readIfThere(file);
  if (bytes === undefined || bytes.length < BACKFILL_AT + 4) return undefined;
  const first = bytes.subarray(0, INDEX_HEADER_BYTES);
  // Two copies that differ were being written, or are not to be believed.
  if (!first.equals(bytes.subarray(INDEX_HEADER_BYTES, 2 * INDEX_HEADER_BYTES)) || first[12] !== 1)
    return undefined;
  const readNumber = (at: number): number =>
    IS_LITTLE_ENDIAN ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  const [one, two] = addUp([0, 0], first.subarray(0, 40), IS_LITTLE_ENDIAN);
  if (one !== readNumber(40) || two !== readNumber(44)) return undefined;
  return { frames: readNumber(16), stored: readNumber(BACKFILL_AT), salt: first.toString('hex', 32, 40) };
};

const isSoundHeader = (head: Buffer): boolean => {
  const magic = head.readUInt32BE(0);
  if (magic !== MAGIC && magic !== MAGIC + 1) return false;
  const [one, two] = addUp([0, 0], head.subarray(0, 24), magic === MAGIC);
  return one === head.readUInt32BE(24) && two === head.readUInt32BE(28);
};

/** sqlite.org/fileformat2.html, section 4.2. */
const addUp = (sum: Sum, bytes: Buffer, isLittle: boolean): Sum => {
  let [one, two] = sum;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    one = (one + view.getUint32(at, isLittle) + two) >>> 0;
    two = (two + view.getUint32(at + 4, isLittle) + one) >>> 0;
  }
  return [one, two];
};

const toPageSize = (value: number): number => (value === 1 ? 65_536 : value);

const readBytes = (handle: number, at: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  readSync(handle, bytes, 0, length, at);
  return bytes;
};

const openIfThere = (file: string): number | undefined => {
  try {
    return openSync(file, 'r');
  } catch {
    return undefined;
  }
};

const readIfThere = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
};
