import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { numbered, table } from '../layout.ts';
import { isCommand, sentence } from '../words.ts';
import type { Passage } from './writer.ts';

type Step = TopicNotes['steps'][number];

const QUESTIONS = [
  'how far do i take this',
  'is it worth {lastEffort} to {lastCommand}',
  'what is the least that helps',
  'i can spend {effort} on it, where does it go',
  'when do i stop',
  'should i also {lastCommand}',
  'which of it pays',
  'my manager asks what we get for the [time|days] we put in',
  '[we could go|thinking of going] all the way: {last}. or too much?',
  'is it enough to {firstCommand}',
];

const INTRO = [
  '[In order|Ranked], by what [an hour|a day] [buys|brings]:',
  '[The first|Early] hours [buy most|pay best].',
  '{Figure}. [Against that|Measured by that|With that in view]:',
  '[Effort|Hours|Cost], then [gain|yield|return]:',
  '[The gain|What you get] per day [falls|drops] [fast|steeply|soon].',
  '{Count} steps, [not equally dear|unequal ones|at very different prices].',
  '[Price|Effort] and [gain|yield], [step by step|in my order]:',
  'The hours are [estimates|guesses]; the gains [are not|come from you].',
  'If you [want|mean] to {goal}, [not all of this pays|part of it is enough].',
];
const EACH = [
  '{Do}. [Effort|Cost|Time]: {effort}. [Gain|Yield|Return]: {gain}',
  '{Effort}: {do}. [Buys|Brings|Return|Gain]: {gain}',
  '{Do} ({effort}). [It brings|Gain|Yield]: {gain}',
  '{Gain}: [worth|priced at|yours for] {effort}, if you {command}',
  'For {effort} you [can|could] {command}. [Result|In return|Yield]: {gain}',
];
const STOP = [
  'Stop after the {nth}. [The next|What follows] [asks|wants|takes] {nextEffort} for [less|the remainder|what is left].',
  '[I would stop|The line is|My limit is] after the {nth}: {nextEffort} more [buys|would buy] only this: {nextGain}.',
  '[Draw the line|Stop] there, after the {nth}. [Beyond|From then on], {nextEffort} [buys little|is too dear].',
  '[Do|Take] {kept}, then stop. {NextEffort} [for the one after|for the next] [is out of proportion|cannot be argued for].',
  '{NextEffort} for "{nextGain}"? [Stop before that|I would stop short of it], after the {nth}.',
  'Stop [once|when] the {nth} is [in|done]; [gain|yield] per hour [drops|falls] [sharply|hard] with the next, at {nextEffort}.',
];
const REOPEN = [
  '[Reopen|Reconsider|Resume] it [once|when] {when}.',
  '[Reopen it|Go on] the day {what}.',
  '[A reason|Cause enough] to go on: {what}.',
  'If {what}, [do the sum again|recount|the sum changes].',
  '[Enough|Good enough] [means|is]: you can {goal}.',
];

/** Steps with effort and gain, the point after which to stop, and what would reopen the question. */
export const writeDiminishingReturns = (desk: Desk): Passage => {
  const { notes, goal } = desk.material;
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
    figure: desk.figure(steps[0]?.gain),
    effort: desk.random.pick(steps).effort,
    last: steps.at(-1)?.do,
    lastEffort: steps.at(-1)?.effort,
    lastCommand: toCommand(steps.at(-1)),
    firstCommand: toCommand(steps[0]),
    kept: ['one', 'two', 'three'][keep - 1],
    nth: ['first', 'second', 'third'][keep - 1] ?? 'last',
    count: ['one', 'two', 'three', 'four'][shown.length - 1],
    nextEffort: next?.effort,
    nextGain: next?.gain,
    what: desk.random.pick(notes.failures).what,
    when: desk.random.pick(notes.options).good_when,
  };
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /worth|how far|enough|stop\b|overkill|minimum|whole|chase|necessary|need (it|that|this|to)/i,
    blocks: [
      ...(desk.chance(0.7) ? [sentence(desk.say(INTRO, slots))] : []),
      ...list(desk, shown),
      sentence(desk.say(STOP, slots)),
      ...(desk.chance(0.7) ? [sentence(desk.say(REOPEN, slots))] : []),
    ],
    ...(steps[0] === undefined ? {} : { advice: steps[0].do }),
    did: `steps with effort and gain, and a stop after the ${slots.nth}, for the next costs ${slots.nextEffort}`,
  };
};

const HEADS = [
  ['step', 'effort', 'gain'],
  ['what', 'time', 'what it buys'],
  ['do', 'cost', 'yield'],
  ['', 'price', 'return'],
];

const list = (desk: Desk, steps: readonly Step[]): string[] => {
  const shape = desk.random.below(5);
  if (shape < 2)
    return [
      table(
        desk.random.pick(HEADS),
        steps.map((step) => [step.do, step.effort, step.gain]),
      ),
    ];
  const told = steps.map((step) =>
    desk.say(EACH, { ...step, command: isPlainEffort(step) ? step.do : undefined }),
  );
  return shape === 2 ? [numbered(told)] : told.map(sentence);
};

/** Whether a step reads on after "you can" and its effort after "for". */
const isPlainEffort = ({ do: deed, effort }: Step): boolean =>
  isCommand(deed) && /^(\d|an? |one|half|two|three)/.test(effort) && !/\bif\b/.test(deed);

const toCommand = (step: Step | undefined): string | undefined =>
  step !== undefined && isCommand(step.do) ? step.do : undefined;
