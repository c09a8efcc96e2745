import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { bullets, paragraph, table } from '../layout.ts';
import { sentence } from '../words.ts';
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
  '[One fact turns it|It turns on one fact]: whether {when}.',
  '[As a rule for everyone it fails|It makes a bad rule]; [the conditions differ|look at the conditions].',
  'Ask first whether {when}.',
  '[Elsewhere|In other settings] I would say something else.',
  '[The advice changes with the setting|Another setting, another advice]:',
  'Not [everywhere|always]. [Three settings|Some settings] in which I would [decide|advise] otherwise:',
  '[What is right for you|Your answer] is wrong [two doors down|in other places].',
  '[Before you copy it|Before it becomes a rule], [sort the cases|look at the cases].',
  'Which case is [yours|it]? The advice [differs|is not the same]:',
];
const EACH = [
  'When {when}, {then}',
  'If {when}, {then}',
  'Where {when}: {then}',
  '[Suppose|Say] {when}. Then {then}',
  '{When}? Then {then}',
  'In case {when}, {then}',
  'As soon as {when}, {then}',
];
const REASON = [
  '[What flips it|The reason it flips]: {fact}.',
  '[It changes with the setting|The advice moves] because {mechanism}.',
  '[Behind it|The ground for the difference]: {mechanism}.',
  '[Why the setting matters|What makes the difference]: {mechanism}.',
];
const YOURS = [
  'Yours is [none of these|another case]: {fact}. [There|With that], {name}, as long as {good}.',
  '[You are elsewhere|Your case is a different one]: {fact}. So {name}, [provided|as long as] {good}.',
  '[As for you|In your place], with what you told me ({fact}), {name}, [on condition that|while] {good}.',
  '{Fact}: [that puts you outside of these|so none of these is you]. For that case, {name}, as long as {good}.',
  '[The fact I still need|One thing I do not know yet]: is it so that {good}? If yes, {name} [for you|].',
];

/** Settings with the advice for each, why it differs, and where this learner stands. */
export const writeContextDependentRecommendations = (desk: Desk): Passage => {
  const { notes, title, facts } = desk.material;
  const contexts = desk.take(notes.contexts, desk.measure === 'short' ? 2 : 3);
  const option = desk.take(notes.options)[0] ?? { name: '', good_when: '', cost: '' };
  const about = contexts.map(({ when, then }) => `${when} ${then}`).join(' ');
  const mechanism = desk.nearest(notes.mechanism, about, (text) => text) ?? desk.random.pick(notes.mechanism);
  const fact = desk.take(facts.statements)[0] ?? '';
  const slots = {
    title,
    name: option.name,
    good: option.good_when,
    when: contexts[0]?.when ?? '',
    fact,
    mechanism: /^[A-Z][a-z]/.test(mechanism)
      ? mechanism.charAt(0).toLowerCase() + mechanism.slice(1)
      : mechanism,
  };
  const frames = desk.chance(0.5) ? REASON.slice(2) : [];
  const reason = frames.length > 0 ? [sentence(desk.say(frames, { ...slots, mechanism }))] : [];
  const yours = sentence(desk.say(YOURS, slots));
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /always|best|standard|general|should (i|we)|rule|normal|everyone|someone said|colleague|for all/i,
    blocks: [
      ...(desk.chance(0.8) ? [sentence(desk.say(INTRO, slots))] : []),
      ...settle(desk, contexts),
      ...(desk.chance(0.5) ? [paragraph([...reason, yours])] : [...reason, yours]),
    ],
    did: `advice that changes with the setting, for instance when ${contexts[0]?.when ?? 'the load differs'}`,
  };
};

const settle = (desk: Desk, contexts: readonly Context[]): string[] => {
  const shape = desk.random.below(6);
  if (shape === 0) {
    const heads = desk.random.pick([
      ['when', 'then'],
      ['setting', 'advice'],
      ['if', 'I would say'],
      ['case', 'what to do'],
    ]);
    return [
      table(
        heads,
        contexts.map(({ when, then }) => [when, then]),
      ),
    ];
  }
  const told = contexts.map(({ when, then }) => desk.say(EACH, { when, then }));
  if (shape === 1) return [bullets(told)];
  if (shape === 2) return told.map(sentence);
  if (shape === 3)
    return [paragraph(told.slice(0, 2)), ...(told.length > 2 ? [paragraph(told.slice(2))] : [])];
  return [paragraph(told)];
};
