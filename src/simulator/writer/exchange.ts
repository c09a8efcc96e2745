import type { Desk } from './desk.ts';
import { type Cue, writeFollowUp, writeOpening } from './learner.ts';
import { likeness } from './likeness.ts';
import type { Passage, PatternWriter } from './patterns/index.ts';
import { answerFrom, sayMore, writePlainAnswer } from './plain-answer.ts';
import { recast } from './recast.ts';
import { countWords, sentence } from './words.ts';

const FEWEST_WORDS = 48;

interface Writer {
  readonly name: string;
  readonly write: PatternWriter;
}

interface Exchange {
  readonly user: string;
  readonly assistant: string;
  readonly deeds: readonly { readonly pattern: string; readonly did: string }[];
}

/** One question and its answer. */
export const writeExchange = (
  desk: Desk,
  writers: readonly Writer[],
  { index, last }: { readonly index: number; readonly last: boolean },
): Exchange => {
  const finding = index > 0 ? desk.finding : undefined;
  const passages = writers.map(({ name, write }) => ({ name, passage: write(desk) }));
  const hinting = desk.finding !== finding && writers.length > 0;
  const cue = toCue(
    desk,
    passages.map(({ passage }) => passage),
    index,
  );
  // The learner speaks before this answer is given, so the finding to report is the one of the answer before.
  const next = desk.finding;
  desk.finding = finding;
  const user = index === 0 ? writeOpening(desk, cue) : writeFollowUp(desk, cue, last);
  const asked = cue.ask ?? cue.question;
  const blocks: string[] = finding === undefined ? [] : [confirm(desk)];
  desk.finding = hinting ? next : undefined;
  desk.advice = undefined;
  if (passages.length === 0) {
    const plain = writePlainAnswer(desk, asked);
    blocks.push(...plain.blocks);
    desk.advice = plain.advice;
  } else {
    if (!hinting && cue.ask !== undefined && blocks.length === 0) blocks.push(...reply(desk, cue.ask));
    for (const { passage } of passages) blocks.push(...passage.blocks);
    desk.advice = passages.at(-1)?.passage.advice;
  }
  while (countWords(blocks.join('\n\n')) < FEWEST_WORDS && blocks.length < 12) {
    if (hinting)
      blocks.unshift(
        sentence(desk.say(BEFORE_HINTS, { fact: desk.take(desk.material.facts.statements)[0] ?? '' })),
      );
    else blocks.push(sayMore(desk, asked));
  }
  return {
    user,
    assistant: close(desk, blocks).join('\n\n'),
    deeds: passages.map(({ name, passage }) => ({ pattern: name, did: passage.did })),
  };
};

const BEFORE_HINTS = [
  '[Keep|Have] this in view: {fact}.',
  '[One figure|A figure] to hold on to: {fact}.',
  '{Fact}; [that has a reason|there is a reason for that].',
];

const CONFIRM = [
  'That is [it|the one].',
  '[Exactly|Right], and you found it [yourself|without me].',
  'You have [it|the cause].',
  'So it is. [Now|From here on] the change is easy to [name|see].',
  '[Correct|True], and it [explains|covers] the rest.',
  'There you have the [cause|reason].',
  '[Agreed|Yes]. The surprise was the point.',
];
const CONFIRM_END = ['', '', ' [What follows from it|Next]:'];

const confirm = (desk: Desk): string =>
  `${sentence(desk.say(CONFIRM))}${desk.say(CONFIRM_END) === '' ? '' : ''}`;

/** The learner's words: a lead that the answer needs, a question of the topic's own where one fits, else a frame. */
const toCue = (desk: Desk, passages: readonly Passage[], index: number): Cue => {
  const { asks } = desk.material.notes;
  const leads = passages.flatMap(({ lead }) => (lead === undefined ? [] : [lead]));
  const question = passages.find((passage) => passage.question !== '')?.question ?? 'what now';
  const lead = leads.length > 0 ? leads.join('. ') : undefined;
  if (index === 0) {
    const about = passages.flatMap(({ blocks }) => blocks).join(' ');
    const openers = asks.slice(0, 2).filter((ask) => !desk.isUsed(ask));
    const fitting = openers.find((ask) => passages.some(({ asks: sign }) => sign.test(ask)));
    const chosen = fitting ?? desk.nearest(openers, about, (text) => text);
    if (chosen !== undefined) desk.keepFrom(chosen);
    return { lead, question, ask: chosen };
  }
  if (passages.length === 0) return { lead, question, ask: desk.take(asks.slice(1))[0] };
  if (lead !== undefined) return { lead, question, ask: undefined };
  const about = passages.flatMap(({ blocks }) => blocks).join(' ');
  const fitting = asks
    .slice(1)
    .filter((ask) => !desk.isUsed(ask) && passages.some(({ asks: sign }) => sign.test(ask)))
    .sort((a, b) => likeness(b, about) - likeness(a, about))[0];
  if (fitting === undefined || desk.chance(0.3)) return { lead, question, ask: undefined };
  desk.keepFrom(fitting);
  return { lead, question, ask: fitting };
};

/** A direct word on the question, where the material has one. */
const reply = (desk: Desk, ask: string): string[] => {
  const fact = answerFrom(desk, ask, 0.12);
  return fact === undefined ? [] : [sentence(recast(desk.random, fact))];
};

const CLOSERS = [
  '[What|Which] [number|figure] do you get?',
  'What does [your|the] log say [there|at that point]?',
];

/** An answer ends in prose: neither in a table nor in code nor on a colon. */
const close = (desk: Desk, blocks: readonly string[]): string[] => {
  const last = blocks.at(-1) ?? '';
  return /[.?!]["')]?$/.test(last) && !last.startsWith('|') ? [...blocks] : [...blocks, desk.say(CLOSERS)];
};
