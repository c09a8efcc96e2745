import { expect, test } from 'vitest';
import {
  builtIn,
  check,
  checkAnswer,
  listFound,
  makeSubject,
  openTestChecker,
  SOUND,
} from '../testing/check-rig.ts';

const of = async (id: string, content: string, patterns: readonly string[] = []): Promise<string[]> =>
  (await checkAnswer(content, patterns))
    .filter((text) => text.startsWith(`${id} `))
    .map((text) => text.slice(id.length + 1));

test.each<[string, string[]]>([
  ['As an AI language model, I have no opinion.', ['fail As an AI language model,']],
  ["I'm an AI assistant, so I cannot run it.", ["fail I'm an AI assistant"]],
  ['My training data ends before that release.', ['fail My training data']],
  ['The service acts as an AI model for triage.', []],
  ["You said you're an AI engineer; I'm an AI engineer too.", []],
  ['> As an AI language model, I cannot say.', []],
  ['The bot answers "As an AI language model, I cannot say".', []],
  ['```txt\nAs an AI language model, I cannot say.\n```', []],
  ['Use it as an AI assistant would be used.', []],
])('a disclaimer in %j', async (text, findings) => {
  expect(await of('ai-disclaimer', `${text}\n\n${SOUND}`)).toEqual(findings);
});

test.each<[string, string[]]>([
  [`I'm sorry, but I can't help with that. ${'Ask me something else. '.repeat(8)}`, ['fail']],
  [`I cannot assist with this. ${'word '.repeat(100)}`, ['warn']],
  [`I can't help noticing that the lock is held. ${SOUND}`, []],
  [`I won't give you the fix yet. ${SOUND}`, []],
  [`I can't tell you whether it holds without the plan. ${SOUND}`, []],
  [`${SOUND} ${SOUND} I'm sorry, but I can't help with that.`, []],
])('a refusal in %j', async (text, severities) => {
  expect((await of('refusal', text)).map((found) => found.split(' ')[0])).toEqual(severities);
});

test.each<[string, boolean]>([
  ['Certainly! Here it is.', true],
  ['Sure, let us look.', true],
  ['Great question! It depends.', true],
  ["That's a really good point.", true],
  ["You're absolutely right.", true],
  ['Absolutely not: the lock is held.', false],
  ['Sure enough, the log shows it.', false],
  ['Of course the index is used.', false],
  ['Great care is needed here.', false],
])('the opening %j', async (text, isStock) => {
  expect((await of('stock-opener', `${text} ${SOUND}`)).length > 0).toBe(isStock);
});

test.each<[string, boolean]>([
  ['Let me know if you need more.', true],
  ['Feel free to ask.', true],
  ['I hope this helps!', true],
  ['Then let me know what the timer says, and we go on from there.', true],
  ['The server lets clients feel their way to free slots.', false],
])('the closing %j', async (text, isStock) => {
  expect((await of('stock-closer', `${SOUND} ${text}`)).length > 0).toBe(isStock);
});

test('what closes an answer in its midst is no closing', async () => {
  expect(await of('stock-closer', `Let me know if it fails. ${SOUND}`)).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['slop-terms', 'We delve into it.', ['info delve']],
  ['slop-terms', 'The framework is robust.', []],
  ['not-x-but-y', "It's not just a cache, it's a promise.", ["info It's not just a cache, it's"]],
  ['not-x-but-y', 'It is not the disk but the lock.', []],
])('%s in %j', async (id, text, findings) => {
  expect(await of(id, `${text} ${SOUND}`)).toEqual(findings);
});

test('several worn-out words in an answer are one finding', async () => {
  const findings = await check(makeSubject({ 2: `We delve into a pivotal tapestry. ${SOUND}` }));
  expect(findings.map(({ message }) => message)).toEqual([
    'The answer uses "delve", and 2 more such: words that mark the text as a model\'s.',
  ]);
});

test.each<[string, string, string[]]>([
  ['all three', '✓ a\n⚠️ b\n✗ c', []],
  ['look-alikes', '✅ a\n⚠ b\n❌ c', []],
  ['heavy ones', '✔️ a\n⚠️ b\n✘ c', []],
  ['all three within a fence', '```txt\n✓ a\n⚠️ b\n✗ c\n```', []],
  ['two', '✓ a\n✗ c', ['marks fail']],
  ['none', 'a', ['marks fail']],
])('Gap Analysis with %s', async (_what, text, findings) => {
  expect(await listFound(`${text}\n\n${SOUND}`, ['Gap Analysis'])).toEqual(findings);
});

