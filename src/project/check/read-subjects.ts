import { z } from 'zod';
import type { Conversation } from '../../conversation/index.ts';
import type { Finding, Subject } from '../../quality/index.ts';
import { type FileLine, readLines } from './read-lines.ts';

/** A file to check, and whose conversations it holds. */
export interface SubjectFile {
  readonly file: string;
  /** How messages name it. */
  readonly shown: string;
  readonly provider: string;
}

/** A line of a file under test; `fault` where it is no conversation. */
export interface ReadSubject {
  readonly subject: Subject;
  readonly fault: Finding | undefined;
}

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
const line = z.union([
  z.object({
    topic: z.string(),
    patterns_applied: z.array(z.string()),
    conversation: z.array(message),
    learning_notes: z.string().default(''),
  }),
  // A real conversation from elsewhere: what can be checked of it is checked.
  z.object({ messages: z.array(message) }),
]);

/** Conversations of files, read anew at each turn: they may be more than the memory holds. */
export class Subjects implements Iterable<ReadSubject> {
  readonly files: readonly SubjectFile[];

  constructor(files: readonly SubjectFile[]) {
    this.files = files;
  }

  *[Symbol.iterator](): Generator<ReadSubject> {
    const seen = new Set<string>();
    for (const { file, shown, provider } of this.files) {
      // Two files of one provider count on.
      const prefix = seen.has(provider) ? `${provider}-${seen.size + 1}` : provider;
      seen.add(provider);
      for (const each of readLines(file)) {
        const { conversation, what } = parse(each);
        yield {
          subject: { id: `${prefix}/${each.number}`, provider, file: shown, line: each.number, conversation },
          fault: what === undefined ? undefined : toFinding(what),
        };
      }
    }
  }

  /** The conversations alone. */
  *sound(): Generator<Subject> {
    for (const { subject, fault } of this) if (fault === undefined) yield subject;
  }
}

const NOTHING: Conversation = { topic: '', patterns_applied: [], conversation: [], learning_notes: '' };

interface Parsed {
  readonly conversation: Conversation;
  readonly what?: string;
}

const parse = ({ text, isWhole }: FileLine): Parsed => {
  if (!isWhole) return { conversation: NOTHING, what: 'is longer than any conversation' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { conversation: NOTHING, what: 'is not JSON' };
  }
  const parsed = line.safeParse(json);
  if (!parsed.success) return { conversation: NOTHING, what: describe(json) };
  if ('messages' in parsed.data)
    return { conversation: { ...NOTHING, conversation: toTurns(parsed.data.messages) } };
  const { conversation, ...rest } = parsed.data;
  return { conversation: { ...rest, conversation: toTurns(conversation) } };
};

/** A system message is the trainer's, not the conversation's. */
const toTurns = (messages: ReadonlyArray<z.infer<typeof message>>): Conversation['conversation'] =>
  messages.flatMap(({ role, content }) => (role === 'system' ? [] : [{ role, content }]));

const describe = (json: unknown): string => {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'is no JSON object';
  const wanted = ['topic', 'patterns_applied', 'conversation'];
  const missing = wanted.filter((key) => !(key in json));
  if (missing.length === wanted.length) return 'has neither "conversation" nor "messages"';
  return missing.length > 0
    ? `has no "${missing.join('", "')}"`
    : 'has a field of another type than a dataset line';
};

const toFinding = (what: string): Finding => ({
  check: 'line',
  version: 1,
  severity: 'fail',
  message: `The line ${what}, so that no trainer takes it.`,
});
