import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { bullets, paragraph, table } from '../layout.ts';
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
  '[Separately|One by one], for [what|the state] you describe:',
  'One mark would [hide|bury] the {low} under the {high}.',
  'Out of ten, [each on its own|each with its ground]:',
  '[The spread is wide|These lie far apart], so [separately|one at a time]:',
  '{Best} and {worst} [are two different stories|have little to do with each other] here.',
  '{Fact}. [Scored|Marked] on that basis:',
  '[Marks|Scores] for [the version|what] you [run|described], [and what put each there|with the ground for each]:',
  '[I score|I would mark] {count} things [apart|separately].',
  'It [depends on which question you ask|has more than one answer]: {count} questions, {count} marks.',
];
const EACH = [
  '{Name}: {score}/10. {Why}',
  '{Name} {score}/10, [for this reason|because of this]: {why}',
  '{Score}/10 for {name}: {why}',
  '{Why}. [Hence|That makes] {score}/10 for {name}',
  '{Name} gets {score}/10. {Why}',
  'On {name}, {score}/10: {why}',
];
const DECIDES = [
  'The {low} decides. [Nobody is helped by|It is no use having] a {high} for {best} while {worst} [sits there|is that low].',
  'No total: a {high} and a {low} do not [add up to|average into] [anything|a meaning].',
  '[What weighs most|What matters] here is {worst}, since you [want|have] to {goal}.',
  '[Do not average|Leave them apart]. {Worst} at {low}/10 is [the one that costs you|where the trouble comes from].',
  '{Best} [needs no work|can be left alone]. {Worst} [does|cannot].',
  '[Weighed by your aim|For your purpose], which is to {goal}, {worst} outweighs the [others|rest].',
];
const RAISE = [
  '[What would raise|To raise] {worst}: {do}.',
  '[One change lifts|A single change would lift] {worst} to about {next}: {do}.',
  'For a {next} there: {do}.',
  '{Worst} [moves|goes] from {low} to {next} with this: {do}.',
];

/** Separate scores with their grounds, and no overall mark. */
export const writeMultiDimensionalEvaluation = (desk: Desk): Passage => {
  const { notes, title, goal, facts } = desk.material;
  const ranked = [...notes.dimensions].sort((a, b) => a.score - b.score);
  const [lowest, highest] = [ranked[0], ranked.at(-1)];
  const drop =
    desk.measure === 'short' && ranked.length > 3
      ? ranked[1 + desk.random.below(ranked.length - 2)]
      : undefined;
  const shown = desk.random.shuffle(notes.dimensions.filter((dimension) => dimension !== drop));
  const step =
    desk.nearest(notes.steps, `${lowest?.name} ${lowest?.why}`, (one) => `${one.do} ${one.gain}`) ??
    notes.steps[0];
  const slots = {
    title,
    goal,
    fact: desk.take(facts.statements)[0] ?? '',
    best: highest?.name ?? '',
    worst: lowest?.name ?? '',
    high: String(highest?.score ?? 0),
    low: String(lowest?.score ?? 0),
    next: String(Math.min(9, (lowest?.score ?? 0) + 3 + desk.random.below(2))),
    do: step?.do ?? '',
    count: ['two', 'three', 'four', 'five'][shown.length - 2] ?? 'several',
  };
  const end = [
    sentence(desk.say(DECIDES, slots)),
    ...(desk.chance(0.5) ? [sentence(desk.say(RAISE, slots))] : []),
  ];
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /how (good|bad)|rate|grade|score|worth|any good|good enough|ok\b|fine|verdict/i,
    blocks: [
      ...(desk.chance(0.75) ? [sentence(desk.say(INTRO, slots))] : []),
      ...mark(desk, shown),
      ...(desk.chance(0.6) ? [paragraph(end)] : end),
    ],
    did: `${shown.map(({ name, score }) => `${name} ${score}/10`).join(', ')}, each with its ground`,
  };
};

const mark = (desk: Desk, dimensions: readonly Dimension[]): string[] => {
  const shape = desk.random.below(6);
  if (shape < 2) {
    const heads = desk.random.pick([
      ['', 'score', 'what put it there'],
      ['what', 'of 10', 'ground'],
      ['side', 'mark', 'because'],
      ['looked at', 'score', 'reason'],
    ]);
    return [
      table(
        heads,
        dimensions.map(({ name, score, why }) => [name, `${score}/10`, why]),
      ),
    ];
  }
  const told = dimensions.map(({ name, score, why }) => desk.say(EACH, { name, score: String(score), why }));
  if (shape === 2)
    return [
      bullets(
        dimensions.map(({ name, score, why }) => `**${capital(name)}, ${score}/10.** ${sentence(why)}`),
      ),
    ];
  if (shape === 3) return [bullets(told)];
  if (shape === 4) return [paragraph(told.slice(0, 2)), paragraph(told.slice(2))];
  return [paragraph(told)];
};
