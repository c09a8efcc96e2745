import type { Desk } from '../desk.ts';
import { bullets, numbered, paragraph } from '../layout.ts';
import { sentence } from '../words.ts';
import type { Passage } from './writer.ts';

const QUESTIONS = [
  'where would you look [first|next]',
  '[no spoilers|dont give it away], just [push me|point me somewhere]',
  'im stuck. what should i look at',
  'give me a direction, id like to find it myself',
  'what would you check before touching [anything|the code]',
  '[any pointer|a nudge]? i want to [get|understand] it on my own',
  'how would i find that out',
  'what am i not seeing',
  'i have [an afternoon|two hours] to work it out. where do i begin',
  'which end do i pull first',
];

const INTRO = [
  '[This one is within your reach|You can get there yourself]; [take these in order|in this order].',
  'No [fix|code] [yet|from me yet]. [Work through these|Answer these], [each before the next|top to bottom].',
  '[Put the editor away|Close the editor] for [ten|twenty] minutes.',
  'I [could name it|know where this ends], but you would [learn less from it|fix one case and not the next].',
  '{Fact}. [Start|Begin] there, and ask:',
  '[What you need is on your own machine|All you need is in front of you].',
  '[Paper and pencil|A sheet of paper] first.',
  'You are [closer|nearer] than you think. {Count} [pushes|steps]:',
  '[Rather than|Instead of] the answer, {count} questions that [lead to it|end at it].',
  'To {goal} you have to see [one thing|something] first.',
  '[Look before you change anything|Nothing to change yet, only to look at].',
];
const ORDER = [
  [''],
  ['First: ', 'Then: ', 'Last: '],
  ['Begin here. ', 'With that in hand: ', 'And when that is done: '],
  ['', 'Once you have that: ', 'Only then: '],
  ['Easy one first. ', 'Next, harder. ', 'The hard one. '],
];
const TASK = [
  '[Write|Note] [down|] what you [see|find], [guess included|also where it contradicts your guess], and [bring it|show me].',
  'Come back with [the answer to the last one|what the last one gave you].',
  '[Predict|Guess] [before you look|first], then look. [The difference is the lesson|Tell me where the two differ].',
  'Which of [the three|them] surprised you? [Start your next message with that|Tell me that one].',
  '[Post|Bring] the numbers, not the theory. [Then we talk about the change|The change comes after].',
  'If the [first|last] one takes more than [fifteen minutes|half an hour], [stop and tell me what you have|say where you are stuck].',
  '[I will hold back the rest|The rest stays with me] until you have [tried|looked].',
];

/** Ordered questions and pointers; the decisive step stays with the learner. */
export const writeHintBasedLearning = (desk: Desk): Passage => {
  const { notes, goal, facts } = desk.material;
  const hints = desk.takeInOrder(notes.hints, desk.measure === 'short' ? 2 : 3);
  const slots = {
    goal,
    fact: desk.take(facts.statements)[0] ?? '',
    count: ['one', 'two', 'three', 'four'][hints.length - 1] ?? 'some',
  };
  desk.finding = desk.nearest(notes.mechanism, hints.join(' '), (text) => text);
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /how (do|would|can) i|where|stuck|find|debug|which test|profile/i,
    blocks: [
      ...(desk.chance(0.85) ? [sentence(desk.say(INTRO, slots))] : []),
      ...putInOrder(desk, hints),
      sentence(desk.say(TASK, slots)),
    ],
    did: `${slots.count} questions in order, the decisive step left open`,
  };
};

const putInOrder = (desk: Desk, hints: readonly string[]): string[] => {
  const shape = desk.random.below(5);
  if (shape === 0) return [numbered(hints)];
  if (shape === 1) return [bullets(hints)];
  const words = desk.random.pick(ORDER);
  const told = hints.map((hint, index) => `${words[index] ?? ''}${hint}`);
  if (shape === 2) return told.map(sentence);
  if (shape === 3) return [paragraph(told.slice(0, 1)), paragraph(told.slice(1))];
  return [paragraph(told)];
};
