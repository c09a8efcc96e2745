import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { bullets, table } from '../layout.ts';
import { sentence } from '../words.ts';
import { chooseOption } from './option.ts';
import type { Passage } from './writer.ts';

type Context = TopicNotes['contexts'][number];

const QUESTIONS = [
  'so is {name} [always|in general] the way to go',
  'whats the standard way for {title}',
  'can we make that a rule for [all teams|the whole company]',
  'would you do the same [everywhere|in every project]',
  'we have another [project|service] with the same problem. same answer?',
  'is there a best practice',
  '[a talk i saw|a blog] says everyone should do {name}',
  'does [that|it] hold for [other|smaller] systems too',
  'what do people normally do here',
  'when would you NOT do [it|that]',
];

const INTRO = [
  '[One fact|A single fact] [turns it|decides]: whether {good}.',
  '[Made a rule|As a rule for everyone], it fails; [settings differ|look at the conditions].',
  '[Ask|Find out] first whether {good}.',
  '[Elsewhere|In other settings] I would [advise|decide] [otherwise|differently].',
  '[Another setting|Other conditions], [another answer|other advice]:',
  'Not [everywhere|always]. {Count} [settings|cases] [against it|where it differs]:',
  '[Right for you|Your answer], wrong [two doors down|in other places].',
  '[Which case|Which setting] is [yours|it]?',
  '[Sort the cases|Tell the cases apart] [first|before you copy it].',
];
const EACH = [
  'When {when}, {then}',
  'If {when}, {then}',
  'Where {when}: {then}',
  '[Suppose|Say|Imagine] {when}. Then {then}',
  '{When}? Then {then}',
  'In case {when}, {then}',
  'As soon as {when}, {then}',
  '{When}: {then}',
];
const REASON = [
  '[What flips it|Why it flips|Ground]: {mechanism}.',
  '[Behind the difference|Behind it]: {mechanism}.',
  '[The setting matters|That differs] for a reason: {mechanism}.',
];
const YOURS = [
  'Yours is [another|a different] case: {figure}. [There|With that], {name}, as long as {good}.',
  '[You are elsewhere|None of these is you]: {figure}. So {name}, [provided|while] {good}.',
  '[As for you|In your place] ({figure}), {name}, [on condition that|while] {good}.',
  '{Figure}: [not one of these|outside of these]. For you {name}, [as long as|if] {good}.',
  '[Still open|I still need to know]: is it so that {good}? [If yes|Then], {name}.',
  '[For you|In your setting], {name}, [as long as|provided] {good}.',
  'You [fit none of them|stand outside] as long as {good}; [so|there], {name}.',
];

/** Settings with the advice for each, why it differs, and where this learner stands. */
export const writeContextDependentRecommendations = (desk: Desk): Passage => {
  const { notes, title } = desk.material;
  const contexts = desk.take(notes.contexts, desk.measure === 'short' ? 2 : 3);
  const option = chooseOption(desk);
  const about = contexts.map(({ when, then }) => `${when} ${then}`).join(' ');
  const mechanism = desk.shows('Mechanistic Understanding')
    ? undefined
    : desk.nearest(notes.mechanism, about, (text) => text);
  const slots = {
    title,
    name: option.name,
    good: option.good_when,
    count: ['One', 'Two', 'Three'][contexts.length - 1],
    figure: desk.figure(option.good_when),
    mechanism,
  };
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /always|best|standard|general|should (i|we)|rule|normal|everyone|someone said|colleague|for all/i,
    blocks: [
      ...(desk.chance(0.8) ? [sentence(desk.say(INTRO, slots))] : []),
      ...settle(desk, contexts),
      ...(mechanism === undefined ? [] : [sentence(desk.say(REASON, slots))]),
      sentence(desk.say(YOURS, slots)),
    ],
    did: `advice that changes with the setting, for instance when ${contexts[0]?.when ?? 'the load differs'}`,
  };
};

const HEADS = [
  ['when', 'then'],
  ['setting', 'advice'],
  ['if', 'I would say'],
  ['case', 'what to do'],
];

const settle = (desk: Desk, contexts: readonly Context[]): string[] => {
  const shape = desk.random.below(6);
  if (shape === 0)
    return [
      table(
        desk.random.pick(HEADS),
        contexts.map(({ when, then }) => [when, then]),
      ),
    ];
  const told = contexts.map(({ when, then }) => desk.say(EACH, { when, then }));
  return shape < 3 ? [bullets(told)] : told.map(sentence);
};
