import { describe, expect, test } from 'vitest';
import type { Message } from '../../conversation/index.ts';
import type { Pattern } from '../../recipe/index.ts';
import { readJudgeAnswer } from './judge-answer.ts';
import { toJudgeCard } from './judge-card.ts';
import { toJudgement } from './to-judgement.ts';

const PATTERN: Pattern = {
  name: 'Name the Risk',
  definition: 'Say what can go wrong',
  applies: [],
  wrong_when: [],
  do: [],
  dont: [],
  checklist: [
    { id: 'risk', ask: 'Is a risk named?', required: true },
    { id: 'hit', ask: 'Is it said who is hit?', required: true },
    { id: 'when', ask: 'Is it said when?', required: false },
  ],
  disqualifiers: [{ id: 'scare', ask: 'Does it scare without a cause?' }],
  marks: [],
  tensions: [],
};
const CARD = toJudgeCard(PATTERN);
const MESSAGES: Message[] = [
  { role: 'user', content: 'can i drop the column today' },
  { role: 'assistant', content: 'Not yet: the old release still reads it, and billing would stop.' },
];

type Changes = Readonly<Record<string, unknown>>;

const RISK = { item_id: 'risk', turn: 2, quote: 'the old release still reads it' };
const HIT = { item_id: 'hit', turn: 2, quote: 'billing would stop' };
const ANSWER = {
  look: 'first',
  evidence: [RISK, HIT],
  items: [
    { id: 'risk', why: 'w', met: true },
    { id: 'hit', why: 'w', met: true },
    { id: 'when', why: 'w', met: false },
  ],
  disqualifiers: [{ id: 'scare', quote: '', present: false }],
  superficial: false,
  reasoning: 'r',
  verdict: 'demonstrated',
};
const read = (changes: Changes = {}) =>
  readJudgeAnswer({ text: JSON.stringify({ ...ANSWER, ...changes }) }, MESSAGES, CARD);
const verdictOf = (changes: Changes): string => {
  const answer = read(changes);
  return answer.ok ? answer.value.verdict : `${answer.failure.kind}: ${answer.failure.message}`;
};
const item = (id: string, met: boolean) => ({ id, why: '', met });

test('a yes with a quote for each required question is a yes, with the places of the quotes', () => {
  const answer = read();
  expect(answer.ok && answer.value).toMatchObject({
    verdict: 'demonstrated',
    isSecondLook: false,
    evidence: [
      { item: 'risk', place: { turn: 2, start: 9, end: 39 } },
      { item: 'hit', place: { turn: 2, start: 45, end: 63 } },
    ],
    items: [
      { id: 'risk', isMet: true },
      { id: 'hit', isMet: true },
      { id: 'when', isMet: false },
    ],
  });
});

describe('the rule decides, not the model', () => {
  test.each<[string, Changes, string]>([
    [
      'a required question that is not met',
      { items: [item('risk', true), item('hit', false)] },
      'not-demonstrated',
    ],
    [
      'a disqualifier that is present',
      { disqualifiers: [{ id: 'scare', quote: '', present: true }] },
      'not-demonstrated',
    ],
    [
      'a disqualifier with a quote that stands there',
      { disqualifiers: [{ id: 'scare', quote: 'billing would stop', present: true }] },
      'not-demonstrated',
    ],
    [
      'a disqualifier that is none of the card',
      { disqualifiers: [{ id: 'other', quote: '', present: true }] },
      'demonstrated',
    ],
    ['a verdict that contradicts its own findings', { verdict: 'not_demonstrated' }, 'demonstrated'],
    [
      'an optional question that is met without a quote',
      { items: [...ANSWER.items.slice(0, 2), item('when', true)] },
      'demonstrated',
    ],
  ])('%s', (_what, changes, verdict) => {
    expect(verdictOf(changes)).toBe(verdict);
  });

  test('and a contradiction is noted', () => {
    const answer = read({ verdict: 'cannot_tell' });
    const about = {
      subject: 's',
      pattern: 'p',
      judge: { provider: 'x', model: 'm', promptVersion: 1 },
      costUsd: 0.1,
    };
    expect(answer.ok && toJudgement(answer.value, about)).toMatchObject({
      verdict: 'demonstrated',
      contradictsItself: true,
      costUsd: 0.1,
    });
  });
});

