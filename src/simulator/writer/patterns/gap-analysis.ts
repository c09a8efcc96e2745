import type { Desk } from '../desk.ts';
import { bullets, paragraph, table } from '../layout.ts';
import { capital, sentence } from '../words.ts';
import type { Passage } from './writer.ts';

const QUESTIONS = [
  '[whats|what is] [still|] missing in {title}',
  '[we have|got] {present}. what did i forget',
  'is {present} enough or is there a hole [somewhere|i dont see]',
  'can you go over [it|the whole thing], i only know that there is {present}',
  'before i [hand this over|merge]: what is not there yet',
  'there is {present} and {second}. complete?',
  'which parts of {title} are not done, in your eyes',
  'i [think|guess] {title} is complete. is it',
  '[tick off|go through] what i have please, {present}, {second}',
  'how much of this [stands|holds], honestly',
];

const INTRO = [
  'The job was to {goal}. [Held against that|By that measure|Seen from there]:',
  'To {goal}, [every part of this has to hold|several things must come together]. [Yours|Where yours are|The state of each]:',
  'You have {present}, [and that can stay|which stays]. [The rest is mixed|Not all of it is that far].',
  'Nowhere do I [see|find] {missing}, [so it goes on top of the list of holes|and no other part makes up for it].',
  '[Sorted|Listed] from [sound to absent|what holds to what is not there], [going by|on the strength of] what you wrote:',
  '[Inventory|State of play], {title}:',
  '{Fact}. [Something has to explain that|Somewhere that gets in], so [take all parts in turn|look at each part]:',
  '[I took your description apart|I went through it line by line]; {count} findings.',
  '{Count} parts, and they are [far from equal|in very different shape].',
  'What [stands|holds], what [half stands|wobbles], what [is not there|you will look for in vain]:',
  'Against the figure you gave ({fact}) I [checked|held] each part.',
  '[Most of the risk sits|The weight of it lies] in {missing}, [but in order|though one thing after another].',
  'Would it [survive a bad week|carry the load you describe]? [Part by part|One at a time]:',
];

const KEPT = [
  '{Present}. {Reason}',
  '{Present}: [leave it alone|nothing to change|keep]. {Reason}',
  '{Present} [is in place|counts as done]. {Reason}',
  '{Present}, [as it should be|rightly so]. {Reason}',
];
const HALF = [
  '{partial}',
  '{partial}',
  '{partial}. [That half counts|Half of it works], [no more|the other half does not]',
  '[Half there|Half done]: {partial}',
];
const HURTS = [
  '{missing}. It [hurts|shows] [when|the day] {what}',
  '{missing}. You [pay for that|miss it] when {what}',
  '{missing}. [Picture the night when|Needed at the latest when] {what}',
  '{missing}, [wanted|needed] as soon as {what}',
  '{missing}. The bill comes when {what}',
  '{missing}: nothing [stands in the way|steps in] when {what}',
  '{missing}. [Event|Case] in which it counts: {what}',
];
const FIRST = [
  '[Close|Fill] {missing} first: [the trace of that hole is|what it leaves behind is|today it shows as] {seen}.',
  '[First|Before the rest], {missing}. [The others|Every other gap] can wait; this one [already shows|leaves a trace]: {seen}.',
  'I would [begin|start] with {missing}, [because of this|for one reason]: {seen}.',
  '{Missing} [before all else|comes before the rest]. [Reason|Why]: {what}.',
  '[If there is time for one thing only|With one day to spend], {missing}, since {what}.',
  '[Top of the list|Number one]: {missing}. [Nothing|No item] else here does as much [damage|harm] as this: {what}.',
];

