import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { bullets, table } from '../layout.ts';
import { capital, sentence } from '../words.ts';
import type { Passage } from './writer.ts';

type Dimension = TopicNotes['dimensions'][number];

const QUESTIONS = [
  'how [good|bad] is it, out of ten',
  'rate [what we have|it], be honest',
  'is {title} [any good|good enough] as it stands',
  'if you had to grade [this|it]?',
  'my [boss|lead] wants to know how far along this is',
  'thumbs up or down',
  'whats your verdict on [the current state|what i have]',
  'where is it strong and where is it weak',
  'how would you [judge|score] what we run today',
  'on a scale from 1 to 10',
];

const INTRO = [
  '[Separately|One by one|Apart], for [what|the state] you [describe|run]:',
  '[One mark|A single grade] would [hide|bury] the {low}.',
  'Out of ten, [each alone|with grounds|one at a time]:',
  '[The spread is wide|These lie far apart|No two alike]:',
  '{Best} and {worst} [differ|have little in common] here.',
  '{Figure}. [On that basis|So I score|Marked by that]:',
  '[Marks|Scores|Grades], [each with its ground|reason beside each]:',
  '{Count} [questions|sides], {count} [marks|answers].',
  'Is it good at {best}? [Yes|Quite]. At {worst}? [No|Hardly].',
  '[Taken apart|Split up], {title} [looks|scores] like this:',
];
const EACH = [
  '{Name}: {score}/10. {Why}',
  '{Name} {score}/10: {why}',
  '{Score}/10 for {name}: {why}',
  '{Why}. [Hence|So|Thus] {score}/10 for {name}',
  '{Name}, {score}/10. {Why}',
  'On {name}, {score}/10: {why}',
  '{Name}, [I would say|for now|by that] {score}/10: {why}',
];
const DECIDES = [
  'The {low} decides. [What use is|Who needs] {aHigh} for {best} [then|otherwise]?',
  'No total: {aHigh} and {aLow} [do not average|have no sum].',
  '[What weighs most|What counts|Heaviest]: {worst}, since you [want|have] to {goal}.',
  'It is {worst}, at {low}/10, that [costs you most|hurts|people notice].',
  '{Best} can rest; {worst} cannot.',
  'Leave {best}, [change|mend|work on] {worst}.',
  '[By|For] your aim, to {goal}, {worst} [must come|should come|goes] before {best}.',
  '[Work on|Mend] the {low}, [leave|keep] the {high}.',
];
const RAISE = [
  '[To raise|What lifts|Next point for] {worst}: {do}.',
  '[One change|A step] would [lift|take] {worst} to [about|perhaps] {next}: {do}.',
  'For {aNext} there: {do}.',
];

/** Separate scores with their grounds, and no overall mark. */
export const writeMultiDimensionalEvaluation = (desk: Desk): Passage => {
  const { notes, title, goal } = desk.material;
  const ranked = [...notes.dimensions].sort((a, b) => a.score - b.score);
  const [lowest, highest] = [ranked[0], ranked.at(-1)];
  const spare =
    ranked.length > 3 && desk.measure === 'short'
      ? ranked[1 + desk.random.below(ranked.length - 2)]
      : undefined;
  const shown = desk.random.shuffle(notes.dimensions.filter((dimension) => dimension !== spare));
  const step =
    desk.nearest(notes.steps, `${lowest?.name} ${lowest?.why}`, (one) => `${one.do} ${one.gain}`) ??
    notes.steps[0];
  const next = Math.min(9, (lowest?.score ?? 0) + 3 + desk.random.below(2));
  const slots = {
    title,
    goal,
    figure: desk.figure(lowest?.why),
    best: highest?.name,
    worst: lowest?.name,
    high: String(highest?.score ?? 0),
    low: String(lowest?.score ?? 0),
    next: String(next),
    aHigh: withArticle(highest?.score ?? 0),
    aLow: withArticle(lowest?.score ?? 0),
    aNext: withArticle(next),
    do: step?.do,
    count: ['two', 'three', 'four', 'five'][shown.length - 2] ?? 'several',
  };
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /how (good|bad)|rate|grade|score|worth|any good|good enough|ok\b|fine|verdict/i,
    blocks: [
      ...(desk.chance(0.75) ? [sentence(desk.say(INTRO, slots))] : []),
      ...mark(desk, shown),
      sentence(desk.say(DECIDES, slots)),
      ...(desk.chance(0.5) ? [sentence(desk.say(RAISE, slots))] : []),
    ],
    did: `${shown.map(({ name, score }) => `${name} ${score}/10`).join(', ')}, each with its ground`,
  };
};

/** "a 2", "an 8". */
const withArticle = (score: number): string => `${Math.floor(score) === 8 ? 'an' : 'a'} ${score}`;

const HEADS = [
  ['', 'score', 'what put it there'],
  ['what', 'of 10', 'ground'],
  ['side', 'mark', 'because'],
  ['looked at', 'score', 'reason'],
  ['question', 'mark', 'evidence'],
];

const mark = (desk: Desk, dimensions: readonly Dimension[]): string[] => {
  const shape = desk.random.below(6);
  if (shape < 2) {
    return [
      table(
        desk.random.pick(HEADS),
        dimensions.map(({ name, score, why }) => [name, `${score}/10`, why]),
      ),
    ];
  }
  if (shape === 2) {
    return [
      bullets(
        dimensions.map(({ name, score, why }) => `**${capital(name)}, ${score}/10.** ${sentence(why)}`),
      ),
    ];
  }
  const told = dimensions.map(({ name, score, why }) => desk.say(EACH, { name, score: String(score), why }));
  return shape === 3 ? [bullets(told)] : told.map(sentence);
};
