import type { Desk } from './desk.ts';
import { heading } from './layout.ts';
import { type Cue, chooseOpeningFacts, writeFollowUp, writeOpening } from './learner.ts';
import type { Passage, PatternWriter } from './patterns/index.ts';
import { sayMore, writePlainAnswer } from './plain-answer.ts';
import { reflow } from './reflow.ts';
import { showCode } from './show-code.ts';
import { findQuestion, findStatement, startAnswer } from './statements.ts';
import { countWords, sentence } from './words.ts';

/** Marks that a conversation has had its heading. */
const HEADED = Symbol('headed');

const FEWEST_WORDS = 50;
const FEWEST_AT_ALL = 42;
const MOST_BLOCKS = 14;

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
export const writeExchange = (desk: Desk, writers: readonly Writer[], index: number): Exchange => {
  startAnswer(desk);
  const found = desk.finding;
  const told = index === 0 ? chooseOpeningFacts(desk) : [];
  desk.tell(told);
  const passages = writers.map(({ name, write }) => ({ name, passage: write(desk) }));
  const plain = passages.map(({ passage }) => passage);
  const cue = toCue(desk, plain, index);
  const user = index === 0 ? writeOpening(desk, cue, told) : writeFollowUp(desk, cue);
  desk.finding = plain.find(({ finding }) => finding !== undefined)?.finding;
  const blocks = found === undefined ? [] : [sentence(desk.say(CONFIRM))];
  desk.advice = undefined;
  if (plain.length === 0) {
    const answer = writePlainAnswer(desk, cue.ask ?? cue.question);
    blocks.push(...answer.blocks);
    desk.advice = answer.advice;
  } else {
    if (desk.finding === undefined && cue.ask !== undefined) blocks.push(...reply(desk, cue.ask));
    for (const passage of plain) blocks.push(...passage.blocks);
    if (desk.finding === undefined) blocks.push(...enrich(desk, blocks));
    desk.advice = plain.at(-1)?.advice;
  }
  return {
    user,
    assistant: assemble(desk, blocks, cue.ask ?? cue.question),
    deeds: passages.map(({ name, passage }) => ({ pattern: name, did: passage.did })),
  };
};

const CONFIRM = [
  'That is [it|the one|the cause].',
  '[Exactly|Right], and [found|seen] [by yourself|without help].',
  'You have [it|the cause|what matters].',
  'So it is.',
  '[Correct|True|Agreed]: it [explains|covers] the rest.',
  '[There|Now] you have the [cause|reason].',
  '[Yes|Agreed|Precisely].',
];

/** The learner's words: a lead that the answer needs, a question of the topic's own where one fits, else a frame. */
const toCue = (desk: Desk, passages: readonly Passage[], index: number): Cue => {
  const leads = passages.flatMap(({ lead }) => (lead === undefined ? [] : [lead]));
  const lead = leads.length > 0 ? leads.join('. ') : undefined;
  const question = passages.find((passage) => passage.question !== '')?.question ?? 'what now';
  if (passages.length === 0) return { lead, question, ask: findQuestion(desk, index === 0 ? 0 : 1) };
  if (index > 0 && lead !== undefined) return { lead, question, ask: undefined };
  return { lead, question, ask: fittingAsk(desk, passages, index) };
};

/** A question of the topic's own that the passages answer. The first two can open a conversation, the others not. */
const fittingAsk = (desk: Desk, passages: readonly Passage[], index: number): string | undefined => {
  const { asks } = desk.material.notes;
  const about = passages.flatMap(({ blocks }) => blocks).join(' ');
  const open = (index === 0 ? asks.slice(0, 2) : asks.slice(1)).filter((ask) => !desk.isUsed(ask));
  const ranked = open
    .map((ask) => ({
      ask,
      score: desk.compare(ask, about) + (passages.some((one) => one.asks.test(ask)) ? 0.1 : 0),
    }))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0];
  if (best === undefined || (index > 0 && (best.score < 0.16 || desk.chance(0.2)))) return undefined;
  desk.keepFrom(best.ask);
  return best.ask;
};

/** Longer conversations say a little more in the same answer: a fact, or the code. */
const enrich = (desk: Desk, blocks: readonly string[]): string[] => {
  const share = { short: 0, medium: 0.25, long: 0.6 }[desk.measure];
  if (!desk.chance(share)) return [];
  const code = desk.measure === 'long' && desk.chance(0.35) ? showCode(desk) : [];
  return code.length > 0 ? code : [sayMore(desk, blocks.join(' '))];
};

/** A direct word on the question, where the material has one. */
const reply = (desk: Desk, ask: string): string[] => {
  const fact = findStatement(desk, ask, 'fact', 0.1);
  return fact === undefined ? [] : [sentence(fact)];
};

const HINT_FIGURE = [
  '[Keep in view|Hold on to|In mind]: {figure}.',
  '{Figure}; [that has|there is] a reason.',
];
const SLOWLY = [
  '[Take|Give it] [half an hour|an evening], [no more|not longer].',
  '[One|A single] [record|request|case] [is enough|will do] [for it|to begin with].',
  '[Speed does not count|No hurry]; [one clean look|a careful look] [does|counts].',
];
const CLOSERS = [
  '[What|Which] [number|figure] do you get?',
  '[Measure|Look] again [after that|tomorrow].',
  '[Questions|Doubts] about the [last|first] line?',
];

/** Fills up what is too short and decides on paragraphs; an answer ends in prose, with a finished sentence. */
const assemble = (desk: Desk, parts: readonly string[], about: string): string => {
  const blocks = parts.filter((part) => part.trim() !== '');
  while (countWords(blocks.join('\n\n')) < FEWEST_WORDS && blocks.length < MOST_BLOCKS) {
    if (desk.finding === undefined) {
      const more = sayMore(desk, about, countWords(blocks.join('\n\n')) < FEWEST_AT_ALL);
      if (more === '') break;
      blocks.push(more);
    } else if (blocks.length < 6 && desk.figure() !== undefined) {
      blocks.unshift(sentence(desk.say(HINT_FIGURE, { figure: desk.figure() })));
    } else blocks.push(sentence(desk.say(SLOWLY)));
  }
  const last = blocks.at(-1) ?? '';
  if (!/[.?!]["')]?$/.test(last) || last.startsWith('|')) blocks.push(sentence(desk.say(CLOSERS)));
  const flowing = reflow(desk.random, blocks);
  const rich = flowing.some((block) => /^(?:[-|]|\d+\. )/.test(block)) && flowing.length > 1;
  if (rich && desk.material.title.length < 48 && !desk.isUsed(HEADED) && desk.chance(0.12)) {
    desk.keepFrom(HEADED);
    flowing.unshift(heading(desk.material.title));
  }
  return flowing.join('\n\n');
};
