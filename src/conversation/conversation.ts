import type { Message } from './message.ts';

/**
 * The one currency of the program: a conversation about a topic that applies named patterns.
 *
 * The fields are those of a dataset line, in the order in which they are written.
 */
export interface Conversation {
  readonly topic: string;
  /** Names of the patterns that were assigned. */
  readonly patterns_applied: readonly string[];
  /** Alternates from user to assistant and ends with the assistant. */
  readonly conversation: readonly Message[];
  readonly learning_notes: string;
}

/** What is wrong with the shape of a list of messages; empty when it is sound. `turn` counts messages from 1. */
export interface ShapeFault {
  readonly turn: number;
  readonly what: string;
}

/** Checks roles and content: at least one exchange, user first, strict alternation, assistant last, nothing empty. */
export const checkShape = (messages: readonly Message[]): ShapeFault[] => {
  const faults: ShapeFault[] = [];
  if (messages.length === 0) faults.push({ turn: 1, what: 'there is no message' });
  messages.forEach((message, index) => {
    const due: string = index % 2 === 0 ? 'user' : 'assistant';
    if (message.role !== due)
      faults.push({ turn: index + 1, what: `role is ${message.role}, ${due} is due` });
    if (message.content.trim() === '') faults.push({ turn: index + 1, what: 'content is empty' });
  });
  if (messages.length % 2 === 1)
    faults.push({ turn: messages.length, what: 'the last message is not answered' });
  return faults;
};

/** How many exchanges a sound list of messages holds: one user turn and its answer each. */
export const countExchanges = (messages: readonly Message[]): number => Math.floor(messages.length / 2);

/** A conversation as one line of a dataset file, with its line end. */
export const toLine = (conversation: Conversation): string =>
  `${JSON.stringify({
    topic: conversation.topic,
    patterns_applied: conversation.patterns_applied,
    conversation: conversation.conversation.map(({ role, content }) => ({ role, content })),
    learning_notes: conversation.learning_notes,
  })}\n`;
