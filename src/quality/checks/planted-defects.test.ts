import { expect, test } from 'vitest';
import { writeConversation } from '../../simulator/writer/index.ts';
import { loadBuiltIn, makeOrders } from '../../simulator/writer/testing/write-set.ts';
import type { Subject } from '../subject.ts';
import { DEFECTS, plantDefects } from '../testing/plant-defects.ts';
import { openChecker } from './open-checker.ts';

const recipe = await loadBuiltIn();
const checker = await openChecker(recipe);

const writeSubjects = (seed: number): Subject[] =>
  (['openai', 'gemini'] as const).flatMap((provider) =>
    makeOrders(recipe, provider, seed).map((order, index) => ({
      id: `${provider}/${index + 1}`,
      provider,
      file: `${provider}.jsonl`,
      line: index + 1,
      exchanges: order.exchanges,
      conversation: {
        topic: order.topic ?? '',
        patterns_applied: order.patterns,
        ...writeConversation(recipe, order),
      },
    })),
  );

test.each([1, 7, 42])('200 conversations of the simulator pass every check (seed %d)', async (seed) => {
  const subjects = writeSubjects(seed);
  expect(subjects).toHaveLength(200);
  const failing: string[] = [];
  for (const subject of subjects) {
    for (const { check, severity, message } of await checker.check(subject)) {
      if (severity === 'fail') failing.push(`${subject.id} ${check}: ${message}`);
    }
  }
  expect(failing).toEqual([]);
});

test.each([1, 2, 3])(
  'each planted defect is found by its own check, and nothing else fails (seed %d)',
  async (seed) => {
    const { subjects, planted } = plantDefects(writeSubjects(seed), seed, 2);
    expect(planted).toHaveLength(2 * DEFECTS.length);
    const defects = new Map(planted.map(({ id, defect }) => [id, defect]));
    const missed: string[] = [];
    const wrong: string[] = [];
    for (const subject of subjects) {
      const findings = await checker.check(subject);
      const defect = defects.get(subject.id);
      const isFound = findings.some(
        ({ check, severity }) => check === defect?.check && severity === defect.severity,
      );
      if (defect !== undefined && !isFound) missed.push(`${subject.id}: ${defect.kind}`);
      for (const { check, severity, message } of findings) {
        if (severity === 'fail' && check !== defect?.check) wrong.push(`${subject.id} ${check}: ${message}`);
      }
    }
    expect(missed).toEqual([]);
    expect(wrong).toEqual([]);
  },
);

test('there are at least 15 kinds of defects, and each names a check that there is', async () => {
  expect(new Set(DEFECTS.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(15);
});

test('no message holds a secret that was planted, nor more than a few words of the conversation', async () => {
  const { subjects, planted } = plantDefects(writeSubjects(5), 5, 3);
  const bySubject = new Map(subjects.map((subject) => [subject.id, subject]));
  for (const { id, defect } of planted.filter(({ defect }) => /secrets|personal-data/.test(defect.check))) {
    const subject = bySubject.get(id)!;
    for (const { message, place, check } of await checker.check(subject)) {
      if (check !== defect.check || place === undefined) continue;
      const text = subject.conversation.conversation[place.turn - 1]!.content.slice(place.start, place.end);
      expect(text.length).toBeGreaterThan(10);
      expect(message).not.toContain(text);
      expect(message).not.toContain(text.slice(4, 16));
    }
  }
});
