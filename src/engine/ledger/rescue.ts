import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Owner } from './claim.ts';
import type { Answer, CallKey } from './ledger.ts';

/** An answer that waits to be stored. */
export interface WaitingAnswer {
  readonly key: CallKey;
  readonly answer: Answer;
}

/** What a rescue file holds. */
export interface Rescued {
  readonly file: string;
  /** Who wrote it, in the columns of a claim. */
  readonly owner: Readonly<Record<string, unknown>>;
  readonly answers: readonly WaitingAnswer[];
}

/** Places that are likely to be on other disks than the project; the first that can be written is taken. */
export const listRescueFolders = (): readonly string[] => [tmpdir(), homedir()];

/**
 * The last resort for answers that the ledger cannot take: a file in another place, JSON lines, for its owner's eyes
 * only. Its name follows from the ledger's path, so the next opening finds it and takes it in.
 */
export class RescueFile {
  readonly #ledgerFile: string;
  readonly #owner: Owner;
  readonly #nowMs: () => number;
  readonly #folders: readonly string[];
  readonly #kept = new Set<WaitingAnswer>();
  #file: string | undefined;

  constructor(
    ledgerFile: string,
    owner: Owner,
    nowMs: () => number,
    folders: readonly string[] = listRescueFolders(),
  ) {
    this.#ledgerFile = ledgerFile;
    this.#owner = owner;
    this.#nowMs = nowMs;
    this.#folders = folders;
  }

  /** Where the answers are that are not in the ledger, when there are any. */
  get file(): string | undefined {
    return this.#kept.size === 0 ? undefined : this.#file;
  }

  /** Keeps answers; true when all of them are on disk. Those that it has already are not written twice. */
  keep(answers: readonly WaitingAnswer[]): boolean {
    const fresh = answers.filter((answer) => !this.#kept.has(answer));
    if (fresh.length === 0) return true;
    for (const file of this.#file === undefined ? this.#listPlaces() : [this.#file]) {
      try {
        this.#append(file, fresh);
        this.#file = file;
        for (const answer of fresh) this.#kept.add(answer);
        return true;
      } catch {
        // The next place may do; that none did is told by the return value.
      }
    }
    return false;
  }

  /** Says that answers are in the ledger now; the file goes when it holds no other. */
  forget(answers: readonly WaitingAnswer[]): void {
    for (const answer of answers) this.#kept.delete(answer);
    if (this.#kept.size > 0 || this.#file === undefined) return;
    rmSync(this.#file, { force: true });
    this.#file = undefined;
  }

  #listPlaces(): string[] {
    return this.#folders.map((folder) => join(folder, `${toPrefix(this.#ledgerFile)}${randomUUID()}.jsonl`));
  }

  #append(file: string, answers: readonly WaitingAnswer[]): void {
    const { O_WRONLY, O_APPEND, O_CREAT, O_EXCL } = constants;
    const isNew = file !== this.#file;
    const handle = openSync(file, O_WRONLY | O_APPEND | (isNew ? O_CREAT | O_EXCL : 0), 0o600);
    try {
      const { id, host, pid } = this.#owner;
      const head = { owner: id, host, pid, beat_ms: Math.round(this.#nowMs()), ledger: this.#ledgerFile };
      const lines = [...(isNew ? [head] : []), ...answers].map((line) => `${JSON.stringify(line)}\n`);
      const bytes = Buffer.from(lines.join(''));
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } catch (error) {
      if (isNew) rmSync(file, { force: true });
      throw error;
    } finally {
      closeSync(handle);
    }
  }
}

/** The rescue files of a ledger, with what can be read of them. */
export const readRescueFiles = (
  ledgerFile: string,
  folders: readonly string[] = listRescueFolders(),
): Rescued[] =>
  [...new Set(folders)].flatMap((folder) =>
    listFolder(folder)
      .filter((name) => name.startsWith(toPrefix(ledgerFile)) && name.endsWith('.jsonl'))
      .map((name) => readRescueFile(join(folder, name)))
      .filter((rescued) => rescued !== undefined),
  );

const readRescueFile = (file: string): Rescued | undefined => {
  const text = readOwnFile(file);
  if (text === undefined) return undefined;
  // Its writer may have been killed in the middle of the last line.
  const [head = '', ...lines] = text.split('\n').slice(0, -1);
  const owner = parse(head);
  if (!isRecord(owner)) return undefined;
  return { file, owner, answers: lines.map(parse).filter(isWaitingAnswer) };
};

/** Others may write to these folders too: what is not a plain file of this user's alone is not believed. */
const readOwnFile = (file: string): string | undefined => {
  try {
    const handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { uid, mode } = fstatSync(handle);
      const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
      return isOwn && (mode & constants.S_IFMT) === constants.S_IFREG
        ? readFileSync(handle, 'utf8')
        : undefined;
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isWaitingAnswer = (value: unknown): value is WaitingAnswer => {
  if (!isRecord(value) || typeof value.key !== 'string' || !isRecord(value.answer)) return false;
  const { raw, sentMs, latencyMs } = value.answer;
  return (
    isRecord(raw) &&
    typeof raw.body === 'string' &&
    typeof raw.status === 'number' &&
    Number.isFinite(sentMs) &&
    Number.isFinite(latencyMs)
  );
};

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const listFolder = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const toPrefix = (ledgerFile: string): string =>
  `idiolect-rescue-${createHash('sha256').update(toRealPath(ledgerFile)).digest('hex').slice(0, 16)}-`;

/** One ledger by whichever way it is reached; the file itself need not be there. */
const toRealPath = (file: string): string => {
  try {
    return join(realpathSync(dirname(file)), basename(file));
  } catch {
    return file;
  }
};
