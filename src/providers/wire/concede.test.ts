import { describe, expect, test } from 'vitest';
import type { Traits } from '../models/model.ts';
import { concede } from './concede.ts';

const traits: Traits = {
  thinking: { kind: 'budget', default: 4096, min: 128, max: 32_768 },
  temperature: true,
  structuredOutput: 'json-schema',
  limitField: 'max_tokens',
};
const read = (said: string, changes: Partial<Traits> = {}, hasSchema = true) =>
  concede({ provider: 'openai', traits: { ...traits, ...changes }, hasSchema, said });

describe('a refusal changes nothing', () => {
  test.each([
    ['that names a temperature out of range', 'temperature: range: 0..1'],
    ['that names a limit out of range', 'max_tokens is too large: 20000. This model supports at most 16384.'],
    ['that names a limit below the least', 'max_tokens must be at least 1, got -2815.'],
    ['that names a budget out of range', 'The thinking budget 99999 is invalid. Please choose 512 to 24576.'],
    ['of something that is not sent', "Unsupported parameter: 'store' is not supported."],
    ['without words', ''],
  ])('%s', (_what, said) => {
    expect(read(said)).toBeUndefined();
  });

  test('when what it names was not sent', () => {
    expect(read('response_format is not supported', {}, false)).toBeUndefined();
    expect(read('response_format is not supported', { structuredOutput: 'none' })).toBeUndefined();
    expect(read('temperature is not supported', { temperature: false })).toBeUndefined();
    expect(read('thinking is not supported', { thinking: { kind: 'none' } })).toBeUndefined();
    expect(read('thinking is not supported', { thinking: { kind: 'level', room: 9 } })).toBeUndefined();
  });
});

test('the room for thoughts stays when the budget is left out', () => {
  expect(read('Thinking budget is not supported')?.traits.thinking).toEqual({ kind: 'level', room: 4608 });
  const off = { kind: 'budget', default: 0, min: 0, max: 24_576 } as const;
  expect(read('Thinking budget is not supported', { thinking: off })?.traits.thinking).toEqual({
    kind: 'none',
  });
});

test('of two parameters that are refused at once one goes after the other', () => {
  const said = 'temperature and response_format are not supported';
  const first = read(said);
  expect(first?.traits).toEqual({ ...traits, temperature: false });
  expect(read(said, first?.traits)?.traits).toEqual({
    ...traits,
    temperature: false,
    structuredOutput: 'none',
  });
});
