import type { Desk } from './desk.ts';
import { fence } from './layout.ts';
import { readCode, toLanguageName } from './read-code.ts';
import { findStatement } from './statements.ts';
import { isCommand, sentence } from './words.ts';

/** An answer that shows no assigned behavior: plain help with the topic's own substance. */
export interface PlainAnswer {
  readonly blocks: readonly string[];
  readonly advice?: string;
  readonly did: string;
}

const CODE_INTRO = [
  '[In code|Written out|On paper], {lines} lines:',
  '{Lines} lines of {language}:',
  '[The part|What] you need to {do}:',
  '{Do}, [as code|in {language}|written out]:',
  '[To|If you want to] {do}, [this is enough|no more than this]:',
  '[Compare|Hold] yours [against|with] this:',
  '{Language}, [and short|in {lines} lines|nothing else]:',
  '[Mine|My version|A version], [to compare|for comparison]:',
];
const CODE_AFTER = [
  '[Read|Follow] it from `{name}` on. [Mind|Look twice at]: `{guard}`.',
  'The [work|decision] is in `{guard}`. [Delete|Remove] it [in a branch|once] and [see what fails|watch what goes red].',
  '`{guard}` [is no decoration|has to stay|must survive every edit].',
  '[Put|Keep] `{name}` [in its own file|next to what you have] and [mind|keep] `{guard}`.',
  '[Start|Begin] [reading|your reading] at `{guard}`.',
  '[Keep|Take] your own names, but [not without|leave in] `{guard}`.',
  '[Copy|Change] what you like, [except|apart from] `{guard}`.',
];
const CODE_AFTER_NAME = [
  '[Everything|All of it] hangs on `{name}`. [Keep it small|Leave it at that size].',
  'Call `{name}` [from one place|in one place only].',
  '`{name}` is [the core|what matters]; [rename|adapt] the rest.',
];
const CODE_AFTER_NONE = [
  '[Adapt|Change] the names[, nothing else| and stop there].',
  '[Line by line|From the top], no line is [decoration|spare].',
  '[Try|Run] it on a copy [first|before anything else].',
];

const ACTION = [
  '{Do}. [One commit|One change], nothing more.',
  '[Next|The next thing to do|My next move]: {do}.',
  '[Today|This afternoon|Before lunch]: {do}.',
  '{Do}, [then|and] look again.',
  '[Small step|One step|A start]: {do}.',
  '[So|Hence], {do}.',
  '{Do}.',
  'I would {do}.',
  '[You can|Better] {do}.',
];
const MEASURE = [
  "[Before|First], [write down|note] today's value: {figure}.",
  '[Compare|Judge] [before and after|both states] by {figure}.',
  '[To beat|To hold it against|Yardstick]: {figure}.',
  '{Figure}: [see|check] whether that [still holds|changes].',
  'Afterward, [this|one figure] [has to|must] move: {figure}.',
  '[Keep an eye on|Remember] [this|yours]: {figure}.',
  '{Figure}; [measure|count] that again [after it|tomorrow].',
];
const FACT = [
  '{fact}',
  '{fact}',
  '{fact}',
  '{fact}',
  '[Short version|In one line|Briefly]: {fact}',
  '[Fact first|The fact]: {fact}',
  '[Decisive|The point|What decides]: {fact}',
];
const MORE = [
  '{fact}',
  '{fact}',
  '{fact}',
  '[Also|Besides|Further]: {fact}',
  '[Add to that|To that add]: {fact}',
  '[A second point|Second|Not to forget]: {fact}',
];
const SHORTER = [
  '[Change|Move] one thing at a time, [under|with] the [same load|same input].',
  "Try it [on a copy|next to the old one] [first|for a day], with [last week's input|real input].",
  '[Leave|Keep] the old way [in place|beside it] until [a full week|a month end] has passed.',
  'Put the [reason|figure] into the [commit|message], in one [line|sentence].',
  '[Have|Let] somebody else [repeat it|run it] on [another machine|a clean checkout].',
  '[Say|Write] beforehand which [number|line] would [prove you wrong|change your mind].',
];

/** Writes plain help in reply to a question. */
export const writePlainAnswer = (desk: Desk, question: string): PlainAnswer => {
  const { notes, title } = desk.material;
  const first = findStatement(desk, question, 'fact');
  const opening = first === undefined ? [] : [sentence(desk.say(FACT, { fact: first }))];
  if (notes.code !== undefined && !desk.isUsed(notes.code) && desk.chance(0.35)) {
    desk.keepFrom(notes.code);
    const { blocks, advice } = showCode(desk, notes.code);
    return {
      blocks: [...opening, ...blocks],
      ...advice,
      did: `the code for ${title}, with the line that matters`,
    };
  }
  const deed =
    desk.finding === undefined || !desk.patterns.has('Hint-Based Learning')
      ? findStatement(desk, question, 'deed')
      : undefined;
  const second =
    desk.measure === 'short' && deed !== undefined ? undefined : findStatement(desk, question, 'fact');
  const figure = desk.figure(deed ?? question);
  return {
    blocks: [
      ...opening,
      ...(second === undefined ? [] : [sentence(desk.say(MORE, { fact: second }))]),
      ...(deed === undefined ? [] : [sentence(desk.say(ACTION, { do: deed }))]),
      ...(figure === undefined || desk.chance(0.5) ? [] : [sentence(desk.say(MEASURE, { figure }))]),
    ],
    ...(deed === undefined ? {} : { advice: deed }),
    did: deed === undefined ? `plain facts about ${title}` : `a concrete next step, to ${deed}`,
  };
};

/** A sentence that helps when an answer has come out too short. */
export const sayMore = (desk: Desk, about: string): string => {
  const fact = findStatement(desk, about, 'fact');
  return sentence(fact === undefined ? desk.say(SHORTER) : desk.say(MORE, { fact }));
};

interface Code {
  readonly language: string;
  readonly text: string;
}

const showCode = (
  desk: Desk,
  code: Code,
): { readonly blocks: string[]; readonly advice: { readonly advice?: string } } => {
  const { name, guards, lines } = readCode(code.text);
  const steps = desk.material.notes.steps
    .slice(0, 2)
    .map((step) => step.do)
    .filter(isCommand);
  const deed = desk.patterns.has('Diminishing Returns')
    ? undefined
    : desk.nearest(steps, code.text, (text) => text, 0.05);
  const slots = {
    do: deed,
    language: toLanguageName(code.language),
    lines: toNumber(lines),
    name,
    guard: guards.length > 0 ? desk.random.pick(guards) : undefined,
  };
  const after =
    slots.guard !== undefined ? CODE_AFTER : name !== undefined ? CODE_AFTER_NAME : CODE_AFTER_NONE;
  const fact = findStatement(desk, code.text, 'fact');
  return {
    blocks: [
      sentence(desk.say(CODE_INTRO, slots)),
      fence(code.language, code.text),
      sentence(desk.say(after, slots)),
      ...(fact === undefined ? [] : [sentence(desk.say(MORE, { fact }))]),
    ],
    advice: deed === undefined ? {} : { advice: deed },
  };
};

const toNumber = (count: number): string =>
  ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'][
    count
  ] ?? String(count);
