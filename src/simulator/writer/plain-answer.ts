import type { Desk } from './desk.ts';
import { fence, paragraph } from './layout.ts';
import { readCode } from './read-code.ts';
import { recast } from './recast.ts';
import { isCommand, sentence } from './words.ts';

/** An answer that shows no assigned behavior: plain help with the topic's own substance. */
export interface PlainAnswer {
  readonly blocks: readonly string[];
  readonly advice?: string;
  readonly did: string;
}

const CODE_INTRO = [
  '[In code|Written out], {lines} lines:',
  'It [comes|boils] down to {lines} lines of {language}:',
  'The part [in question|you need], {do}:',
  '{Do}, [as code|in {language}]:',
  '[Here|This] is the [piece|part] I would [write|put there]:',
  'To {do}, [you need no more than this|this is enough]:',
  '[Compare|Hold] yours against this:',
  '{Language}, [and short|no more than {lines} lines]:',
];
const CODE_INTRO_THING = CODE_INTRO.filter((frame) => !/\{do\}/i.test(frame));
const CODE_AFTER = [
  'Read it from `{name}` on[; the rest serves that|]. [The line to look at twice|What carries it]: `{guard}`.',
  'The line that [does the work|matters] is `{guard}`. [Delete|Remove] it in a branch and see [which test notices|what goes red].',
  '`{guard}` [is not decoration|has to stay]. [Everything above it|What comes before] only [prepares it|leads there].',
  'Put `{name}` [next to what you have|into its own file] and [call it from one place|keep one caller]. [Watch|Mind] `{guard}`.',
  '[Start|Begin] reading at `{guard}`; `{name}` [is only the frame|gives it a name].',
  'Keep your own names, [and keep|but not without] `{guard}`.',
  'If you [change|copy] one thing, [let it be|take] the line `{guard}`.',
];
const CODE_AFTER_NAME = [
  '[Everything hangs on|The center of it is] `{name}`. [Keep it that small|It should not grow].',
  'Call `{name}` [from one place|in one place only], [so that there is one thing to change later|and nothing else has to know].',
  '`{name}` is [the only part|all] you have to [keep|take over]; the names around it are yours.',
];
const CODE_AFTER_NONE = [
  '[Adapt|Change] the names and nothing else.',
  '[Line by line|From the top], it says what it does; no line is [decoration|spare].',
];

const ACTION = [
  '{Do}. [Nothing else in the same commit|One commit, that and nothing more].',
  '[The next thing to type|Next], then: {do}.',
  '[Today|This afternoon]: {do}. [The rest waits|Leave the rest for later].',
  '{Do}, and [look again before you go on|then stop and look].',
  '[Small step|One step]: {do}.',
  '[What I would do with the next hour|My next move]: {do}.',
];
const MEASURE = [
  "[Write down|Note] [today's|the present] value before you [touch|change] anything: {fact}.",
  'Compare [before and after|the two states] by the same number: {fact}.',
  '[The figure to beat|The number to hold it against] is yours: {fact}.',
  '[You told me|Your words]: {fact}. [Check|See] whether that still holds [after|once it is in].',
  'Afterward, [one figure|this] has to move: {fact}.',
  '{Fact}; [run it again|repeat the measurement] with the change in place.',
  '[Keep an eye on|Remember] this one: {fact}.',
];
const FACT_LEAD = [
  '{fact}',
  '{fact}',
  '{fact}',
  '[Short version|In one line]: {fact}',
  '[Fact first|First the fact]: {fact}',
  '[What decides it|The point]: {fact}',
  '[That one has an answer|A plain answer]: {fact}',
];
const MORE = [
  '{fact}',
  '{fact}',
  '{fact}',
  '[Also|Besides]: {fact}',
  '[Add to that|To it belongs]: {fact}',
  '[And one thing more|A second point]: {fact}',
];
const SHORTER = [
  '[Change one thing at a time|One change at a time], and [measure under the same load|with the same input each time].',
  "[Do it|Try it] on a copy [first|before anything else], [with last week's input|with real input].",
  '[Keep|Leave] the old way [next to it|in place] until the new one has [run for a week|seen a full week].',
  '[Put|Write] the reason into the commit message, [in one sentence|with the figure].',
  'Have [a colleague|somebody else] [repeat it|run the same check] on [another machine|a clean checkout].',
];

