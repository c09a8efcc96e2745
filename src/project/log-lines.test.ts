import { expect, test } from 'vitest';
import { generate } from './generate.ts';
import { makeLogLines } from './log-lines.ts';
import { openSmallProject } from './testing/small-project.ts';

test('each event of a caller becomes one line, numbered and dated', async () => {
  await using project = await openSmallProject();
  const toLine = makeLogLines(() => Date.UTC(2026, 0, 2, 3, 4, 5, 6));
  const lines: string[] = [];
  const options = {
    folder: project.folder,
    provider: 'openai',
    count: 2,
    simulate: true,
    latencyMs: 0,
  } as const;
  await generate(options, { onEvent: (event) => void lines.push(toLine(event)) });
  expect(lines.every((line) => !line.includes('\n'))).toBe(true);
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(parsed.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
  expect(new Set(parsed.map(({ time }) => time))).toEqual(new Set(['2026-01-02T03:04:05.006Z']));
  expect(parsed[0]).toMatchObject({ event: 'run-started', run: 1, provider: 'openai', model: 'gpt-4o' });
});

test('what concerns no single run names none', () => {
  const toLine = makeLogLines(() => 0);
  const lost = toLine({ kind: 'log-lost', file: '/x', reason: 'ENOSPC' });
  expect(JSON.parse(lost)).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    seq: 1,
    event: 'log-lost',
    file: '/x',
    reason: 'ENOSPC',
  });
});

test('milliseconds are whole, and an engine event has its own fields', () => {
  const toLine = makeLogLines(() => 0);
  const line = toLine({
    kind: 'engine',
    run: 3,
    provider: 'gemini',
    event: { kind: 'rate-slowed', reason: '429', pauseMs: 12.6 },
  });
  expect(JSON.parse(line)).toMatchObject({ run: 3, provider: 'gemini', event: 'rate-slowed', pauseMs: 13 });
});
