import type { Pattern } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { bullets, numbered, paragraph } from '../layout.ts';
import { bare, isCommand, sentence } from '../words.ts';
import type { Passage, PatternWriter } from './writer.ts';

const QUESTIONS = [
  'what do you make of {title}',
  'how would you go about {title}',
  'what do i do with {title} now',
  'anything else i should think of with {title}',
  'what is your take on it',
  'and then?',
];

const INTRO = [
  '{Fact}. [Start|Begin] from that.',
  'The aim is to {goal}.',
  'To {goal}, [this matters most|keep this in view]:',
  '[Look|Go back] at {title} [once more|with that in mind].',
  '[What you told me|The fact in hand]: {fact}.',
];
const APPLY = [
  '{Do}. [In|For] {title} that [means|concerns] this: {fact}',
  '{Fact}: here, {small}',
  '[For|With] {title}, {small}',
  '{Do}, [starting with|first of all at] this: {fact}',
];
const APPLY_THING = ['{Do}. [Here|In this case]: {fact}', '{Fact}. {Do}', '[For|With] {title}: {small}'];

/** A pattern of someone's own recipe: its card says what to do, the topic on what. */
export const makeOwnPattern = (pattern: Pattern): PatternWriter => {
  const name = pattern.name.toLowerCase();
  const isOpen = (text: string): boolean => !text.toLowerCase().includes(name);
  const deeds = pattern.do.map(bare).filter(isOpen);
  const looks = (pattern.looks_like ?? '')
    .split(/\n\s*\n/)
    .filter((part) => isOpen(part) && !/[|`]/.test(part))
    .flatMap((part) => bare(part).split(/(?<=[.?!])\s+/))
    .filter((text) => text.split(' ').length >= 5);
  const definition = [pattern.definition, ...(pattern.intent ?? '').split(/(?<=[.?!])\s+/)]
    .map(bare)
    .filter((text) => text !== '' && isOpen(text));
  return (desk) => write(desk, pattern, deeds.length > 0 ? deeds : definition, looks);
};

const write = (desk: Desk, pattern: Pattern, deeds: readonly string[], looks: readonly string[]): Passage => {
  const { title, goal, facts, notes } = desk.material;
  const shown = desk.take(deeds, desk.measure === 'short' ? 2 : 3);
  const marks = pattern.marks.map(bare).filter((mark) => /^[^\d`~#>|*-]{1,4}$/.test(mark));
  const told = shown.map((deed, index) => {
    const fact = desk.take([...facts.statements, ...notes.mechanism])[0] ?? `the aim is to ${goal}`;
    const text = desk.say(isCommand(deed) ? APPLY : APPLY_THING, {
      do: deed,
      small: deed.charAt(0).toLowerCase() + deed.slice(1),
      title,
      fact,
    });
    const mark = marks[index % Math.max(1, marks.length)];
    return mark === undefined ? text : `${mark} ${sentence(text)}`;
  });
  const intro = desk.say(INTRO, {
    title,
    goal,
    fact: desk.take(facts.statements)[0] ?? `it is about ${title}`,
  });
  const shape = desk.random.below(3);
  return {
    question: desk.say(QUESTIONS, { title }),
    asks: /how|what|should|why/i,
    blocks: [
      sentence(intro),
      ...(shape === 0 ? [bullets(told)] : shape === 1 ? [numbered(told)] : told.map(sentence)),
      ...(looks.length > 0 ? [paragraph(desk.take(looks, 2))] : []),
      paragraph(desk.take(notes.mechanism)),
    ],
    did: `${bare(pattern.definition)}, applied to ${title}`,
  };
};
