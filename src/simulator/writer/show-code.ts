import type { Desk } from './desk.ts';
import { fence } from './layout.ts';
import { readCode, toLanguageName } from './read-code.ts';
import { findStatement } from './statements.ts';
import { isCommand, sentence } from './words.ts';

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

/** Ways to add a fact. */
export const MORE = [
  '{fact}',
  '{fact}',
  '{fact}',
  '[Also|Besides|Further]: {fact}',
  '[Add to that|To that add]: {fact}',
  '[A second point|Second|Not to forget]: {fact}',
];

/** The topic's code with a word before and after it; nothing when there is none or it has been shown. */
export const showCode = (desk: Desk): string[] => {
  const { code, steps } = desk.material.notes;
  if (code === undefined || desk.isUsed(code) || code.text.trim() === '') return [];
  desk.keepFrom(code);
  const { name, guards, lines } = readCode(code.text);
  const first = desk.shows('Diminishing Returns')
    ? []
    : steps.slice(0, 2).filter((step) => isCommand(step.do));
  const slots = {
    do: desk.nearest(first, code.text, (step) => step.do, 0.05)?.do,
    language: toLanguageName(code.language),
    lines: toNumber(lines),
    name,
    guard: guards.length > 0 ? desk.random.pick(guards) : undefined,
  };
  const after =
    slots.guard !== undefined ? CODE_AFTER : name !== undefined ? CODE_AFTER_NAME : CODE_AFTER_NONE;
  const fact = findStatement(desk, code.text, 'fact');
  const [before, block, behind] = [
    sentence(desk.say(CODE_INTRO, slots)),
    fence(code.language, code.text),
    sentence(desk.say(after, slots)),
  ];
  const more = fact === undefined ? [] : [sentence(desk.say(MORE, { fact }))];
  switch (desk.random.below(6)) {
    case 0:
      return [block, behind, ...more];
    case 1:
      return [...more, before, block, behind];
    case 2:
      return [before, block, ...more];
    case 3:
      return [`${behind} ${before}`, block, ...more];
    case 4:
      return [before, block, [behind, ...more].join(' ')];
    default:
      return [before, block, behind, ...more];
  }
};

const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

const toNumber = (count: number): string => NUMBERS[count] ?? String(count);
