import type { Desk } from '../desk.ts';
import { bullets, numbered } from '../layout.ts';
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
  '[Within your reach|You can get there|Yours to find]; [in this order|one at a time].',
  'No [fix|code|patch] [yet|today]. [Work through|Answer|Go through] these:',
  '[Close the editor|Hands off the code] for [ten|twenty|fifteen] minutes.',
  'I [could name it|know the end], [you would not|and you soon will].',
  '{Figure}. [Start|Begin] [there|from that], [then ask|asking]:',
  '[Paper first|Paper and pencil|No keyboard needed].',
  '{Count} [pushes|nudges|questions], [no answer|the answer is yours]:',
  'To {goal} you [must|have to] see [something|one thing] first.',
  '[Only look|Look, change nothing], [for now|yet].',
  '[Everything|All] you need is [on your screen|in your logs|at hand].',
];
const ORDER: readonly (readonly string[])[] = [
  [''],
  ['First: ', 'Then: ', 'Last: '],
  ['Begin here. ', 'Next: ', 'And finally: '],
  ['', 'Once answered: ', 'Only then: '],
  ['Easy: ', 'Harder: ', 'Hard: '],
  ['', 'After that: ', ''],
];
const TASK = [
  '[Write|Note] [down|] what you [see|find], [guesses|surprises] included, and [show me|bring it].',
  '[Bring|Show me|Post] [the answer to the last|what the last gave you].',
  '[Predict|Guess] first, [look second|then look]; [tell me|report] [the difference|where they differ].',
  'Which [of them|one] [surprised|stopped] you? [Begin|Start] your [next message|reply] with that.',
  '[Post|Bring] [numbers|lines], not [theory|opinions].',
  '[Stuck|Nothing] after [fifteen minutes|half an hour]? [Say where|Tell me where].',
  'I [hold back|keep] the rest until you have [tried|looked].',
];

/** Ordered questions and pointers; the decisive step stays with the learner. */
export const writeHintBasedLearning = (desk: Desk): Passage => {
  const { notes, goal } = desk.material;
  const hints = desk.takeInOrder(notes.hints, desk.measure === 'short' ? 2 : 3);
  const slots = {
    goal,
    figure: desk.figure(hints[0]),
    count: ['one', 'two', 'three', 'four'][hints.length - 1] ?? 'some',
  };
  const finding = desk.nearest(notes.mechanism, hints.join(' '), (text) => text);
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /how (do|would|can) i|where|stuck|find|debug|which test|profile/i,
    blocks: [
      ...(desk.chance(0.85) ? [sentence(desk.say(INTRO, slots))] : []),
      ...putInOrder(desk, hints),
      sentence(desk.say(TASK, slots)),
    ],
    ...(finding === undefined ? {} : { finding }),
    did: `${slots.count} questions in order, the decisive step left open`,
  };
};

const putInOrder = (desk: Desk, hints: readonly string[]): string[] => {
  const shape = desk.random.below(5);
  if (shape === 0) return [numbered(hints)];
  if (shape === 1) return [bullets(hints)];
  const words = desk.random.pick(ORDER);
  return hints.map((hint, index) => sentence(`${words[index] ?? ''}${hint}`));
};
