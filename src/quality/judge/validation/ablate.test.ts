import { describe, expect, test } from 'vitest';
import type { Subject } from '../../subject.ts';
import { findInTurn } from '../judge-answer.ts';
import { ablateEvidence, ablateMarkers } from './ablate.ts';

const makeSubject = (answer: string): Subject => ({
  id: 's',
  provider: 'openai',
  file: 'f',
  line: 1,
  conversation: {
    topic: 't',
    patterns_applied: [],
    conversation: [
      { role: 'user', content: '## q **bold** ✓' },
      { role: 'assistant', content: answer },
    ],
    learning_notes: '',
  },
});

const without = (answer: string, ...quotes: string[]): string | undefined => {
  const subject = makeSubject(answer);
  const { conversation } = subject.conversation;
  const evidence = quotes.map((quote) => {
    const place = findInTurn(conversation, 2, quote);
    return { item: 'i', turn: 2, quote, ...(place && { place }) };
  });
  return ablateEvidence(subject, { evidence })?.conversation.conversation[1]?.content;
};

describe('evidence is taken out', () => {
  test.each<[string, string, string, string]>([
    [
      'with the rest of its sentence',
      'One stays. The key is gone by then. Two stays.',
      'key is gone',
      'One stays. Two stays.',
    ],
    [
      'of a sentence with a number and a name',
      'It took 3.5 s in v1.2 of a.b. Two stays.',
      'in v1.2',
      'Two stays.',
    ],
    ['over two sentences', 'One. The key goes. It returns late. Two.', 'key goes. It returns', 'One. Two.'],
    [
      'with its list mark',
      '- one stays\n- the key is gone\n- two stays',
      'the key is gone',
      '- one stays\n- two stays',
    ],
    [
      'with its row of a table',
      '| a | b |\n|---|---|\n| key | is gone |\n| two | stays |',
      'key | is gone',
      '| a | b |\n|---|---|\n\n| two | stays |',
    ],
    [
      'and of an answer of nothing else a word is left',
      'The key is gone.',
      'The key is gone',
      'I see. Go on.',
    ],
  ])('%s', (_how, answer, quote, left) => {
    expect(without(answer, quote)).toBe(left);
  });

  test('of several places at once, also where they overlap', () => {
    expect(
      without('One. The key goes now. It returns. Two.', 'The key goes', 'key goes now. It returns'),
    ).toBe('One. Two.');
  });

  test('only where a quote was found', () => {
    expect(without('One stays.', 'nothing of the kind')).toBeUndefined();
  });
});

describe('marks are taken out', () => {
  const strip = (answer: string): string | undefined =>
    ablateMarkers(makeSubject(answer), { marks: [] })?.conversation.conversation[1]?.content;

  test.each<[string, string, string]>([
    ['glyphs', '✓ done\n⚠️ half\n❌ absent', 'done\nhalf\nabsent'],
    ['headings', '## Verdict\n\nIt holds.', 'It holds.'],
    ['emphasis', 'It **holds** and __stays__.', 'It holds and stays.'],
  ])('%s', (_what, answer, left) => {
    expect(strip(answer)).toBe(left);
  });

  test('but code, numbers, arithmetic and words stay', () => {
    expect(strip('# H\n\n```md\n# H ✓ **b**\n```\n\n2 ** 3 is 8/10.')).toBe(
      '```md\n# H ✓ **b**\n```\n\n2 ** 3 is 8/10.',
    );
  });

  test('the user’s turns stay as they are, and what has no marks is no test', () => {
    expect(ablateMarkers(makeSubject('✓ x'), { marks: [] })?.conversation.conversation[0]?.content).toBe(
      '## q **bold** ✓',
    );
    expect(ablateMarkers(makeSubject('It holds.'), { marks: [] })).toBeUndefined();
  });

  test('a pattern whose card asks for marks is not tested so', () => {
    expect(ablateMarkers(makeSubject('✓ x'), { marks: ['✓'] })).toBeUndefined();
  });
});
