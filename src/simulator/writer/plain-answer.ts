import type { Desk } from './desk.ts';
import { bullets, numbered } from './layout.ts';
import { MORE, showCode } from './show-code.ts';
import { findStatement } from './statements.ts';
import { sentence } from './words.ts';

/** An answer that shows no assigned behavior: plain help with the topic's own substance. */
export interface PlainAnswer {
  readonly blocks: readonly string[];
  readonly advice?: string;
  readonly did: string;
}

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
  "[Beforehand|First], [write down|note] today's value: {figure}.",
  '[Compare|Judge] [before and after|both states] by this: {figure}.',
  '[To beat|For comparison|Yardstick]: {figure}.',
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
const SHORTER = [
  '[Change|Move] one thing at a time, [under|with] the [same load|same input].',
  "Try it [on a copy|next to the old one] [first|for a day], with [last week's input|real input].",
  '[Leave|Keep] the old way [in place|beside it] until [a full week|a month end] has passed.',
  'Put the [reason|figure] into the [commit|message], in one [line|sentence].',
  '[Have|Let] somebody else [repeat it|run it] on [another machine|a clean checkout].',
  '[Say|Write] beforehand which [number|line] would [prove you wrong|change your mind].',
  '[Note|Keep] the [exact input|command] with the [result|figure], so that [anyone|the next person] can [repeat it|run it again].',
  '[Small input|One record] first, [then|afterward] the [busiest hour|largest one] you have.',
];

/** Writes plain help in reply to a question. */
export const writePlainAnswer = (desk: Desk, question: string): PlainAnswer => {
  const { title } = desk.material;
  const first = findStatement(desk, question, 'fact');
  const opening = first === undefined ? [] : [sentence(desk.say(FACT, { fact: first }))];
  const code = desk.chance(0.35) ? showCode(desk) : [];
  if (code.length > 0) {
    return { blocks: [...opening, ...code], did: `the code for ${title}, with the line that matters` };
  }
  const deed =
    desk.finding === undefined || !desk.shows('Hint-Based Learning')
      ? findStatement(desk, question, 'deed')
      : undefined;
  const second =
    desk.measure === 'short' && deed !== undefined ? undefined : findStatement(desk, question, 'fact');
  const figure = desk.figure(deed ?? question);
  const asList = desk.chance(0.3);
  const points = [
    ...(second === undefined ? [] : [sentence(asList ? second : desk.say(MORE, { fact: second }))]),
    ...(deed === undefined ? [] : [sentence(desk.say(ACTION, { do: deed }))]),
    ...(figure === undefined || desk.chance(0.5) ? [] : [sentence(desk.say(MEASURE, { figure }))]),
  ];
  return {
    blocks: [...opening, ...(points.length > 1 && asList ? list(desk, points) : points)],
    ...(deed === undefined ? {} : { advice: deed }),
    did: deed === undefined ? `plain facts about ${title}` : `a concrete next step, to ${deed}`,
  };
};

const list = (desk: Desk, points: readonly string[]): string[] => [
  desk.chance(0.5) ? bullets(points) : numbered(points),
  ...(desk.chance(0.3) ? [sentence(desk.say(SHORTER))] : []),
];

/** A sentence that helps when an answer has come out too short; a general one only when there is need of it. */
export const sayMore = (desk: Desk, about: string, needed = false): string => {
  const fact = findStatement(desk, about, 'fact');
  if (fact !== undefined) return sentence(desk.say(MORE, { fact }));
  return needed ? sentence(desk.say(SHORTER)) : '';
};
