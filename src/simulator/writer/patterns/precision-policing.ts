import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { paragraph } from '../layout.ts';
import { isStatement, sentence, typed } from '../words.ts';
import type { Passage } from './writer.ts';

type Term = TopicNotes['terms'][number];

const LEADS_STATED = [
  'in the ticket i wrote: {loose}',
  'the way i see it {loose}',
  'i mean, {loose}',
  '{loose}, [isnt that so|or did i get that wrong|thats what everybody here says]',
  'my summary for the team: {loose}',
  'for the record: {loose}',
];
const LEADS_NAMED = [
  'the ticket is called "{loose}"',
  'we call it {loose} here',
  'its about {loose}, [in short|basically]',
  'in the standup i said "{loose}"',
  'so for me this is {loose}',
  'the doc says "{loose}" [everywhere|in the headline]',
];

const CORRECT = [
  '"{Loose}" [is too loose|covers two things]. Exact: {exact}. {Why}.',
  'You [wrote|say] "{loose}". What you [have|mean] is this: {exact}. The difference [matters|counts], because {why}.',
  '[One word first|A word before the rest]: "{loose}". [Say|Make it] "{exact}". {Why}.',
  '{Exact}: [that|this] is what "{loose}" [stands for|should say] here. {Why}.',
  '[Replace|Strike] "{loose}" by "{exact}". [Reason|Why it matters]: {why}.',
  '"{Loose}" [hides|blurs] [something|a difference]. The exact [term|wording]: {exact}. [What hangs on it|Consequence]: {why}.',
  '"{Loose}" and "{exact}" are not the same thing[, and only the second is true here|]. {Why}.',
  '[With|As long as you say] "{loose}" you will [look|search] in the wrong place. [Precisely|The exact term]: {exact}. {Why}.',
  'In exact terms it is {exact}; "{loose}" [says more than you know|says something else]. {Why}.',
  'I [stumble|stop] at "{loose}". [Exactly|To be exact]: {exact}. [It makes a difference|That is no pedantry]: {why}.',
];
const SECOND = [
  '[Likewise|The same with] "{loose}": {exact}. {Why}.',
  'And "{loose}" [means|should read] {exact}: {why}.',
  '[Second word|One more]: "{loose}". [Exact|Say]: {exact}. {Why}.',
  '"{Loose}" needs the same care. {Exact}. {Why}.',
];
const USE = [
  '[Under|With] the exact [reading|word], the next [step|move] is [plain|clear]: {do}.',
  '[Use|Keep] that wording in the ticket, and [the work|what to do] follows from it: {do}.',
  '[Read that way|So understood], {what} [is no surprise|fits the picture], and that is [the case|what] to look at.',
  '[Put exactly|In those terms], the [question|trouble] is this: {what}.',
  '[Rename the ticket|Change the headline] and [half|part] of the debate is gone. What remains: {what}.',
];

/** A loose word of the learner, the exact one, and what the difference changes. */
export const writePrecisionPolicing = (desk: Desk): Passage => {
  const { notes } = desk.material;
  const terms = desk.take(notes.terms, desk.measure === 'long' && desk.chance(0.6) ? 2 : 1);
  const term = terms[0] ?? { loose: '', exact: '', why: '' };
  const failure =
    desk.nearest(notes.failures, `${term.exact} ${term.why}`, ({ what, remedy }) => `${what} ${remedy}`) ??
    desk.random.pick(notes.failures);
  const step = desk.nearest(notes.steps, `${term.exact} ${term.why}`, (one) => one.do) ?? notes.steps[0];
  const told = terms.map((one, index) => sentence(desk.say(index === 0 ? CORRECT : SECOND, { ...one })));
  const use = sentence(
    desk.say(desk.patterns.has('Diminishing Returns') ? USE.slice(2) : USE, {
      what: failure.what,
      do: step?.do ?? '',
    }),
  );
  return {
    lead: terms.map((one) => leadFor(desk, one)).join('. '),
    question: '',
    asks: /$^/,
    blocks: desk.chance(0.5)
      ? [paragraph(told), use]
      : desk.chance(0.5)
        ? [...told, use]
        : [paragraph([...told, use])],
    did: `"${term.loose}" replaced by "${term.exact}"`,
  };
};

const leadFor = (desk: Desk, { loose }: Term): string =>
  desk.say(isStatement(loose) ? LEADS_STATED : LEADS_NAMED, { loose: typed(loose) });
