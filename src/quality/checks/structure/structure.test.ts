import { expect, test } from 'vitest';
import type { Message } from '../../../conversation/index.ts';
import type { Subject } from '../../subject.ts';
import { check, listFound, makeSubject, SOUND } from '../testing/check-rig.ts';

const found = async (subject: Subject): Promise<string[]> =>
  (await check(subject)).map(({ check, severity }) => `${check} ${severity}`);

const withMessages = (messages: readonly Message[], changes: Partial<Subject> = {}): Subject => {
  const subject = makeSubject({}, changes);
  return { ...subject, conversation: { ...subject.conversation, conversation: messages } };
};
const sound = makeSubject().conversation.conversation;

test('a sound conversation has no finding', async () => {
  expect(await check(makeSubject())).toEqual([]);
});

test('a system message before the first user is allowed', async () => {
  const system = { role: 'system', content: 'You are a mentor.' } as unknown as Message;
  expect(await found(withMessages([system, ...sound]))).toEqual([]);
});

test.each<[string, Message[]]>([
  ['an assistant who begins', sound.slice(1)],
  ['two users in a row', [sound[0]!, ...sound]],
  ['a question left open', sound.slice(0, -1)],
  ['a role of another program', [{ role: 'tool' as never, content: 'x' }, ...sound]],
])('%s is a fault of roles', async (_what, messages) => {
  expect(await found(withMessages(messages))).toContain('roles fail');
});

test('a conversation without a message fails and nothing breaks', async () => {
  expect(await found(withMessages([]))).toEqual(['roles fail', 'exchanges fail']);
});

test('content that is no text counts as empty', async () => {
  const odd = sound.map((message, index) => (index === 1 ? { ...message, content: null as never } : message));
  expect(await found(withMessages(odd))).toEqual(['empty-turn fail']);
});

test.each<[number, number | undefined, string[]]>([
  [3, undefined, []],
  [3, 3, []],
  [3, 4, ['exchanges fail']],
  [2, undefined, ['exchanges fail']],
  [2, 2, []],
])('%d exchanges where %s were asked for', async (count, exchanges, findings) => {
  const changes = exchanges === undefined ? {} : { exchanges };
  expect(await found(withMessages(sound.slice(0, 2 * count), changes))).toEqual(findings);
});

test.each<[string, string, string[]]>([
  ['of blanks', ' \n\t ', ['empty-turn fail']],
  ['of an invisible sign', '\u200B\uFEFF', ['empty-turn fail']],
  ['of a few words', 'Yes, that works.', ['too-short fail']],
  ['of 39 words', 'word '.repeat(39).trim().concat('.'), ['too-short fail']],
  ['in Chinese with 90 characters', '连接池'.repeat(30).concat('。'), []],
])('an answer %s', async (_what, content, findings) => {
  expect((await listFound(content)).filter((text) => /empty|short/.test(text))).toEqual(findings);
});

test('a short answer to a short question only warns', async () => {
  const subject = makeSubject({
    3: 'Is that sent twice?',
    4: 'No: the row is locked until the first one commits its work.',
  });
  expect(await found(subject)).toEqual(['too-short warn']);
});

test.each<[string, string, boolean]>([
  ['a full stop', SOUND, false],
  ['a colon', `${SOUND} Look here:`, false],
  ['a closing bracket', `${SOUND} (see above)`, false],
  ['a code block', `${SOUND}\n\`\`\`sh\nls\n\`\`\`\n`, false],
  ['a list item', `${SOUND}\n- the pool that holds all connections`, false],
  ['a table row', `${SOUND}\n| a | b |`, false],
  ['a signature', `${SOUND}\n\nBest regards,\nMaria`, false],
  ['a full stop in Chinese', `${SOUND}。`, false],
  ['an emoji', `${SOUND} 🎉`, false],
  ['Windows line ends', `${SOUND}\r\n`, false],
  ['the midst of a sentence', `${SOUND} The second thing that you should`, true],
  ['a comma', `${SOUND} The second thing that you should do,`, true],
])('an answer that ends with %s', async (_what, content, isOpen) => {
  expect((await listFound(content)).includes('cut-off warn')).toBe(isOpen);
});

test('what the provider cut fails, once', async () => {
  const cut = makeSubject({ 6: `${SOUND} The second thing that you should` }, { isCut: true });
  expect(await found(cut)).toEqual(['cut-off fail']);
});
