import { AtomicFile } from '../base/index.ts';
import { type Conversation, toLine } from '../conversation/index.ts';
import type { LineReader } from './write-dataset.ts';

/** How much text of lines is kept whose turn has not come, in characters; what is beyond is read back from the ledger. */
const MOST_EARLY_CHARS = 8_000_000;

/**
 * A dataset file that is written while its conversations come in, in any order, so that little is left to do at the end
 * of a run. The old file stands until `finish`.
 *
 * A draft only saves time: one that cannot be written is given up, and the file is made from the ledger instead.
 */
export class DatasetDraft {
  readonly #path: string;
  readonly #readLine: LineReader;
  /** What is settled and not yet written: a line, or undefined for one that is to be read back. */
  readonly #early = new Map<number, string | undefined>();
  /** Assignments that give no line. */
  readonly #skipped = new Set<number>();
  #earlyChars = 0;
  #next = 1;
  #lines = 0;
  #file: AtomicFile | undefined;
  #isGivenUp = false;

  constructor(path: string, readLine: LineReader) {
    this.#path = path;
    this.#readLine = readLine;
  }

  /** Takes in how an assignment ended: with a conversation, or without. Calls must not overlap. */
  async settle(number: number, conversation: Conversation | undefined): Promise<void> {
    if (this.#isGivenUp) return;
    if (conversation === undefined) this.#skipped.add(number);
    else this.#keep(number, toLine(conversation));
    while (this.#early.has(this.#next) || this.#skipped.delete(this.#next)) {
      await this.#writeOut(this.#next);
      this.#next++;
    }
  }

  /**
   * Writes what is left, and puts the file in the place of the old one.
   *
   * @returns how many lines it has; undefined when there is none, or the draft was given up.
   */
  async finish(): Promise<number | undefined> {
    for (const number of [...this.#early.keys()].sort((a, b) => a - b)) await this.#writeOut(number);
    const file = this.#file;
    if (file === undefined || this.#isGivenUp) return undefined;
    this.#file = undefined;
    return file.commit().then(
      () => this.#lines,
      () => undefined,
    );
  }

  /** Leaves nothing behind. */
  async giveUp(): Promise<void> {
    this.#isGivenUp = true;
    this.#early.clear();
    const file = this.#file;
    this.#file = undefined;
    await file?.discard();
  }

  #keep(number: number, line: string): void {
    const fits = this.#earlyChars + line.length <= MOST_EARLY_CHARS || number === this.#next;
    this.#early.set(number, fits ? line : undefined);
    if (fits) this.#earlyChars += line.length;
  }

  async #writeOut(number: number): Promise<void> {
    if (this.#isGivenUp || !this.#early.has(number)) return;
    const kept = this.#early.get(number);
    this.#early.delete(number);
    this.#earlyChars -= kept?.length ?? 0;
    try {
      this.#file ??= await AtomicFile.open(this.#path);
      await this.#file.write(kept ?? this.#readLine(number));
      this.#lines++;
    } catch {
      // Whatever it was, it comes again when the file is made from the ledger, and is told then.
      await this.giveUp();
    }
  }
}
