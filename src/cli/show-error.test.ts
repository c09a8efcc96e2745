import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { IdiolectError } from '../base/index.ts';
import { showError } from './show-error.ts';
import { captureIo } from './testing/capture-io.ts';

const show = (error: unknown, hasColour = false) => {
  const io = captureIo({ hasColour });
  const code = showError(error, io);
  return { code, text: io.err(), out: io.out() };
};

describe('a fault that the user can mend', () => {
  test('is told with its code, its place, what to do and where to read on', () => {
    const error = new IdiolectError('LEDGER_NEWER', 'The ledger is newer.', {
      hint: 'Update idiolect.',
      place: { file: 'a/ledger.db' },
      cause: new Error('hidden'),
    });
    expect(show(error)).toEqual({
      code: 2,
      text: [
        '✗ The ledger is newer.  LEDGER_NEWER',
        '  a/ledger.db',
        '  → Update idiolect.',
        '  docs/errors.md#ledger-newer',
        '',
      ].join('\n'),
      out: '',
    });
  });

  test('that is many at once has a line for each, with its own place', () => {
    const error = new IdiolectError('RECIPE_BROKEN', 'The recipe has 2 problems.', {
      hint: 'Mend them.',
      place: { file: 'recipe' },
      troubles: [
        { message: 'unknown key "x".', place: { file: 'recipe/a.yaml', line: 3 } },
        { message: 'there are no topics.' },
      ],
    });
    expect(show(error).text).toBe(
      [
        '✗ The recipe has 2 problems.  RECIPE_BROKEN',
        '  recipe/a.yaml:3  unknown key "x".',
        '  there are no topics.',
        '  → Mend them.',
        '  docs/errors.md#recipe-broken',
        '',
      ].join('\n'),
    );
  });

  test('is in colour where there is colour', () => {
    const { text } = show(new IdiolectError('USAGE', 'No.', { hint: 'Yes.' }), true);
    expect(text).toContain('\u001B[31m✗\u001B[39m No.');
  });
});

describe('a bug', () => {
  test('is told with its stack', () => {
    const { code, text } = show(new TypeError('x is not a function'));
    expect(code).toBe(70);
    expect(text).toMatch(/^✗ This is a bug in idiolect\. Paid replies are safe/);
    expect(text).toMatch(/TypeError: x is not a function\n\s+at /);
  });

  test.each([
    ['a text', 'just this', 'just this'],
    ['nothing', undefined, 'undefined'],
    ['an error without a stack', Object.assign(new Error('bare'), { stack: undefined }), 'bare'],
    ['an object that looks like an error', { name: 'IdiolectError', message: 'no' }, '[object Object]'],
  ])('that throws %s is told as well', (_what, thrown, text) => {
    expect(show(thrown)).toMatchObject({ code: 70, text: expect.stringContaining(text) });
  });
});

test.each([
  ['help that was asked for', 0, 0],
  ['a wrong flag', 1, 2],
])('%s has been told by the parser already', (_what, exitCode, code) => {
  expect(show(new CommanderError(exitCode, 'x', 'said'))).toEqual({ code, text: '', out: '' });
});
