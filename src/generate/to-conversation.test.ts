import { expect, test } from 'vitest';
import type { Message } from '../conversation/index.ts';
import type { Assignment } from '../plan/index.ts';
import type { Provider, Reply } from '../providers/index.ts';
import { readConversation, toConversation } from './to-conversation.ts';

const ASSIGNMENT: Assignment = {
  number: 7,
  topic: 'locks',
  patterns: ['Gap Analysis', 'Brutal Accuracy'],
  cardOrder: ['Brutal Accuracy', 'Gap Analysis'],
  exchanges: 2,
  variation: {},
  mistake: 0,
  examples: [],
};

const TURNS: readonly Message[] = [
  { role: 'user', content: 'is it safe' },
  { role: 'assistant', content: 'No.' },
  { role: 'user', content: 'why' },
  { role: 'assistant', content: 'Because.' },
];

const toReply = (text: string): Reply => ({
  text,
  model: 'm',
  usage: { inputTokens: 1, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: 1, thinkingTokens: 0 },
});

const read = (answer: unknown) => toConversation(toReply(JSON.stringify(answer)), ASSIGNMENT);

/** `kind: message` of the problem with an answer. */
const tell = (answer: unknown): string => {
  const result = read(answer);
  return result.ok ? 'none' : `${result.failure.kind}: ${result.failure.message}`;
};

const withTurn = (index: number, turn: object) => ({
  conversation: TURNS.map((own, at) => (at === index ? { ...own, ...turn } : own)),
  learning_notes: 'n',
});

test('a sound answer becomes the conversation of its assignment, with the assigned patterns in their order', () => {
  const answer = { conversation: TURNS, learning_notes: ' notes \n' };
  expect(read(answer)).toEqual({
    ok: true,
    value: {
      topic: 'locks',
      patterns_applied: ['Gap Analysis', 'Brutal Accuracy'],
      conversation: TURNS,
      learning_notes: 'notes',
    },
  });
});

test('an answer in a fence, with a mended comma, is as good', () => {
  const text = `\`\`\`json\n${JSON.stringify({ conversation: TURNS, learning_notes: 'n' }).replace(/}$/, ',}')}\n\`\`\``;
  expect(toConversation(toReply(text), ASSIGNMENT)).toMatchObject({
    ok: true,
    value: { conversation: TURNS },
  });
});

test('roles in other capitals or with blanks around them are meant all the same', () => {
  const conversation = TURNS.map(({ role, content }) => ({
    role: role === 'user' ? 'USER' : ' Assistant ',
    content,
  }));
  expect(read({ conversation, learning_notes: 'n' })).toMatchObject({
    ok: true,
    value: { conversation: TURNS },
  });
});

test('blank lines around a turn are dropped, those within it are kept', () => {
  expect(read(withTurn(1, { content: '\n\nNo.\n\n\n  Really.\n' }))).toMatchObject({
    ok: true,
    value: {
      conversation: [TURNS[0], { role: 'assistant', content: 'No.\n\n\n  Really.' }, TURNS[2], TURNS[3]],
    },
  });
});

test.each(['', ' \n\t'])('the text %j is an empty reply', (text) => {
  expect(toConversation(toReply(text), ASSIGNMENT)).toMatchObject({ ok: false, failure: { kind: 'empty' } });
});

test('what is not JSON is told as that', () => {
  expect(toConversation(toReply('Sorry, no.'), ASSIGNMENT)).toMatchObject({
    ok: false,
    failure: { kind: 'not-json' },
  });
});

const WRONG = 'wrong-shape: The reply is not the conversation that was asked for: ';

