import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generate } from './generate.ts';
import { planConversations } from './plan-conversations.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

test.each([
  ['openai', 'gpt-4o'],
  ['openai', 'gpt-5.6-luna'],
  ['gemini', 'gemini-2.5-pro'],
  ['gemini', 'gemini-3.8-flash'],
  ['anthropic', 'claude-haiku-4-5'],
  ['anthropic', 'claude-sonnet-5-5'],
] as const)(
  'what a simulated run of %s %s really costs lies within the range that was told before',
  async (provider, model) => {
    const folder = await mkdtemp(join(tmpdir(), 'idiolect-estimate-'));
    folders.push(folder);
    const asked = { folder, provider, model, count: 12 };
    const { estimate } = await planConversations(asked);
    const [summary] = await generate({ ...asked, simulate: true, latencyMs: 1 });
    expect(estimate).toHaveLength(1);
    expect(estimate[0]).toMatchObject({ provider, model, calls: 12 });
    expect(summary?.written).toBe(12);
    expect(summary?.spentUsd).toBeGreaterThan(estimate[0]?.costUsd?.low ?? Number.POSITIVE_INFINITY);
    expect(summary?.spentUsd).toBeLessThan(estimate[0]?.costUsd?.high ?? 0);
  },
);
