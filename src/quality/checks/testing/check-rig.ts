import type { Message } from '../../../conversation/index.ts';
import type { Recipe } from '../../../recipe/index.ts';
import { loadBuiltIn } from '../../../simulator/writer/testing/write-set.ts';
import type { Finding } from '../../finding.ts';
import type { Subject } from '../../subject.ts';
import { openChecker } from '../open-checker.ts';

/** An answer of enough words, with nothing wrong about it. */
export const SOUND =
  'The pool hands out a connection only when one is free, so a request that holds one while it waits for a slow call keeps all others waiting too. Measure how long each is held before you make the pool larger, because a larger pool only moves the queue into the database.';

/** A subject of three sound exchanges, in which the given turns (from 1) hold other texts. */
export const makeSubject = (
  turns: Readonly<Record<number, string>> = {},
  changes: Partial<Subject> & { readonly patterns?: readonly string[] } = {},
): Subject => {
  const { patterns = [], ...rest } = changes;
  const sound = [
    'Requests wait in my service although the CPU is idle. What holds them up?',
    SOUND,
    'They are held for two seconds. The slow part is a call to the mail server within the transaction.',
    'Then the mail server sets the pace. Commit first and send the mail after, from a queue that may be retried, and the connection goes back after a few milliseconds. A mail that is lost between both steps is found by the row that says it was never sent.',
    'And how do I prove that it was this and not the network?',
    'Log the time from taking a connection to giving it back, once with the mail server stubbed out and once with it. If the two differ by as much as the mail takes, you have the cause; if they do not, look at the route between both machines instead.',
  ];
  return {
    id: 'openai/1',
    provider: 'openai',
    file: 'a.jsonl',
    line: 1,
    conversation: {
      topic: 'Connection pools',
      patterns_applied: patterns,
      conversation: sound.map(
        (content, index): Message => ({
          role: index % 2 === 0 ? 'user' : 'assistant',
          content: turns[index + 1] ?? content,
        }),
      ),
      learning_notes: 'Hold a connection only while it is used.',
    },
    ...rest,
  };
};

/** The recipe that comes with the program. */
export const builtIn = await loadBuiltIn();

/** A checker of the recipe that comes with the program, or of one changed from it. */
export const openTestChecker = (changes: Partial<Recipe> = {}) => openChecker({ ...builtIn, ...changes });

const checker = await openTestChecker();

/** What is found in a subject. */
export const check = (subject: Subject): Promise<readonly Finding[]> => checker.check(subject);

/** What is found where the second turn, the first answer, is another one: "check severity" and the text it points at. */
export const checkAnswer = async (content: string, patterns: readonly string[] = []): Promise<string[]> =>
  (await check(makeSubject({ 2: content }, { patterns }))).map(
    ({ check, severity, place }) =>
      `${check} ${severity}${place === undefined ? '' : ` ${content.slice(place.start, place.end)}`}`,
  );

/** The same without the texts. */
export const listFound = async (content: string, patterns: readonly string[] = []): Promise<string[]> =>
  (await check(makeSubject({ 2: content }, { patterns }))).map(
    ({ check, severity }) => `${check} ${severity}`,
  );
