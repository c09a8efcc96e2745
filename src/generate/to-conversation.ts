import { fail, ok, type Result } from '../base/index.ts';
import { type Conversation, checkShape, countExchanges, type Message } from '../conversation/index.ts';
import type { Assignment } from '../plan/index.ts';
import type { Problem, Provider, RawReply, Reply } from '../providers/index.ts';
import { ANSWER_SCHEMA, answerSchema } from './answer-schema.ts';
import { describeFaults } from './describe-fault.ts';
import { parseAnswer } from './parse-answer.ts';
import { isRecord, unwrapAnswer } from './unwrap-answer.ts';

/**
 * Turns a reply into the conversation that was asked for, or says why it is not one: not JSON, other keys, roles that
 * do not alternate from user to assistant, another number of exchanges, an empty turn or one that breaks off.
 */
export const toConversation = (reply: Reply, assignment: Assignment): Result<Conversation, Problem> => {
  if (reply.text.trim() === '') return fail({ kind: 'empty', message: 'The reply was empty.' });
  const parsed = parseAnswer(reply.text);
  if (!parsed.ok) return parsed;
  const answer = answerSchema.safeParse(lowerRoles(unwrapAnswer(parsed.value)));
  if (!answer.success) return fail(wrongShape(describeFaults(answer.error.issues)));
  const messages = answer.data.conversation.map(({ role, content }) => ({ role, content: toSound(content) }));
  const fault = findFault(messages, assignment.exchanges);
  if (fault !== undefined) return fail(fault);
  return ok({
    topic: assignment.topic,
    patterns_applied: assignment.patterns,
    conversation: messages,
    learning_notes: toSound(answer.data.learning_notes),
  });
};

/** Reads a stored answer back into its conversation; the prompt is not needed for that. */
export const readConversation = (
  provider: Pick<Provider, 'read'>,
  raw: RawReply,
  model: string,
  assignment: Assignment,
): Result<Conversation, Problem> => {
  const request = { model, system: '', messages: [], temperature: 1, maxTokens: 1, schema: ANSWER_SCHEMA };
  const reading = provider.read(raw, request);
  return reading.kind === 'reply' ? toConversation(reading.reply, assignment) : fail(reading.problem);
};

/** Text that every reader takes: halves of surrogate pairs are replaced (U+FFFD), NUL is left out. */
const toSound = (text: string): string => text.toWellFormed().replaceAll('\0', '').trim();

const wrongShape = (what: string): Problem => ({
  kind: 'wrong-shape',
  message: `The reply is not the conversation that was asked for: ${what}.`,
});

/** Anthropic's structured output does not promise the capitalisation of enum values (documentation, 2026-08-22). */
const lowerRoles = (value: unknown): unknown => {
  if (!isRecord(value) || !Array.isArray(value.conversation)) return value;
  const conversation = value.conversation.map((message: unknown) =>
    isRecord(message) && typeof message.role === 'string'
      ? { ...message, role: message.role.trim().toLowerCase() }
      : message,
  );
  return { ...value, conversation };
};

const findFault = (messages: readonly Message[], exchanges: number): Problem | undefined => {
  const shape = checkShape(messages)[0];
  if (shape) return wrongShape(`message ${shape.turn}: ${shape.what}`);
  if (countExchanges(messages) !== exchanges) {
    return wrongShape(`it has ${toExchanges(countExchanges(messages))}, ${exchanges} were asked for`);
  }
  const cut = messages.findIndex(({ role, content }) => role === 'assistant' && breaksOff(content));
  return cut < 0
    ? undefined
    : { kind: 'cut-off', message: `Message ${cut + 1} of the reply breaks off before its end.` };
};

const toExchanges = (count: number): string => (count === 1 ? '1 exchange' : `${count} exchanges`);

/** A turn that ends within a fenced block, or with a mark after which something must follow. */
const breaksOff = (content: string): boolean =>
  isWithinFence(content) || /[,;([{\u2013\u2014]$/.test(content);

/** Follows CommonMark 0.31 §4.5: a fence closes with at least as many of the same mark, and with nothing behind. */
const isWithinFence = (content: string): boolean => {
  let open: string | undefined;
  for (const line of content.split(/\r?\n/)) {
    const fence =
      /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')) ??
      /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (!fence) continue;
    const [, mark = '', rest = ''] = fence;
    if (open === undefined) {
      if (!(mark.startsWith('`') && rest.includes('`'))) open = mark;
    } else if (mark[0] === open[0] && mark.length >= open.length && rest.trim() === '') open = undefined;
  }
  return open !== undefined;
};
