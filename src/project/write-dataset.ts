import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { IdiolectError, makeFolder, type Result, toSystemCode, writeFileAtomically } from '../base/index.ts';
import { type Conversation, toLine } from '../conversation/index.ts';
import type { Ledger } from '../engine/index.ts';
import type { Problem, RawReply } from '../providers/index.ts';

/** Where the ledger keeps the accepted answer of each assignment, by its number. */
export type AcceptedAnswers = ReadonlyMap<number, number>;

/** Makes the line of an accepted assignment, by its number, out of the ledger. */
export type LineReader = (number: number) => string;

/** Reads the conversation of an accepted assignment, by its number, out of the ledger. */
export type ConversationReader = (number: number) => Conversation;

/**
 * Makes a reader of conversations. Answers are read back from the ledger one by one, so memory does not grow with the
 * dataset.
 *
 * @param read - Reads an answer of the assignment with that number.
 */
export const makeConversationReader =
  (
    accepted: AcceptedAnswers,
    ledger: Pick<Ledger, 'readAnswer'>,
    read: (number: number, raw: RawReply) => Result<Conversation, Problem>,
  ): ConversationReader =>
  (number) => {
    const answer = ledger.readAnswer(accepted.get(number) ?? 0);
    const conversation = answer && read(number, answer.raw);
    if (conversation?.ok) return conversation.value;
    throw new Error(`Internal: the accepted answer of assignment ${number} cannot be read back.`);
  };

/** Makes a reader of lines, in the same way. */
export const makeLineReader = (...from: Parameters<typeof makeConversationReader>): LineReader => {
  const read = makeConversationReader(...from);
  return (number) => toLine(read(number));
};

/**
 * Writes the dataset file in plan order, one conversation a line, and replaces the old one at once.
 *
 * @param numbers - The accepted assignments, in any order.
 * @returns how many lines were written; a file is never replaced by an empty one.
 * @throws {IdiolectError} `OUTPUT_NOT_WRITABLE`; the old file then stands as it was.
 */
export const writeDataset = async (
  file: string,
  numbers: Iterable<number>,
  readLine: LineReader,
): Promise<number> => {
  const inOrder = [...numbers].sort((a, b) => a - b);
  if (inOrder.length === 0) return 0;
  function* lines(): Generator<string> {
    for (const number of inOrder) yield readLine(number);
  }
  try {
    await writeFileAtomically(file, lines());
  } catch (cause) {
    // A fault of the ledger while it is read says so itself.
    throw isSystemFault(cause) ? toOutputError(cause, file) : cause;
  }
  return inOrder.length;
};

/**
 * Makes sure, before anything is paid for, that a dataset file can be written.
 *
 * @throws {IdiolectError} `OUTPUT_NOT_WRITABLE`.
 */
export const checkWritable = async (file: string): Promise<void> => {
  try {
    await makeFolder(dirname(file));
    await access(dirname(file), constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw toOutputError(cause, file);
  }
};

/** Whether the system refused something, and not the program. */
export const isSystemFault = (cause: unknown): boolean => cause instanceof Error && 'syscall' in cause;

const toOutputError = (cause: unknown, file: string): IdiolectError =>
  new IdiolectError('OUTPUT_NOT_WRITABLE', `The dataset file cannot be written (${toSystemCode(cause)}).`, {
    hint: 'Make the folder writable, free disk space, or choose another folder with --output-dir. Replies that were paid for are in the ledger: the same command writes them without a call.',
    place: { file },
    cause,
  });
