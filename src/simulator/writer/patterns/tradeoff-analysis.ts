import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { bullets, paragraph, table } from '../layout.ts';
import { likeness } from '../likeness.ts';
import { capital, joinAnd, sentence } from '../words.ts';
import type { Passage } from './writer.ts';

type Option = TopicNotes['options'][number];

const QUESTIONS = [
  '{a} or {b}[, which one| ?|, what would you take]',
  'colleague says {b}, i lean to {a}',
  'why not {b}',
  'what does {a} cost me [compared to|against] {b}',
  'we have to pick [by friday|this week]: {a} or {b}',
  '[is|would] {b} [be|not be] the better [way|choice] here',
  'between {a} and {b} i see no difference',
  'what speaks against {a}',
  'how do i [defend|justify] {a} against {b} in the [meeting|review]',
  'tempted by {b}. talk me out of it, or into it',
];

const INTRO = [
  '[Each of these|Either] would work; they charge you in different [places|ways].',
  '{Fact}. [On that ground|With that on the table], compare [them|the candidates]:',
  '[Judge them|Take them] by the same two questions: when it fits, what it costs.',
  '{Names}: [none of it is free|each is right somewhere].',
  '{Count} ways a sensible team [might|could] {goal}:',
  '[Put the prices next to each other|Look at the bills side by side].',
  'To {goal} you can go {count} ways, and the [prices|bills] differ.',
  'What you give up [differs|is not the same] from one to the next.',
  'The figure to weigh [them|everything] by: {fact}.',
  '[Nobody gets all of it|Something has to give].',
  '{A} [first|to begin with], since you brought it up.',
];

const EACH = [
  '{Name}: [right|good|at its best|the one to have] when {good}. [Price|Cost|Bill|In return]: {cost}',
  'When {good}, {name} [will do|would be the choice]. [Price|Against it|For that you accept]: {cost}',
  '{Name} [can carry it|would serve] where {good}; [the price|what you pay]: {cost}',
  '{Cost}: that is the [price|bill] of {name}, [worth it|well spent|fair] when {good}',
  'Where {good}, {name}. [You pay|It takes]: {cost}',
  '[Suppose|Say] {good}: then {name}. [On the bill|It comes with this]: {cost}',
  '{Name}. [Good|Suited] when {good}. What it asks of you: {cost}',
  'As long as {good}, {name} [would be hard to beat|leads]. [Its price|Its bill]: {cost}',
];

const CHOICE = [
  'For you: {name}, as long as {good}. [Once|As soon as] {otherGood}, {other} [would win|takes over].',
  'I would take {name} [here|in your place], [provided|as long as] {good}. [It tips over|The answer flips] when {otherGood}: then {other}.',
  'My [choice|pick] is {name}. It [rests|stands] on one condition, that {good}. [Otherwise|If instead {otherGood}], {other}.',
  '{Name}, then, [with its price|price included]. What would [change my mind|turn me round]: {otherGood}.',
  '[Go with|Choose|Take] {name} while {good}. {Other} [can wait until|becomes the better buy when] {otherGood}.',
  '[The open fact|The fact that decides] is whether {good}. If so, {name}; if {otherGood}, {other}.',
  '{Fact}: that [settles it|tips it] for {name}, [given|on the assumption] that {good}. {Other} [would come back|returns] once {otherGood}.',
];

/** Live alternatives on the same axes, and a choice for this case. */
export const writeTradeoffAnalysis = (desk: Desk): Passage => {
  const { notes, goal, facts } = desk.material;
  const best = chooseFor(desk);
  const others = desk.random.shuffle(notes.options.filter((option) => option !== best));
  const shown = desk.random.shuffle([best, ...others.slice(0, desk.measure === 'short' ? 1 : 2)]);
  for (const option of shown) desk.keepFrom(option);
  const [first, second] = [shown[0] ?? best, shown[1] ?? best];
  const rival = shown.find((option) => option !== best) ?? best;
  const slots = {
    goal,
    fact: desk.take(facts.statements)[0] ?? '',
    a: first.name,
    b: second.name,
    names: joinAnd(shown.map(({ name }) => name)),
    count: ['one', 'two', 'three'][shown.length - 1] ?? 'several',
    name: best.name,
    good: best.good_when,
    other: rival.name,
    otherGood: rival.good_when,
  };
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /\bor\b|\bvs\b|which|better|instead|overkill|why not|what would you|rather|cleaner|switch|move to/i,
    blocks: [
      ...(desk.chance(0.8) ? [sentence(desk.say(INTRO, slots))] : []),
      ...compare(desk, shown),
      sentence(desk.say(CHOICE, slots)),
    ],
    advice: `go with ${best.name}`,
    did: `${joinAnd(shown.map(({ name }) => name))} weighed by when each fits and what it costs`,
  };
};

const compare = (desk: Desk, options: readonly Option[]): string[] => {
  const told = options.map(({ name, good_when, cost }) => desk.say(EACH, { name, good: good_when, cost }));
  switch (desk.random.below(6)) {
    case 0:
      return [
        table(
          desk.random.pick([
            ['', 'good when', 'price'],
            ['option', 'fits when', 'costs'],
            ['way', 'when', 'what you pay'],
            ['', 'take it when', 'and accept'],
          ]),
          options.map(({ name, good_when, cost }) => [capital(name), good_when, cost]),
        ),
      ];
    case 1:
      return told.map(sentence);
    case 2:
      return [bullets(told)];
    case 3:
      return [
        bullets(
          options.map(
            ({ name, good_when, cost }) =>
              `**${capital(name)}**: when ${good_when}. ${desk.say(['Price', 'Cost', 'Bill', 'Against it', 'You accept'])}: ${cost}`,
          ),
        ),
      ];
    case 4:
      return [paragraph(told.slice(0, 1)), paragraph(told.slice(1))];
    default:
      return [paragraph(told)];
  }
};

/** The option that speaks most of what the project already is and does next. */
const chooseFor = (desk: Desk): Option => {
  const { notes, facts } = desk.material;
  const project = [
    ...facts.statements,
    ...notes.steps.slice(0, 2).map((step) => step.do),
    notes.code?.text ?? '',
  ].join(' ');
  const ranked = [...notes.options].sort(
    (a, b) => likeness(`${b.name} ${b.good_when}`, project) - likeness(`${a.name} ${a.good_when}`, project),
  );
  return (
    ranked[0] ?? {
      name: 'the simplest version',
      good_when: 'one person maintains it',
      cost: 'a rewrite when that changes',
    }
  );
};
