import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Judgement, JudgeVerdict } from './judgement.ts';
import { type Judge, planJudging } from './plan-judging.ts';
import { measureRetest, planRetest } from './retest.ts';

const makeJudge = (provider: string): Judge => ({
  id: { provider, model: `${provider}-1`, promptVersion: 1 },
  family: provider,
});
const [OPENAI, GEMINI, ANTHROPIC] = [makeJudge('openai'), makeJudge('gemini'), makeJudge('anthropic')];
const makeSubjects = (provider: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `${provider}/${index + 1}`,
    provider,
    conversation: { topic: 't', patterns_applied: ['a', 'b'], conversation: [], learning_notes: '' },
  }));
const SUBJECTS = [...makeSubjects('openai', 200), ...makeSubjects('gemini', 200)];
const writerOf = (subject: string): string => subject.split('/')[0] ?? '';

describe('who judges what', () => {
  test('every pattern of every conversation is decided by one judge of another family', () => {
    const tasks = planJudging(SUBJECTS, [OPENAI, GEMINI], { seed: 1 });
    const main = tasks.filter(({ role }) => role === 'main');
    expect(new Set(main.map(({ subject, pattern }) => `${subject} ${pattern}`)).size).toBe(800);
    expect(main).toHaveLength(800);
    expect(main.every(({ subject, judge }) => judge.family !== writerOf(subject))).toBe(true);
  });

  test('about a fifth is judged by all, and decided by none of these', () => {
    const tasks = planJudging(SUBJECTS, [OPENAI, GEMINI, ANTHROPIC], { seed: 1 });
    const overlap = Map.groupBy(
      tasks.filter(({ role }) => role === 'overlap'),
      ({ subject }) => subject,
    );
    expect(overlap.size).toBeGreaterThan(50);
    expect(overlap.size).toBeLessThan(115);
    for (const [subject, extra] of overlap) {
      const all = tasks.filter((task) => task.subject === subject && task.pattern === extra[0]?.pattern);
      expect(all.map(({ judge }) => judge.family).sort()).toEqual(['anthropic', 'gemini', 'openai']);
    }
  });

  test('two judges of other families share the work about evenly', () => {
    const tasks = planJudging(makeSubjects('openai', 400), [GEMINI, ANTHROPIC], { seed: 1, overlap: 0 });
    const byGemini = tasks.filter(({ judge }) => judge.family === 'gemini').length;
    expect(byGemini).toBeGreaterThan(330);
    expect(byGemini).toBeLessThan(470);
  });

  test('where there is no other judge its own family judges, and that is told', () => {
    const tasks = planJudging(SUBJECTS, [OPENAI], { seed: 1 });
    const own = tasks.filter(({ subject }) => writerOf(subject) === 'openai');
    expect(new Set(own.map(({ role }) => role))).toEqual(new Set(['only']));
    expect(new Set(tasks.filter((task) => !own.includes(task)).map(({ role }) => role))).toEqual(
      new Set(['main']),
    );
  });

  test('a panel is two of different families', () => {
    const second = { ...GEMINI, id: { ...GEMINI.id, model: 'gemini-2' } };
    for (const judges of [
      [OPENAI, GEMINI],
      [GEMINI, second, ANTHROPIC],
    ]) {
      const tasks = planJudging(makeSubjects('openai', 30), judges, { seed: 1, isPanel: true, overlap: 0 });
      for (const [, two] of Map.groupBy(tasks, ({ subject, pattern }) => `${subject} ${pattern}`)) {
        expect(two).toHaveLength(2);
        expect(new Set(two.map(({ judge }) => judge.family)).size).toBe(2);
      }
    }
  });

  test('without a judge nothing is judged', () => {
    expect(planJudging(SUBJECTS, [], { seed: 1 })).toEqual([]);
  });
});

test('what is decided for a conversation stays as it is when others come', () => {
  const toText = (tasks: ReturnType<typeof planJudging>): string[] =>
    tasks.map(({ subject, pattern, judge, role }) => `${subject} ${pattern} ${judge.family} ${role}`);
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, count) => {
      const judges = [OPENAI, GEMINI, ANTHROPIC];
      const all = new Set(toText(planJudging(SUBJECTS.slice(0, 80), judges, { seed })));
      const some = toText(planJudging(SUBJECTS.slice(0, count), judges, { seed }));
      expect(some.every((task) => all.has(task))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('all questions about one conversation and judge are asked together, in no order of files', () => {
  const tasks = planJudging(SUBJECTS, [OPENAI, GEMINI], { seed: 1 });
  const order = [...new Set(tasks.map(({ subject }) => subject))];
  const runs = tasks.filter(({ subject }, index) => subject !== tasks[index - 1]?.subject);
  expect(runs).toHaveLength(order.length);
  expect(order).not.toEqual(SUBJECTS.map(({ id }) => id));
});

describe('asking once more', () => {
  test('takes about a tenth of the judgements, the same ones each time', () => {
    const tasks = planJudging(SUBJECTS, [OPENAI, GEMINI], { seed: 1, overlap: 0 });
    const some = planRetest(tasks, 1);
    expect(some.length).toBeGreaterThan(50);
    expect(some.length).toBeLessThan(115);
    expect(planRetest(tasks, 1)).toEqual(some);
  });

  test('tells how often a verdict came out the same', () => {
    const say = (subject: string, verdict: JudgeVerdict): Judgement => ({
      subject,
      pattern: 'a',
      judge: OPENAI.id,
      verdict,
      isSuperficial: false,
      evidence: [],
      items: [],
      disqualifiers: [],
      costUsd: undefined,
      contradictsItself: false,
    });
    const first = [say('1', 'demonstrated'), say('2', 'demonstrated'), say('3', 'cannot-tell')];
    const again = [say('1', 'demonstrated'), say('2', 'not-demonstrated'), say('4', 'demonstrated')];
    expect(measureRetest(first, again)?.estimate).toBe(0.5);
    expect(measureRetest(first, [])).toBeUndefined();
  });
});
