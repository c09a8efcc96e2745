import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
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
  '"{Loose}" [is too loose|covers two things]. [Exact|Exactly]: {exact}. {Why}.',
  'You [wrote|say] "{loose}". [Exact|Better|Precisely]: {exact}. [It matters|That counts], because {reason}.',
  '[One word first|A word first]: "{loose}". [Say|Make it] "{exact}". {Why}.',
  '{Exact}: [that is|so reads] "{loose}" in exact terms. {Why}.',
  '[Replace|Strike] "{loose}" by "{exact}". [Reason|Why]: {why}.',
  '"{Loose}" [hides|blurs] a difference. [Exact term|Exact wording]: {exact}. [Consequence|Hence]: {why}.',
  '"{Loose}" and "{exact}" [are not the same|differ]. {Why}.',
  '[With|Under] "{loose}" you [look|search] in the wrong place. [Precisely|Exact]: {exact}. {Why}.',
  '[In exact terms|Exactly put], {exact}; "{loose}" [says more than you know|says something else]. {Why}.',
  'I [stumble|stop] at "{loose}". [Exactly|To be exact]: {exact}. [It makes a difference|No pedantry]: {why}.',
];
const SECOND = [
  '[Likewise|The same with] "{loose}": {exact}. {Why}.',
  'And "{loose}" [means|should read] {exact}: {why}.',
  '[Second word|One more]: "{loose}". [Exact|Say]: {exact}. {Why}.',
  '"{Loose}" [as well|too]. {Exact}. {Why}.',
];
const USE = [
  '[Under|With] the exact [reading|word], [do this|next]: {do}.',
  '[Keep|Use] that wording, and [the work|the next move] [follows|is plain]: {do}.',
  '[Read that way|So understood], [look|go] where {what}.',
  '[Put exactly|In those terms], the trouble: {what}.',
  '[Rename the ticket|Change the headline]. [Left over|What remains]: {what}.',
  '[What changes|The difference in practice]: {do}.',
  'The [loose|old] word [hid|left out] that {what}.',
];

const LEAST_LIKENESS = 0.05;

/** A loose word of the learner, the exact one, and what the difference changes. */
export const writePrecisionPolicing = (desk: Desk): Passage => {
  const { notes } = desk.material;
  const terms = desk.take(notes.terms, desk.measure === 'long' && desk.chance(0.6) ? 2 : 1);
  const term = terms[0] ?? { loose: '', exact: '', why: '' };
  const about = `${term.exact} ${term.why}`;
  const { item, score } = desk.closest(notes.failures, about, ({ what, remedy }) => `${what} ${remedy}`);
  if (score >= LEAST_LIKENESS) desk.keepFrom(item);
  const step = desk.shows('Diminishing Returns')
    ? undefined
    : desk.nearest(notes.steps, about, (one) => one.do, LEAST_LIKENESS);
  const use = desk.say(USE, { what: score >= LEAST_LIKENESS ? item?.what : undefined, do: step?.do });
  return {
    lead: terms.map((one) => leadFor(desk, one)).join('. '),
    question: '',
    asks: /$^/,
    blocks: [
      ...terms.map((one, index) =>
        sentence(
          desk.say(index === 0 ? CORRECT : SECOND, {
            ...one,
            reason: /^(that|this|which|there)\b/.test(one.why) ? undefined : one.why,
          }),
        ),
      ),
      ...(use === '' ? [] : [sentence(use)]),
    ],
    did: `"${term.loose}" replaced by "${term.exact}"`,
  };
};

const leadFor = (desk: Desk, { loose }: Term): string =>
  desk.say(isStatement(loose) ? LEADS_STATED : LEADS_NAMED, { loose: typed(loose) });
