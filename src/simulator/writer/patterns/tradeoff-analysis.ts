import type { Desk } from '../desk.ts';
import { bullets, table } from '../layout.ts';
import { capital, isCommand, joinAnd, sentence } from '../words.ts';
import { chooseOption, type Option, toSubject } from './option.ts';
import type { Passage } from './writer.ts';

const QUESTIONS = [
  '{a} or {b}[, which one| ?|, what would you take]',
  'colleague says {b}, i say {a}',
  'why not {b}',
  'what does {first} cost me [compared to|against] {b}',
  'we have to pick [by friday|this week]: {a} or {b}',
  'tell me if {second} is the better [way|choice] here',
  'between {a} and {b} i see no difference',
  'what speaks against {a}',
  'how do i [defend|justify] {a} against {b} in the [meeting|review]',
  'tempted by {second}. talk me out of it, or into it',
];

const INTRO = [
  '[Each|Any] of [these|them] [works|would work]; the [bills|prices] differ.',
  '{Figure}. [With that|On that ground|Given this], compare:',
  '[When|Where] it fits, [what|and what] it costs:',
  '{Names}: [none is free|pick your price|three bills].',
  '[{Count} ways|{Count} routes] to {goal}:',
  '[Prices|Bills|Costs] side by side:',
  'If you [want|have|need] to {goal}, [weigh|compare] {count}:',
  '[Measure|Judge|Weigh] them by your figure: {figure}.',
  '{A} [first|to begin with].',
  '[What each takes|What you give up], [and when it pays|and for what]:',
];

const EACH = [
  '{Name}: [right|good|best|sound] when {good}. [Price|Cost|Bill]: {cost}',
  'When {good}, {subject} [will do|would win|can serve you]. [Price|Against it|You accept]: {cost}',
  '{Subject} [can carry it|could serve|would do] where {good}; [price|bill]: {cost}',
  '{Cost}: [the price|the bill|such is the cost] of {name}, [fair|worth it|well spent] when {good}',
  'Where {good}, {name}. [You pay|It takes|Cost]: {cost}',
  '[Suppose|Say|Given] {good}: then {name}. [On the bill|Price|In return]: {cost}',
  '{Name}. [Good|Suited|Apt] when {good}. [It asks|You give|Bill]: {cost}',
  '[As long as|While] {good}, {name}. [Price|Bill|Minus]: {cost}',
];

const CHOICE = [
  '[For you|Here]: {name}, [as long as|while] {good}. [Once|As soon as|When] {otherGood}, {other}.',
  '[I would take|My choice is|I lean to] {noun}, [provided|as long as] {good}. [It tips|That flips] when {otherGood}: then {other}.',
  'My [pick|vote]: {name}, [assuming|on condition] that {good}. [If instead|But if] {otherGood}, {other}.',
  '{Name}, then. [I would switch|Turn round|Reconsider] when {otherGood}[; then {other}|].',
  '[Go with|Choose|Take] {noun} while {good}, [and|but] {other} [as soon as|once] {otherGood}.',
  '[Decisive|The hinge]: whether {good}. If so, {name}; if {otherGood}, {other}.',
  '{Figure}. [That speaks for|This favors] {noun}, [given|assuming] that {good}. {Other} once {otherGood}.',
  '{Name}[, I think|, then|], [as|since] here {good}; should it [turn out|be] that {otherGood}, {other}.',
];

/** Live alternatives on the same axes, and a choice for this case. */
export const writeTradeoffAnalysis = (desk: Desk): Passage => {
  const { notes, goal } = desk.material;
  const best = chooseOption(desk);
  const others = desk.random.shuffle(notes.options.filter((option) => option !== best));
  const shown = desk.random.shuffle([best, ...others.slice(0, desk.measure === 'short' ? 1 : 2)]);
  for (const option of shown) desk.keepFrom(option);
  const [first, second] = [shown[0] ?? best, shown[1] ?? best];
  const rival = shown.find((option) => option !== best);
  const slots = {
    goal,
    figure: desk.figure(best.good_when),
    a: first.name,
    first: toNoun(first.name),
    second: toNoun(second.name),
    b: second.name,
    names: joinAnd(shown.map(({ name }) => name)),
    count: ['one', 'two', 'three'][shown.length - 1] ?? 'several',
    name: best.name,
    noun: toNoun(best.name),
    good: best.good_when,
    other: rival?.name ?? 'leave things as they are',
    otherGood: rival?.good_when ?? 'that changes',
  };
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /\bor\b|\bvs\b|which|better|instead|overkill|why not|what would you|rather|cleaner|switch|move to/i,
    blocks: [
      ...(desk.chance(0.75) ? [sentence(desk.say(INTRO, slots))] : []),
      ...compare(desk, shown),
      sentence(desk.say(CHOICE, slots)),
    ],
    did: `${joinAnd(shown.map(({ name }) => name))} weighed by when each fits and what it costs`,
  };
};

const HEADS = [
  ['', 'good when', 'price'],
  ['option', 'fits when', 'costs'],
  ['way', 'when', 'what you pay'],
  ['', 'take it when', 'and accept'],
  ['candidate', 'right when', 'bill'],
];
const PRICE = ['Price', 'Cost', 'Bill', 'Against it', 'You accept', 'You pay'];

const compare = (desk: Desk, options: readonly Option[]): string[] => {
  switch (desk.random.below(6)) {
    case 0:
    case 1:
      return [
        table(
          desk.random.pick(HEADS),
          options.map(({ name, good_when, cost }) => [capital(name), good_when, cost]),
        ),
      ];
    case 2: {
      const price = desk.say(PRICE);
      return [
        bullets(
          options.map(
            ({ name, good_when, cost }) => `**${capital(name)}**: when ${good_when}. ${price}: ${cost}`,
          ),
        ),
      ];
    }
    case 3:
      return [bullets(tell(desk, options))];
    default:
      return tell(desk, options).map(sentence);
  }
};

const tell = (desk: Desk, options: readonly Option[]): string[] =>
  options.map(({ name, good_when, cost }) =>
    desk.say(EACH, { name, subject: toSubject(name), good: good_when, cost }),
  );

/** A name where only the name of a thing will do. */
const toNoun = (name: string): string | undefined => (isCommand(name) ? undefined : name);
