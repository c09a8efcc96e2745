import type { Desk } from '../desk.ts';
import { numbered } from '../layout.ts';
import { recast } from '../recast.ts';
import { sentence, small } from '../words.ts';
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
  '[From the inside|Underneath|One layer down], [in order|step by step]:',
  '[Start|Begin] at the part that [acts|moves] first.',
  '{Figure}. [A short chain|One chain] [leads|ends] there.',
  '[No bad luck here|No accident]; [each step forces the next|it had to come].',
  '[What acts|What does the work], in [sequence|turn]:',
  'The cause [lies|sits] [further back|earlier] than [the symptom|you look].',
  '[Follow|Watch] [the parts|what each part does].',
  '{Title}, [as the machine sees it|seen from below]:',
  '[Link by link|In slow motion]:',
];
const LINKS: readonly (readonly string[])[] = [
  ['', '', '', ''],
  ['', 'From that: ', 'And so: ', 'At the end: '],
  ['First link: ', 'Second: ', 'Third: ', 'Fourth: '],
  ['', 'On top: ', 'Which leads on: ', 'And last: '],
  ['It begins here. ', 'Next: ', 'That sets up this: ', 'Finally: '],
  ['', 'Then: ', 'Therefore: ', ''],
  ['', 'Next to this: ', 'Together: ', ''],
  ['', '', 'Hence: ', ''],
];
const END = [
  '[And that is|Hence|So you get] what you [saw|measured|report]: {figure}.',
  'When {what}, [that|it] [looks|shows] like this: {seen}.',
  'The [end|last link] of [that chain|it] [shows as|is]: {seen}.',
  'If [so|that is right], [expect|you will find]: {seen}.',
  '[Prediction|To test it|Consequence]: when {what}, {sign} {seen}.',
  '[Your symptom|Last link|At your end]: {figure}.',
  '[Nothing|No part] [stops it|intervenes] when {what}.',
];

/** A causal chain from the parts that act to what the learner sees. */
export const writeMechanisticUnderstanding = (desk: Desk): Passage => {
  const { notes, title } = desk.material;
  const steps = desk.takeInOrder(notes.mechanism, desk.measure === 'short' ? 3 : 4);
  const about = steps.join(' ');
  const failure = desk.closest(notes.failures, about, ({ what, seen_as }) => `${what} ${seen_as}`).item;
  desk.keepFrom(failure);
  const slots = {
    title,
    figure: desk.figure(about),
    what: failure?.what,
    seen: failure?.seen_as,
    sign: desk.random.pick(['the sign is this:', 'you get this:', 'look for this:']),
  };
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /why|how (does|come|is|can)|what (exactly )?(happens|does|is)|explain|understand|mean/i,
    blocks: [
      ...(desk.chance(0.6) ? [sentence(desk.say(INTRO, slots))] : []),
      ...chain(desk, steps),
      ...(desk.chance(0.85) ? [sentence(desk.say(END, slots))] : []),
    ],
    did: `the chain of causes, starting from the fact that ${small(steps[0] ?? 'state changes')}`,
  };
};

const chain = (desk: Desk, steps: readonly string[]): string[] => {
  if (desk.random.below(5) === 0) return [numbered(steps.map((step) => recast(desk.random, step)))];
  const links = desk.random.pick(LINKS);
  return steps.map((step, index) => sentence(`${links[index] ?? ''}${recast(desk.random, step)}`));
};