/** Writes plain help in reply to a question. */
export const writePlainAnswer = (desk: Desk, question: string): PlainAnswer => {
  const { notes, facts, title } = desk.material;
  const first = answerFrom(desk, question, 0);
  const opening = first === undefined ? [] : [sentence(desk.say(FACT_LEAD, { fact: first }))];
  const kind = desk.random.below(notes.code !== undefined && !desk.isUsed(notes.code) ? 5 : 3);
  if (kind >= 3 && notes.code !== undefined) {
    desk.keepFrom(notes.code);
    const { blocks, advice } = showCode(desk, notes.code);
    return { blocks: [...opening, ...blocks], ...advice, did: `the code for ${title}, read line by line` };
  }
  const act =
    desk.patterns.has('Hint-Based Learning') && desk.finding !== undefined
      ? undefined
      : actionFor(desk, question);
  const more = answerFrom(desk, question, 0);
  const measured = sentence(desk.say(MEASURE, { fact: desk.take(facts.statements)[0] ?? title }));
  const rest = [
    ...(more === undefined ? [] : [sentence(desk.say(MORE, { fact: more }))]),
    ...(act === undefined ? [] : [sentence(desk.say(ACTION, { do: act }))]),
  ];
  const end = kind === 0 || rest.length === 0 ? [measured] : kind === 1 ? [] : [measured];
  const shape = desk.random.below(4);
  const blocks =
    shape === 0
      ? [paragraph([...opening, ...rest, ...end])]
      : shape === 1
        ? [paragraph(opening), paragraph([...rest, ...end])]
        : shape === 2
          ? [paragraph([...opening, ...rest]), ...end]
          : [...opening, ...rest, ...end];
  return {
    blocks: blocks.filter((block) => block !== ''),
    ...(act === undefined ? {} : { advice: act }),
    did: act === undefined ? `plain facts about ${title}` : `a concrete next step, to ${act}`,
  };
};

/** A sentence that helps when an answer has come out too short. */
export const sayMore = (desk: Desk, about: string): string => {
  const fact = answerFrom(desk, about, 0);
  if (fact !== undefined) return sentence(desk.say(MORE, { fact }));
  return sentence(desk.say(SHORTER));
};

const showCode = (
  desk: Desk,
  code: { readonly language: string; readonly text: string },
): { readonly blocks: string[]; readonly advice: { readonly advice?: string } } => {
  const { name, guards, lines } = readCode(code.text);
  const steps = desk.material.notes.steps.map((step) => step.do).filter(isCommand);
  const deed = desk.nearest(steps, code.text, (text) => text, 0.05);
  const slots = {
    do: deed ?? '',
    language: code.language,
    lines: String(lines),
    name: name ?? '',
    guard: desk.random.pick(guards.length > 0 ? guards : ['']),
  };
  const after =
    name !== undefined && guards.length > 0
      ? CODE_AFTER
      : name !== undefined
        ? CODE_AFTER_NAME
        : CODE_AFTER_NONE;
  return {
    blocks: [
      sentence(desk.say(deed === undefined ? CODE_INTRO_THING : CODE_INTRO, slots)),
      fence(code.language, code.text),
      sentence(desk.say(after, slots)),
    ],
    advice: deed === undefined ? {} : { advice: deed },
  };
};

/** The unused statement nearest to a question, out of those that show no other behavior. */
export const answerFrom = (desk: Desk, question: string, least: number): string | undefined => {
  const { notes, beliefs } = desk.material;
  const { patterns } = desk;
  const pool = [
    ...(patterns.has('Mechanistic Understanding') ? [] : notes.mechanism),
    ...(patterns.has('Brutal Accuracy') ? [] : notes.leaps.map(({ flaw }) => flaw)),
    ...(patterns.has('Precision Policing') ? [] : notes.terms.map(({ why }) => why)),
    ...beliefs.map(({ answer }) => answer),
  ].filter((text) => !LEANS.test(text) && text !== desk.finding);
  const near = desk.nearest(pool, question, (text) => text, least);
  return near === undefined ? undefined : recast(desk.random, near);
};

/** Statements that need the one before them. */
const LEANS =
  /^(the (first|second|former|latter|two|other|same)|both|neither|one |it |its |they |that |this |each |rejections|nobody)/i;

const actionFor = (desk: Desk, question: string): string | undefined => {
  const { notes } = desk.material;
  const { patterns } = desk;
  const pool = [
    ...(patterns.has('Diminishing Returns') ? [] : notes.steps.slice(0, 2).map((step) => step.do)),
    ...(patterns.has('Production Readiness') ? [] : notes.failures.map(({ remedy }) => remedy)),
  ].filter(isCommand);
  return desk.nearest(pool, question, (text) => text);
};
