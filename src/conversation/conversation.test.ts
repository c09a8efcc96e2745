import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkShape, countExchanges, toLine } from './conversation.ts';
import type { Message, Role } from './message.ts';

const turns = (...roles: Role[]): Message[] => roles.map((role) => ({ role, content: 'text' }));

test.each([1, 3, 5, 12])('%d exchanges in turn are sound', (exchanges) => {
  const messages = Array.from({ length: exchanges }, () => turns('user', 'assistant')).flat();
  expect(checkShape(messages)).toEqual([]);
  expect(countExchanges(messages)).toBe(exchanges);
});

test.each<[string, Message[], string[]]>([
  ['no message', [], ['1: there is no message']],
  [
    'an assistant who begins',
    turns('assistant', 'user'),
    ['1: role is assistant, user is due', '2: role is user, assistant is due'],
  ],
  ['two users in a row', turns('user', 'user'), ['2: role is user, assistant is due']],
  ['a question left open', turns('user', 'assistant', 'user'), ['3: the last message is not answered']],
  [
    'an answer alone',
    turns('assistant'),
    ['1: role is assistant, user is due', '1: the last message is not answered'],
  ],
])('%s is told turn by turn', (_what, messages, faults) => {
  expect(checkShape(messages).map(({ turn, what }) => `${turn}: ${what}`)).toEqual(faults);
});

test.each(['', ' ', '\n\t', '\u00A0', '\uFEFF'])('content %j counts as empty', (content) => {
  expect(
    checkShape([
      { role: 'user', content: 'a' },
      { role: 'assistant', content },
    ]),
  ).toEqual([{ turn: 2, what: 'content is empty' }]);
});

test('every fault is told, not the first alone', () => {
  expect(checkShape([{ role: 'assistant', content: ' ' }])).toHaveLength(3);
});

test('a list is sound exactly when it alternates from user to assistant, is answered and has no empty turn', () => {
  const message = fc.record({
    role: fc.constantFrom<Role>('user', 'assistant'),
    content: fc.constantFrom('text', 'more', ' '),
  });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 6 }), (messages) => {
      const isSound =
        messages.length > 0 &&
        messages.length % 2 === 0 &&
        messages.every(
          ({ role, content }, index) => role === (index % 2 === 0 ? 'user' : 'assistant') && content !== ' ',
        );
      expect(checkShape(messages).length === 0).toBe(isSound);
    }),
  );
});

test('a line holds exactly the four keys in their order, and messages nothing but role and content', () => {
  const message = { role: 'user', content: 'hi', extra: 1 } as Message;
  const line = toLine({
    learning_notes: 'notes',
    conversation: [message, { content: 'yes', role: 'assistant' }],
    patterns_applied: ['Gap Analysis', 'Tradeoff Analysis'],
    topic: 'locks',
    ...{ more: true },
  });
  expect(line).toBe(
    '{"topic":"locks","patterns_applied":["Gap Analysis","Tradeoff Analysis"],"conversation":[{"role":"user","content":"hi"},{"role":"assistant","content":"yes"}],"learning_notes":"notes"}\n',
  );
});

test('whatever the texts hold, a line is one line of valid UTF-8 and reads back the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\n', '\r', '"', '\\', '🙂', '\0', '\u2028', '\u0085') }),
      fc.string(),
      (content, topic) => {
        const conversation = {
          topic,
          patterns_applied: [],
          conversation: [{ role: 'user', content } as const],
          learning_notes: content,
        };
        const line = toLine(conversation);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(line.includes('\r')).toBe(false);
        expect(JSON.parse(Buffer.from(line).toString('utf8'))).toEqual(conversation);
      },
    ),
  );
});

test('half a character outside the basic plane is escaped, not lost', () => {
  const line = toLine({ topic: '\uD83D', patterns_applied: [], conversation: [], learning_notes: '' });
  expect(JSON.parse(Buffer.from(line).toString('utf8'))).toMatchObject({ topic: '\uD83D' });
});
