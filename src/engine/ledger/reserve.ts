import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Room for the replies under way when the disk becomes full: 200 of 30 KB make 6 MB; SQLite writes them to its log and
 * then once more into the file, with the pages of the index and of the tree besides. The 8 MB that the log may hold
 * before it is written back have to fit as well: a checkpoint that does not takes all the room, and gives none back.
 */
export const RESERVE_BYTES = 16 << 20;
const PIECE_BYTES = 1 << 20;

/** Where the ballast of a ledger lies. Its being there also tells that a ledger was here. */
export const toReserveFile = (ledgerFile: string): string => join(dirname(ledgerFile), 'reserve');

/**
 * A file without meaning beside the ledger, given up when the disk is full. Processes on one ledger share it, and it
 * stays from run to run.
 */
export class Reserve {
  readonly #file: string;
  readonly #bytes: number;

  constructor(ledgerFile: string, bytes = RESERVE_BYTES) {
    this.#file = toReserveFile(ledgerFile);
    this.#bytes = bytes;
  }

  /** Makes sure that the room is kept. Throws the system's error when there is none; nothing stays behind then. */
  make(): void {
    if (statSync(this.#file, { throwIfNoEntry: false })?.size === this.#bytes) return;
    // Bytes that no file system can press together.
    const piece = randomFillSync(Buffer.allocUnsafe(Math.min(PIECE_BYTES, this.#bytes)));
    const handle = openSync(this.#file, 'w', 0o600);
    let isWhole = false;
    try {
      for (let left = this.#bytes; left > 0; )
        left -= writeSync(handle, piece, 0, Math.min(left, piece.length));
      // Now, before anything is paid for: later it would hold up the flush of some reply.
      fsyncSync(handle);
      isWhole = true;
    } finally {
      closeSync(handle);
      if (!isWhole) this.free();
    }
  }

  /** Gives the room free; false when there was none. */
  free(): boolean {
    try {
      rmSync(this.#file);
      return true;
    } catch {
      return false;
    }
  }
}
