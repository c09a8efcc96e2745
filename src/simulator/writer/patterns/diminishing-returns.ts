import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { numbered, paragraph, table } from '../layout.ts';
import { sentence } from '../words.ts';
import type { Passage } from './writer.ts';

type Step = TopicNotes['steps'][number];

const QUESTIONS = [
  'how far do i take this',
  'is it worth {effort} to {last}',
  'what is the least that helps',
  'i can spend {effort} on it, where does it go',
  'when do i stop',
  'should i also {last}',
  'which of it pays',
  'my manager asks what we get for the [time|days] we put in',
  '[we could|thinking of going] all the way: {last}. or too much?',
  'do we need more than {first}',
];

const INTRO = [
  '[In order|Ranked] by what an hour [buys|brings]:',
  'The [first|early] hours [buy most of it|carry most of the gain].',
  '{Fact}. [Against that|Measured by that], [each step|what each step brings]:',
  '[Hours on the left|Effort first], [what they buy|gain] after it.',
  'What you [get|gain] per day [falls|drops] [fast|steeply] here.',
  '[Three steps|The list is short], and they are not equally [good|dear].',
  '[Price|Effort] and [gain|yield], [step by step|in the order I would go]:',
  '[Estimates, mine|The hours are my estimate]; the [gains come|yield comes] from your figures.',
  'To {goal}, [not everything has to be done|not all of it pays].',
];
const EACH = [
  '{Do}. [Effort|Cost] {effort}, [gain|yield]: {gain}',
  '{Effort}: {do}. [Buys|Brings|Return]: {gain}',
  '{Do} ({effort}). [What it brings|Gain|Yield]: {gain}',
  '{Gain}: [that is what you get for|this costs] {effort}, if you {do}',
  'For {effort} you can {do}. [Result|In return]: {gain}',
];
const EACH_THING = [
  '{Do}. [Effort|Cost] {effort}, [gain|yield]: {gain}',
  '{Effort}: {do}. [Buys|Brings|Return]: {gain}',
  '{Do} ({effort}). [What it brings|Gain|Yield]: {gain}',
];
const STOP = [
  'Stop after the {nth}. The next one [asks for|wants|takes] {nextEffort}, and [all it brings|what comes back] is this: {nextGain}.',
  '[I would stop|The line is] after the {nth}: {nextEffort} more [buys only|would buy] this: {nextGain}.',
  '[Draw the line|Stop] there, after the {nth}. [Beyond it|What follows] costs {nextEffort} [for very little|for this much]: {nextGain}.',
  '[Do|Take] the {nth}, then stop. {NextEffort} for the one after it [is out of proportion|cannot be argued for]: {nextGain}.',
  '{NextEffort} for "{nextGain}": that is where I [stop|would leave it], after the {nth}.',
];
const REOPEN = [
  'It [comes back on the list|is worth a second look] once {when}.',
  '[Reopen|Reconsider] it the day {what}.',
  '[What would change that|A reason to go on]: {what}.',
  'If {what}, [do the sum again|the sum changes].',
  '[Good enough means|Enough is] [here|]: [you can|able to] {goal}.',
];

/** Steps with effort and gain, the point after which to stop, and what would reopen the question. */
export const writeDiminishingReturns = (desk: Desk): Passage => {
  const { notes, goal, facts } = desk.material;
  const steps = notes.steps.slice(0, 4);
  const keep = Math.max(
    1,
    Math.min(steps.length - 1, desk.measure === 'short' ? 1 : 1 + desk.random.below(2)),
  );
  const next = steps[keep] ?? steps.at(-1);
  const shown = desk.measure === 'short' ? steps.slice(0, keep + 1) : steps;
  for (const step of shown) desk.keepFrom(step);
  const slots = {
    goal,
    fact: desk.take(facts.statements)[0] ?? '',
    first: steps[0]?.do ?? '',
    effort: desk.random.pick(steps).effort,
    last: steps.at(-1)?.do ?? '',
    nth: ['first', 'second', 'third'][keep - 1] ?? 'last',
    nextEffort: next?.effort ?? '',
    nextGain: next?.gain ?? '',
    what: desk.random.pick(notes.failures).what,
    when: desk.random.pick(notes.options).good_when,
  };
  const stop = sentence(desk.say(STOP, slots));
  const reopen = sentence(desk.say(REOPEN, slots));
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /worth|how far|enough|stop\b|overkill|minimum|whole|chase|necessary|need (it|that|this|to)/i,
    blocks: [
      ...(desk.chance(0.7) ? [sentence(desk.say(INTRO, slots))] : []),
      ...list(desk, shown),
      ...(desk.chance(0.5) ? [paragraph([stop, reopen])] : desk.chance(0.5) ? [stop, reopen] : [stop]),
    ],
    advice: steps[0]?.do ?? '',
    did: `steps with effort and gain, and a stop after the ${slots.nth} because ${slots.nextEffort} more is not paid back`,
  };
};

const list = (desk: Desk, steps: readonly Step[]): string[] => {
  const shape = desk.random.below(5);
  if (shape === 0) {
    const heads = desk.random.pick([
      ['step', 'effort', 'gain'],
      ['what', 'hours or days', 'what it buys'],
      ['do', 'cost', 'yield'],
    ]);
    return [
      table(
        heads,
        steps.map((step) => [step.do, step.effort, step.gain]),
      ),
    ];
  }
  const told = steps.map((step) =>
    desk.say(/^\d|^one|^half|^a /.test(step.effort) ? EACH : EACH_THING, { ...step }),
  );
  if (shape === 1) return [numbered(told)];
  if (shape === 2) return told.map(sentence);
  if (shape === 3) return [paragraph(told.slice(0, 1)), paragraph(told.slice(1))];
  return [paragraph(told)];
};