test.each<[string, unknown, string]>([
  ['no notes', { conversation: TURNS }, 'learning_notes is missing.'],
  ['no conversation', { learning_notes: 'n' }, 'conversation is missing.'],
  ['an empty conversation', { conversation: [], learning_notes: 'n' }, 'message 1: there is no message.'],
  [
    'a conversation that is a text',
    { conversation: 'hi', learning_notes: 'n' },
    'conversation is not a list.',
  ],
  ['notes that are a list', { conversation: TURNS, learning_notes: ['n'] }, 'learning_notes is not a text.'],
  ['a turn without content', withTurn(1, { content: undefined }), 'message 2 has no content.'],
  [
    'turns under other names',
    {
      conversation: TURNS.map(({ role, content }) => ({ speaker: role, text: content })),
      learning_notes: 'n',
    },
    'the role of message 1 is neither "user" nor "assistant"; message 1 has no content; message 1 has other keys than role and content.',
  ],
  [
    'nothing but its turns, as a list',
    TURNS,
    'it is not an object with the keys conversation and learning_notes.',
  ],
  [
    'wrapping around several things',
    { result: { conversation: TURNS, learning_notes: 'n' }, more: 1 },
    'conversation is missing; learning_notes is missing; it has other keys than conversation and learning_notes.',
  ],
  [
    'turns as a text that is no list',
    { conversation: '[user: hi', learning_notes: 'n' },
    'conversation is not a list.',
  ],
  [
    'turns that are texts',
    { conversation: ['a'], learning_notes: 'n' },
    'message 1 is not an object with the keys role and content.',
  ],
  [
    'another role',
    withTurn(0, { role: 'system' }),
    'the role of message 1 is neither "user" nor "assistant".',
  ],
  [
    'a role that is no text',
    withTurn(2, { role: 3 }),
    'the role of message 3 is neither "user" nor "assistant".',
  ],
  ['content in parts', withTurn(1, { content: [{ text: 'x' }] }), 'the content of message 2 is not a text.'],
  [
    'keys of its own',
    { ...withTurn(1, { secretKey: 1, other: 2 }), more: 1 },
    'message 2 has other keys than role and content; it has other keys than conversation and learning_notes.',
  ],
  [
    'roles that do not alternate',
    withTurn(2, { role: 'assistant' }),
    'message 3: role is assistant, user is due.',
  ],
  [
    'an assistant who begins',
    { conversation: TURNS.slice(1), learning_notes: 'n' },
    'message 1: role is assistant, user is due.',
  ],
  [
    'a question left open',
    { conversation: TURNS.slice(0, 3), learning_notes: 'n' },
    'message 3: the last message is not answered.',
  ],
  ['a blank turn', withTurn(1, { content: ' \n' }), 'message 2: content is empty.'],
  [
    'too few exchanges',
    { conversation: TURNS.slice(0, 2), learning_notes: 'n' },
    'it has 1 exchange, 2 were asked for.',
  ],
  [
    'too many exchanges',
    { conversation: [...TURNS, ...TURNS], learning_notes: 'n' },
    'it has 4 exchanges, 2 were asked for.',
  ],
])('an answer with %s has the wrong shape', (_what, answer, message) => {
  expect(tell(answer)).toBe(WRONG + message);
});

test('a hundred faults make a message of three', () => {
  const conversation = Array.from({ length: 100 }, () => ({ role: 'x', content: 1 }));
  expect(tell({ conversation, learning_notes: 'n' }).split(';')).toHaveLength(3);
});

test.each([
  ['in a fence', 'Look:\n\n```js\nconst a = 1;'],
  ['in a fence of tildes', '~~~\ncode'],
  ['in a long fence that a short one does not close', '````md\n```js\nx\n```'],
  ['in a fence within a list', '1. First:\n\n   ```sh\n   ls'],
  ['in a fence behind a list mark', '- ```sh\n  ls'],
  ['in a fence with Windows line ends', 'Look:\r\n\r\n```js\r\nconst a = 1'],
  ['in a second fence', '```js\na\n```\n\ntext\n\n```js\nb'],
  ['behind a fence that is closed with words', '```js\na\n``` done'],
  ['on a comma', 'First, check the lock,'],
  ['on an open bracket', 'Call it ('],
  ['on a dash', 'One thing is left —'],
])('an answer whose turn breaks off %s is cut off', (_where, content) => {
  expect(tell(withTurn(1, { content }))).toBe('cut-off: Message 2 of the reply breaks off before its end.');
});

test.each([
  ['a closed fence', '```js\nconst a = [1, 2];\n```'],
  ['a closed fence in a list', '1. First:\n\n   ```sh\n   ls\n   ```'],
  ['a fence closed by a longer one', '```js\na\n`````'],
  ['a fence that holds a shorter one', '````md\n```js\nx\n```\n````'],
  ['a closed fence with Windows line ends', '```js\r\na\r\n```\r\n'],
  ['code within a line', 'Write ```a``` and not `b`.'],
  ['a fence of backticks that holds tildes', '```\n~~~\n```'],
  ['a table', '| a | b |\n|---|---|\n| 1 | 2 |'],
  ['a colon', 'What do you see when you run it:'],
  ['a bracket that closes', 'Not yet (see above)'],
])('a turn that ends with %s is whole', (_what, content) => {
  expect(tell(withTurn(1, { content }))).toBe('none');
});

test('a learner may break off', () => {
  expect(tell(withTurn(2, { content: '```\nERROR: deadlock' }))).toBe('none');
});

const BODY = JSON.stringify({ conversation: TURNS, learning_notes: 'n' });

test('a stored answer reads back into the same conversation without its prompt', () => {
  const provider: Pick<Provider, 'read'> = { read: ({ body }) => ({ kind: 'reply', reply: toReply(body) }) };
  const fresh = toConversation(toReply(BODY), ASSIGNMENT);
  expect(readConversation(provider, { status: 200, body: BODY }, 'm', ASSIGNMENT)).toEqual(fresh);
});

test('a stored answer that the provider reads as a problem is that problem', () => {
  const problem = { kind: 'refused', message: 'The model refused.' } as const;
  const provider: Pick<Provider, 'read'> = { read: () => ({ kind: 'problem', problem }) };
  expect(readConversation(provider, { status: 200, body: BODY }, 'm', ASSIGNMENT)).toEqual({
    ok: false,
    failure: problem,
  });
});

test('halves of surrogate pairs and NUL, which no reader of the file takes, do not get into it', () => {
  const result = read({ ...withTurn(1, { content: 'No\ud800, never\u0000.' }), learning_notes: '\u0000n' });
  expect(result.ok && result.value.conversation[1]?.content).toBe('No\ufffd, never.');
  expect(result.ok && result.value.learning_notes).toBe('n');
});
