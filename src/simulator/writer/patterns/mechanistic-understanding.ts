import type { Desk } from '../desk.ts';
import { numbered, paragraph } from '../layout.ts';
import { recast } from '../recast.ts';
import { sentence } from '../words.ts';
import type { Passage } from './writer.ts';

const QUESTIONS = [
  'but why does that happen',
  'what [actually|really] goes on [inside|underneath] there',
  'ok but how does it work',
  'i dont get why. explain it to me from the inside',
  'what is the machine doing in that moment',
  'can you explain the why, i only know the what',
  'how does that [come about|lead to what i see]',
  'what happens [step by step|in between]',
  'where does [that|it] come from [in the end|]',
  'why [is that|though]',
];

const INTRO = [
  '[From the inside|Underneath], [step by step|in order]:',
  '[Take it|Go through it] from the part that acts first.',
  '{Fact}. The chain that [leads there|ends there] is short.',
  '[Look|Go] one layer down.',
  '[Nothing here is bad luck|No accident is involved]; [one thing brings about the next|each step forces the next].',
  '[What acts|What does the work], in sequence:',
  'The cause lies [further back|earlier] than [the symptom|where you look].',
  'Behind [that|it] is a chain of {count}.',
  'To see why, follow [the parts|what each part does].',
  '[Here is|This is] the machine [you are looking at|at work].',
];
const LINKS = [
  ['', '', '', ''],
  ['', 'From that follows the rest. ', 'And so: ', 'At the end: '],
  ['First link: ', 'Second: ', 'Third: ', 'Fourth: '],
  ['', 'On top of that: ', 'Which leads on: ', 'And last: '],
  ['It begins here. ', 'Next in line: ', 'That sets up this: ', 'Finally: '],
  ['', 'Then: ', 'Therefore: ', ''],
  ['', 'Hold that next to this: ', 'Together they mean: ', ''],
];
const END = [
  '[And that is|Hence] what you [see|measured]: {fact}.',
  '[So|That way] {what}, and [at your end|on your screen] it [looks|reads] like this: {seen}.',
  'The end of that chain [is|shows as] {seen}.',
  'If [this is right|I have the chain right], [expect|you will find] this: {seen}.',
  '[A prediction to test it by|You can check it by its consequence]: when {what}, the sign is {seen}.',
  '[Put together|Taken together]: when {what}, [nothing stops it|it has to come out like that].',
  '[Hence the symptom|Your symptom is the last link]: {fact}.',
];

/** A causal chain from the parts that act to what the learner sees. */
export const writeMechanisticUnderstanding = (desk: Desk): Passage => {
  const { notes, facts } = desk.material;
  const steps = desk.takeInOrder(notes.mechanism, desk.measure === 'long' ? 4 : 3);
  const failure =
    desk.nearest(notes.failures, steps.join(' '), ({ what, seen_as }) => `${what} ${seen_as}`) ??
    desk.random.pick(notes.failures);
  const symptom =
    desk.nearest(facts.statements, steps.join(' '), (text) => text) ?? facts.statements[0] ?? '';
  const slots = {
    fact: symptom,
    what: failure.what,
    seen: failure.seen_as,
    count: ['one', 'two', 'three', 'four'][steps.length - 1] ?? 'several',
  };
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /why|how (does|come|is|can)|what (exactly )?(happens|does|is)|explain|understand|mean/i,
    blocks: [
      ...(desk.chance(0.7) ? [sentence(desk.say(INTRO, slots))] : []),
      ...chain(desk, steps),
      ...(desk.chance(0.8) ? [sentence(desk.say(END, slots))] : []),
    ],
    did: `the chain of causes, starting from the fact that ${steps[0] ?? 'state changes'}`,
  };
};

const chain = (desk: Desk, steps: readonly string[]): string[] => {
  const links = desk.random.pick(LINKS);
  const told = steps.map((step, index) => `${links[index] ?? ''}${recast(desk.random, step)}`);
  const shape = desk.random.below(5);
  if (shape === 0) return [numbered(steps.map((step) => recast(desk.random, step)))];
  if (shape === 1) return told.map(sentence);
  if (shape === 2) return [paragraph(told.slice(0, 2)), paragraph(told.slice(2))];
  if (shape === 3) return [paragraph(told.slice(0, 1)), paragraph(told.slice(1))];
  return [paragraph(told)];
};