/** What holds, what half holds and what is absent, each with its mark. */
export const writeGapAnalysis = (desk: Desk): Passage => {
  const { notes, title, goal, facts } = desk.material;
  const long = desk.measure === 'long';
  const present = desk.take(notes.present, desk.measure === 'short' ? 1 : 2);
  const partial = desk.take(notes.partial, long ? 2 : 1);
  const missing = desk.take(notes.missing, desk.measure === 'short' ? 1 : 2);
  const losses = missing.map((what) => ({ missing: what, failure: nearestFailure(desk, what) }));
  const marked = [
    ...present.map((text) => ({
      mark: '✓',
      text: desk.say(KEPT, { present: text, reason: reasonFor(desk, text) }),
    })),
    ...partial.map((text) => ({ mark: '⚠️', text: desk.say(HALF, { partial: text }) })),
    ...losses.map(({ missing: text, failure }) => ({
      mark: '✗',
      text: desk.say(HURTS, { missing: text, what: failure.what }),
    })),
  ];
  const worst = losses[0];
  const slots = {
    title,
    goal,
    fact: desk.take(facts.statements)[0] ?? '',
    present: present[0] ?? '',
    second: notes.present.find((text) => text !== present[0]) ?? 'a few tests',
    missing: worst?.missing ?? '',
    what: worst?.failure.what ?? '',
    seen: worst?.failure.seen_as ?? '',
    count: ['Two', 'Three', 'Four', 'Five', 'Six'][marked.length - 2] ?? 'Several',
  };
  const first = sentence(desk.say(FIRST, slots));
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /missing|forg[eo]t|enough|complete|check|ok\b|safe\b|ready|done|wrong with|fine/i,
    blocks: [
      ...(desk.chance(0.85) ? [desk.say(INTRO, slots)] : []),
      ...layOut(desk, marked),
      ...(desk.chance(0.8) ? [first] : []),
    ],
    did: `what holds, what half holds and what is absent, with ${worst?.missing ?? 'the largest gap'} first`,
  };
};

const layOut = (
  desk: Desk,
  marked: readonly { readonly mark: string; readonly text: string }[],
): string[] => {
  const lines = marked.map(({ mark, text }) => `${mark} ${sentence(text)}`);
  const shape = desk.random.below(6);
  if (shape === 0) return lines;
  if (shape === 1) {
    const heads = desk.random.pick([
      ['', 'part'],
      ['state', 'what'],
      ['', 'finding'],
    ]);
    return [
      table(
        heads,
        marked.map(({ mark, text }) => [mark, sentence(text)]),
      ),
      ...closeTable(desk),
    ];
  }
  if (shape === 2)
    return ['✓', '⚠️', '✗'].map((mark) => lines.filter((line) => line.startsWith(mark)).join(' '));
  if (shape === 3) return [bullets([...lines].reverse())];
  if (shape === 4)
    return [
      lines.filter((line) => line.startsWith('✓')).join(' '),
      bullets(lines.filter((line) => !line.startsWith('✓'))),
    ];
  return [bullets(lines)];
};

/** A table is never the last thing said. */
const closeTable = (desk: Desk): string[] => [
  paragraph([
    desk.say([
      '[Read it|Go] from the bottom up',
      'The last line is the [urgent|costly] one',
      'The [upper|first] half can rest',
      '[Only|Just] the crosses block you',
      'A cross outweighs any number of ticks here',
    ]),
  ]),
];

const nearestFailure = (desk: Desk, missing: string): Desk['material']['notes']['failures'][number] => {
  const { failures } = desk.material.notes;
  const near = desk.nearest(failures, missing, ({ what, seen_as, remedy }) => `${what} ${seen_as} ${remedy}`);
  return near ?? desk.random.pick(failures);
};

/** Why something that is there is right: the ground of the nearest good score. */
const reasonFor = (desk: Desk, present: string): string => {
  const good = desk.material.notes.dimensions.filter(({ score }) => score >= 6);
  const near = desk.nearest(good, present, ({ name, why }) => `${name} ${why}`, 0.08) ?? desk.take(good)[0];
  if (near === undefined) return 'It does what the rest builds on';
  return desk.random.pick([
    `${capital(near.name)}: ${near.why}`,
    `${capital(near.why)}`,
    `That carries the ${near.name}: ${near.why}`,
  ]);
};
