import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Who may import whom: from a room to the rooms below it. `base` may be imported by everyone. */
const ROOMS: Record<string, readonly string[]> = {
  base: [],
  conversation: [],
  recipe: ['conversation'],
  plan: ['recipe'],
  providers: ['conversation'],
  simulator: ['providers', 'conversation', 'recipe'],
  engine: ['providers'],
  generate: ['plan', 'recipe', 'conversation', 'engine', 'providers'],
  gate: [],
  quality: ['gate', 'engine', 'providers', 'recipe', 'conversation', 'plan'],
  project: [
    'gate',
    'quality',
    'generate',
    'engine',
    'simulator',
    'providers',
    'plan',
    'recipe',
    'conversation',
  ],
  index: ['project', 'simulator', 'engine', 'providers', 'plan', 'recipe', 'conversation'],
  cli: ['index'],
};
const MOST_LINES = 400;
const FORBIDDEN_NAMES = /(^|-)(utils?|helpers?|misc|common|types|constants|manager|service)\.ts$/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file.endsWith('.ts'));
const sources = files.filter((file) => !/\.(test|contract)\.ts$/.test(file) && !file.includes('/testing/'));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const roomOf = (file: string): string => file.split('/')[1]?.replace(/\.ts$/, '') ?? '';

interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Relative imports of a file, static and dynamic, types included. */
const listArrows = (file: string): Arrow[] =>
  [...read(file).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => ({
    from: file,
    to: posix.join(posix.dirname(file), match[1] ?? ''),
  }));

describe('the rooms of the house', () => {
  test('every folder in src is a room that this test knows', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(ROOMS).sort());
  });

  test('arrows between rooms point down', () => {
    const wrong = sources
      .flatMap(listArrows)
      .map(({ from, to }) => ({ from, to, source: roomOf(from), target: roomOf(to) }))
      .filter(
        ({ source, target }) => source !== target && target !== 'base' && !ROOMS[source]?.includes(target),
      );
    expect(wrong).toEqual([]);
  });

  test('a room is entered through its door', () => {
    const wrong = sources
      .flatMap(listArrows)
      .filter(({ from, to }) => roomOf(from) !== roomOf(to) && !/^src\/(\w+\/)?index\.ts$/.test(to));
    expect(wrong).toEqual([]);
  });

  test('no file imports itself in a circle', () => {
    const arrows = new Map(sources.map((file) => [file, listArrows(file).map(({ to }) => to)]));
    const circles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const next of arrows.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    const done = new Set<string>();
    for (const file of sources) walk(file, []);
    expect(circles).toEqual([]);
  });
});

describe('the size and names of files', () => {
  test(`no source file has more than ${MOST_LINES} lines`, () => {
    expect(sources.filter((file) => read(file).split('\n').length > MOST_LINES)).toEqual([]);
  });

  test('a file is named after its one idea', () => {
    expect(files.filter((file) => FORBIDDEN_NAMES.test(file))).toEqual([]);
  });

  test('a door has at most 60 lines', () => {
    const doors = sources.filter((file) => /^src\/\w+\/index\.ts$/.test(file));
    expect(doors.filter((file) => read(file).split('\n').length > 60)).toEqual([]);
  });
});

describe('things that only one place may do', () => {
  const readCode = (file: string): string => read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const uses = (pattern: RegExp): string[] => sources.filter((file) => pattern.test(readCode(file)));

  test('only the command line and the simulator print or exit', () => {
    expect(
      uses(/\bconsole\.|process\.exit\b|process\.stdout|process\.stderr/).filter(
        (file) => !file.startsWith('src/cli/'),
      ),
    ).toEqual([]);
  });

  test('only one file of the library reads the environment', () => {
    const readers = uses(/process\.env/).filter((file) => !file.startsWith('src/cli/'));
    expect(readers).toEqual(['src/project/environment.ts']);
  });

  test('only the clock reads the time', () => {
    expect(
      uses(/Date\.now\(|performance\.now\(|new Date\(\)/).filter((file) => file !== 'src/base/clock.ts'),
    ).toEqual([]);
  });

  test('chance comes from the seeded stream alone', () => {
    expect(uses(/Math\.random\(/)).toEqual([]);
  });
});

describe('tests', () => {
  test('none is skipped, left to do or run alone, and no module is mocked', () => {
    const tests = execFileSync(
      'git',
      ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'test'],
      { cwd: ROOT, encoding: 'utf8' },
    )
      .split('\n')
      .filter((file) => file.endsWith('.test.ts') && file !== 'test/architecture.test.ts');
    const wrong = tests.filter((file) =>
      /\b(it|test|describe)\.(skip|only|todo)\b|vi\.(mock|spyOn|useFakeTimers|stubGlobal)/.test(read(file)),
    );
    expect(wrong).toEqual([]);
    expect(tests.length).toBeGreaterThan(20);
  });
});
