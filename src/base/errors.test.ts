import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ERROR_CODES, IdiolectError, toPlaceText, toSystemCode } from './errors.ts';

test('each code stands once and is written in capitals', () => {
  expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
  for (const code of ERROR_CODES) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
});

test('an error carries what to do, where, and every single fault', () => {
  const cause = new Error('underneath');
  const place = { file: 'recipe/recipe.yaml', line: 3 };
  const troubles = [{ message: 'one', place }, { message: 'two' }];
  const error = new IdiolectError('RECIPE_BROKEN', 'Two problems.', {
    hint: 'Mend them.',
    place,
    troubles,
    cause,
  });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'IdiolectError',
    code: 'RECIPE_BROKEN',
    hint: 'Mend them.',
    place,
    troubles,
    cause,
  });
});

test('an error without faults of its own has none, not undefined', () => {
  expect(new IdiolectError('USAGE', 'So.', { hint: 'Do.' })).toMatchObject({
    troubles: [],
    place: undefined,
  });
});

test('a place is shown as file and line, or as the file alone', () => {
  expect(toPlaceText({ file: 'a.yaml', line: 12 })).toBe('a.yaml:12');
  expect(toPlaceText({ file: 'a.yaml' })).toBe('a.yaml');
});

test('the system name of a disk fault is found, and nothing else passes for one', async () => {
  const fault: unknown = await readFile('/no/such/file').catch((error: unknown) => error);
  expect(toSystemCode(fault)).toBe('ENOENT');
  for (const other of [
    new Error('x'),
    new DOMException('x', 'AbortError'),
    { code: 'ENOENT' },
    'ENOENT',
    null,
  ]) {
    expect(toSystemCode(other)).toBeUndefined();
  }
});
