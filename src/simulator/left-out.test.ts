import { expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import { makeProfile } from './make-profile.ts';
import { Simulation } from './simulation.ts';
import { BODIES } from './testing/prompt.ts';
import { writeConversation } from './writer/index.ts';
import { loadBuiltIn } from './writer/testing/write-set.ts';

const recipe = await loadBuiltIn();
const NAMES = ['Gap Analysis', 'Tradeoff Analysis', 'Precision Policing'];

/** What the simulator writes for each topic when these patterns are asked for. */
const writeAll = (patternsLeftOut: number): Array<{ conversation: unknown; learning_notes: string }> => {
  const profile = makeProfile('calm', { patternsLeftOut });
  const clock = new HandClock(Date.UTC(2026, 10, 22));
  const simulation = new Simulation({ recipe, seed: 42, profile, write: writeConversation, clock });
  return recipe.topics.map(({ title }) => {
    const prompt = `# Patterns to Apply\n\n${NAMES.map((name) => `### ${name}`).join('\n\n')}\n\n# The rest\n\nTopic: ${title}\n\n- Exactly 3 exchanges.`;
    const { body } = simulation.reply({
      wire: 'openai',
      path: '/v1/chat/completions',
      pathModel: undefined,
      query: new URLSearchParams(),
      headers: { authorization: 'Bearer any' },
      body: JSON.stringify(BODIES.openai({ prompt })),
    });
    return JSON.parse(JSON.parse(body).choices[0].message.content);
  });
};

test('a share of the patterns is left out, and the notes tell which are shown', () => {
  const written = writeAll(0.3);
  const shown = written.flatMap(({ learning_notes }) =>
    NAMES.filter((name) => learning_notes.includes(name)),
  ).length;
  const all = recipe.topics.length * NAMES.length;
  expect(shown / all).toBeGreaterThan(0.6);
  expect(shown / all).toBeLessThan(0.8);
  expect(writeAll(0.3)).toEqual(written);
});

test('none is left out unless that is asked for', () => {
  for (const { learning_notes } of writeAll(0)) {
    expect(NAMES.filter((name) => !learning_notes.includes(name))).toEqual([]);
  }
});
