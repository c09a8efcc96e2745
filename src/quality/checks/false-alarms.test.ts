import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { measureAlarms, SLACK } from '../../../scripts/measure-false-alarms.ts';

const FOLDER = join(import.meta.dirname, '../../../../shared/data');
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.jsonl')) : [];

test(`real conversations to measure false alarms on: ${files.join(', ') || `none, for there is no ${FOLDER}`}`, () => {
  expect(Array.isArray(files)).toBe(true);
});

test.runIf(files.length > 0).each(files)(
  'no check raises more false alarms on %s than it may',
  async (file) => {
    const { rates } = await measureAlarms(basename(file, '.jsonl'), readFileSync(join(FOLDER, file), 'utf8'));
    const tooMany = rates.filter(({ rate, bar }) => bar !== undefined && rate > bar * SLACK);
    expect(tooMany).toEqual([]);
  },
);

test('records of both shapes are read, and content in parts', async () => {
  const messages = [
    { role: 'user', content: [{ type: 'text', text: 'Why?' }] },
    { role: 'assistant', content: 'Certainly! It is so.' },
  ];
  const text = [{ messages }, { conversation: messages }]
    .map((record) => JSON.stringify(record))
    .join('\n\n');
  const { conversations, answers, rates } = await measureAlarms('two', `${text}\n`);
  expect({ conversations, answers }).toEqual({ conversations: 2, answers: 2 });
  expect(rates.find(({ check }) => check === 'stock-opener')).toMatchObject({
    turns: 2,
    failing: 0,
    rate: 1,
  });
});
