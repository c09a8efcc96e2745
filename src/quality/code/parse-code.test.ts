import { expect, test } from 'vitest';
import { openCodeParser } from './parse-code.ts';

const parser = await openCodeParser();

test.each<[string, string]>([
  ['bash', 'for f in *.log; do gzip "$f"; done'],
  ['csharp', 'public record Point(int X, int Y);'],
  ['cpp', 'template <typename T> T twice(T x) { return x + x; }'],
  ['css', '.a > .b { color: red; }'],
  ['go', 'if err != nil {\n\treturn err\n}'],
  ['ini', '[server]\nport = 80'],
  ['java', 'int twice(int x) { return 2 * x; }'],
  ['js', 'const twice = (x) => 2 * x;'],
  ['jsx', 'const a = <b>{c}</b>;'],
  ['php', '$a = array_map(fn ($x) => 2 * $x, $b);'],
  ['php', '<?php echo 1;'],
  ['powershell', 'Get-Process | Sort-Object CPU'],
  ['py', 'def twice(x: int) -> int:\n    return 2 * x'],
  ['ruby', 'def twice(x) = x * 2'],
  ['rust', 'fn twice(x: u32) -> u32 { 2 * x }'],
  ['ts', 'const twice = (x: number): number => 2 * x;'],
  ['tsx', 'const A = ({ b }: { b: string }) => <i>{b}</i>;'],
  ['JSON', '{"a": [1, 2]}'],
  ['yaml', 'a:\n  - 1\n---\nb: 2'],
])('sound code in %s is clean: %s', async (word, code) => {
  expect(await parser.parse(word, code)).toEqual({ kind: 'clean' });
});

test.each<[string, string, number]>([
  ['ts', 'const a = 1;\nconst b = ;', 2],
  ['py', 'x = 1\ndef f(:\n    pass', 2],
  ['go', 'x := 1\ny := (', 2],
  ['php', '$a = 1;\n$b = ;', 2],
  ['bash', 'echo a\nif true; then', 2],
  ['json', '{\n  "a": 1,\n}', 3],
  ['yaml', 'a: 1\nb: [1', 2],
])('broken code in %s is told with its first line', async (word, code, line) => {
  const reading = await parser.parse(word, code);
  expect(reading).toMatchObject({ kind: 'broken', line });
});

test('the share that could not be read grows with what is wrong', async () => {
  const sound = 'const a = 1;\n'.repeat(20);
  const little = await parser.parse('ts', `${sound}const = ;`);
  const much = await parser.parse('ts', `}}} ((( ]]] ${'?? :: '.repeat(20)}`);
  if (little.kind !== 'broken' || much.kind !== 'broken') throw new Error('both are broken');
  expect(little.share).toBeLessThan(0.1);
  expect(much.share).toBeGreaterThan(0.5);
});

test('a word that stands for no language that is read gives no verdict', async () => {
  expect(await parser.parse('brainfuck', '+++')).toEqual({ kind: 'unread' });
  expect(await parser.parse('', 'x')).toEqual({ kind: 'unread' });
});