test.each(['7/10', '7 / 10', '7 out of 10'])('a score written %s counts as a mark', async (score) => {
  expect(await listFound(`Speed: ${score}. ${SOUND}`, ['Multi-Dimensional Evaluation'])).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['an emoji', 'Done 🎉!', ['warn 🎉']],
  ['a check mark', '✓ done', ['warn ✓']],
  ['an emoji in code', '`🎉` is four bytes', []],
  ['an arrow or a sign of trade', 'a → b ➜ c ↔ d © ™', []],
  ['a letter of another script', 'größer, 大きい', []],
])('%s where no pattern calls for it', async (_what, text, findings) => {
  expect(await of('stray-marks', `${text} ${SOUND}`)).toEqual(findings);
});

test.each<[string, boolean]>([
  ['## Gap Analysis\n', true],
  ['**Gap analysis:** here it is.', true],
  ['As per the gap analysis pattern, look.', true],
  ['This is where Diminishing Returns set in.', true],
  ['precision policing: mind the word.', true],
  ['At some point you see diminishing returns.', false],
  ['It is about production readiness, no less.', false],
  ['`Gap Analysis` is the name of the tab.', false],
])('a name announced in %j', async (text, isAnnounced) => {
  expect((await of('pattern-name', `${text}\n\n${SOUND}`)).length > 0).toBe(isAnnounced);
});

test('a pattern of one word is announced by a heading, and not by being said', async () => {
  const [pattern] = builtIn.patterns;
  const checker = await openTestChecker({ patterns: [{ ...pattern!, name: 'Patience', marks: [] }] });
  const list = async (text: string) =>
    (await checker.check(makeSubject({ 2: `${text}\n\n${SOUND}` }))).map(({ check }) => check);
  expect(await list('Patience pays.')).toEqual([]);
  expect(await list('Patience:')).toEqual(['pattern-name']);
});

test.each<[string, string, string[]]>([
  ['a loop', 'It waits for the lock and the lock waits for it. '.repeat(20), ['repetition fail']],
  ['code that repeats', `${SOUND}\n\`\`\`txt\n${'one two three four five six\n'.repeat(40)}\`\`\``, []],
  ['none', SOUND, []],
])('repetition in %s', async (_what, text, findings) => {
  expect(await listFound(text)).toEqual(findings);
});

test('an answer that says the one before again is told with the turn it repeats', async () => {
  const findings = await check(makeSubject({ 4: `Once more. ${SOUND}` }));
  expect(findings.map(({ check, message }) => `${check}: ${message}`)).toEqual([
    'echo: 96 % of the answer stood in turn 2 already, word for word.',
  ]);
});

test.each<[string, string, boolean]>([
  ['many words', 'word '.repeat(130), true],
  ['many words of code', `Why?\n\`\`\`txt\n${'word '.repeat(200)}\n\`\`\``, false],
  ['praise', "That's really helpful! What next?", true],
  ['thanks', 'Thanks, that was the lock. What next?', false],
  ['a layout', '## Goal\n- **One** a\n- **Two** b', true],
  ['a plain list', 'I tried:\n- one\n- two\n- three', false],
])('a user turn with %s', async (_what, content, isUnreal) => {
  const findings = await check(makeSubject({ 3: content }));
  expect(findings.some(({ check, place }) => check === 'user-realism' && place?.turn === 3)).toBe(isUnreal);
});

const FRENCH =
  'Le tampon est vidé quand la connexion se ferme, et le lecteur attend donc aussi longtemps. Si tu le vides après chaque message, il arrive tout de suite, mais chacun coûte alors un appel. Mesure d’abord combien de messages arrivent.';

test.each<[string, string, string | undefined]>([
  ['French', FRENCH, 'The turn is written in French, the recipe in English.'],
  [
    'Japanese',
    'バッファは接続が閉じられたときにだけ空になるので、読み手はそれまで待つことになります。'.repeat(6),
    'The turn is written in Japanese, the recipe in English.',
  ],
  ['English', SOUND, undefined],
  ['data', `${SOUND.slice(0, 30)} ${'{"a": 12, "b": [3, 4]} '.repeat(30)}`, undefined],
])('a turn in %s', async (_what, content, message) => {
  const findings = await check(makeSubject({ 2: content }));
  expect(findings.find(({ check }) => check === 'language')?.message).toBe(message);
});

test('a recipe in another language asks for that one', async () => {
  const checker = await openTestChecker({
    examples: [],
    patterns: [{ name: 'Précision', definition: FRENCH, intent: FRENCH, marks: [] } as never],
  });
  const findings = await checker.check(makeSubject({ 4: FRENCH }));
  const told = findings.filter(({ check }) => check === 'language').map(({ place }) => place?.turn);
  expect(told).not.toContain(4);
  expect(told).toContain(2);
});