describe('a yes that its quotes do not bear is sent back once', () => {
  test.each<[string, Changes, string]>([
    [
      'a quote that stands nowhere',
      { evidence: [RISK, { ...HIT, quote: 'payroll would stop too' }] },
      'the quote for "hit" does not stand in turn 2',
    ],
    [
      'a quote of the user',
      { evidence: [RISK, { item_id: 'hit', turn: 1, quote: 'can i drop the column' }] },
      'turn 1, which is named for "hit", is no turn of the assistant',
    ],
    [
      'a turn that is not there',
      { evidence: [RISK, { ...HIT, turn: 9 }] },
      'turn 9, which is named for "hit", is no turn of the assistant',
    ],
    ['no quote', { evidence: [RISK] }, '"hit" is met without a quote'],
    [
      'a question that is not answered',
      { items: [item('risk', true)] },
      'the question "hit" is not answered',
    ],
    [
      'a disqualifier by a quote that stands nowhere',
      { disqualifiers: [{ id: 'scare', quote: 'everything will burn', present: true }] },
      'the quote for the disqualifier "scare" stands in no assistant turn',
    ],
  ])('%s', (_what, changes, told) => {
    expect(verdictOf(changes)).toBe(`wrong-shape: The judgement cannot be used: ${told}.`);
    expect(verdictOf({ ...changes, look: 'second' })).toBe('cannot-tell');
  });

  test('but a no needs no quotes', () => {
    expect(verdictOf({ evidence: [], items: [item('risk', false), item('hit', true)] })).toBe(
      'not-demonstrated',
    );
  });
});

describe('what comes as an answer', () => {
  test.each([
    ['in a fence', `Here:\n\`\`\`json\n${JSON.stringify(ANSWER)}\n\`\`\``],
    ['in an object of its own', JSON.stringify({ judgement: ANSWER })],
    ['after thoughts', `<think>{"a" or so</think>${JSON.stringify(ANSWER)}`],
    ['with a comma too many', JSON.stringify(ANSWER).replace(/}$/, ',}')],
    ['with its turn as a text', JSON.stringify({ ...ANSWER, evidence: [{ ...RISK, turn: '2' }, HIT] })],
  ])('is read %s', (_how, text) => {
    const answer = readJudgeAnswer({ text }, MESSAGES, CARD);
    expect(answer.ok && answer.value.verdict).toBe('demonstrated');
  });

  test.each([
    ['nothing', '', 'empty'],
    ['prose', 'It does show it.', 'not-json'],
    ['half of it', JSON.stringify(ANSWER).slice(0, -30), 'not-json'],
    ['other keys', '{"score": 7}', 'wrong-shape'],
  ])('is a problem when it is %s', (_what, text, kind) => {
    const answer = readJudgeAnswer({ text }, MESSAGES, CARD);
    expect(answer.ok ? 'ok' : answer.failure.kind).toBe(kind);
  });

  test('never speaks of itself in a problem', () => {
    const secret = 'hunter2hunter2';
    for (const changes of [
      { evidence: [{ ...RISK, quote: secret }] },
      { verdict: secret },
      { [secret]: 1, items: 3 },
    ]) {
      expect(verdictOf(changes)).not.toContain(secret);
    }
  });
});

test('a pattern with a definition alone gets questions, all of them required', () => {
  const card = toJudgeCard({ ...PATTERN, checklist: [], disqualifiers: [], do: ['Warn'], dont: ['Scare'] });
  expect(card.items.map(({ id }) => id)).toEqual(['is-done', 'is-specific', 'is-carried-through']);
  expect(card.items.every(({ isRequired }) => isRequired)).toBe(true);
  expect(card.disqualifiers.map(({ id }) => id)).toEqual(['form-only', 'contrary']);
  expect(card.wanted).toEqual(['Warn']);
});

test('a checklist without a required question requires all, for else anything would pass', () => {
  const checklist = PATTERN.checklist.map((one) => ({ ...one, required: false }));
  expect(toJudgeCard({ ...PATTERN, checklist }).items.every(({ isRequired }) => isRequired)).toBe(true);
});
