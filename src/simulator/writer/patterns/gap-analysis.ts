import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { bullets, table } from '../layout.ts';
import { capital, sentence } from '../words.ts';
import type { Passage } from './writer.ts';

const QUESTIONS = [
  '[whats|what is] [still|] missing in {title}',
  '[we have|got] {present}. what did i forget',
  'is {present} enough or is there a hole [somewhere|i dont see]',
  'can you go over [it|the whole thing], i only know that we have {present}',
  'before i [hand this over|merge]: what is not there yet',
  'we have {present} and {second}. complete?',
  'which parts of {title} are not done, in your eyes',
  'i [think|guess] {title} is complete. is it',
  '[tick off|go through] what i have please, {present}, {second}',
  'how much of this [stands|holds], honestly',
];

const INTRO = [
  '[The job|Your task|The aim], to {goal}, [decides|is the yardstick|sets the bar]:',
  '[Can it|Will it] {goal}? [Part by part|One by one|In pieces]:',
  'You have {present}[, good|; keep that|]. The rest [varies|is mixed|less so]:',
  'Nowhere do I [see|find] {missing}.',
  '[Sorted|Listed|Ordered], from [solid|sound] to [absent|missing]:',
  '[Inventory|State|Stock] of {title}:',
  '{Figure}. [Something lets that in|Where does that enter|Which part allows it]?',
  '{Count} [findings|parts|entries], [far from|not at all] equal.',
  'What [stands|holds|carries], and what [lacks|is absent|is not there]:',
  '[Checked|Held] against [your|the] figure ({figure}):',
  '[Most risk|The weight] [sits|lies] in {missing}.',
  '{Title}, [piece by piece|taken apart|item by item]:',
  '[Look at|Compare] {present} and {missing}: [two worlds|day and night].',
];

const KEPT = [
  '{Present}. {Reason}',
  '{Present}: [leave it|keep|sound]. {Reason}',
  '{Present}, [rightly|in place|done]. {Reason}',
  '{Present} ({plainReason})',
];
const REASONS_OTHERWISE = [
  '[It holds|It stays right|It stands] even when {what}',
  '[Right|Sound|In order] even if {what}',
  '[No change|Nothing lost] there when {what}',
];
const KEPT_PLAIN = ['{Present}[, good|, sound|: keep|, done|, as it should be|]'];
const HALF = [
  '{partial}',
  '{partial}',
  '{partial}',
  '[Half|Partly] there: {partial}',
  '[In part|Halfway]: {partial}',
];
const HURTS = [
  '{missing}. It [hurts|shows|bites] when {what}',
  '{missing}. You [pay|suffer|notice] when {what}',
  '{missing}, [wanted|needed|missed] once {what}',
  '{missing}. [Event|Case|Occasion]: {what}',
  '{missing}: [nothing helps|no safeguard|no defense] when {what}',
  '{missing}. [Imagine|Picture|Think] that {what}',
  '{missing}. [Risk|Danger|Bad case]: {what}',
];
const FIRST = [
  '[Close|Fill|Mend] {missing} first; [trace|sign|mark] of it: {seen}.',
  '[First|Before all], {missing}, [because of|behind] this: {seen}.',
  '[Begin|Start] with {missing}. [Today|So far|Now] it shows as: {seen}.',
  '{Missing} [goes|comes] first. [Reason|Why|Evidence]: {seen}.',
  '[One|A single] day to spend? {Missing}.',
  '[Number one|On top|Most urgent]: {missing}. [See|Compare|Remember] this: {seen}.',
  '{Missing} before {other}[, by damage|, since it costs more|].',
  'The [first|worst] hole is {missing}: {seen}.',
];
/** What holds, what half holds and what is absent, each with its mark. */
export const writeGapAnalysis = (desk: Desk): Passage => {
  const { notes, title, goal } = desk.material;
  const short = desk.measure === 'short';
  const present = desk.take(notes.present, short ? 1 : 2);
  const partial = desk.take(notes.partial, short ? 1 : 2);
  const failures = [...notes.failures];
  const losses = desk
    .take(notes.missing, 2)
    .map((missing) => ({ missing, failure: drawNearest(desk, failures, missing) }));
  const marked = [
    ...present.map((text) => ({ mark: '✓', text: keep(desk, text, failures) })),
    ...partial.map((text) => ({ mark: '⚠️', text: desk.say(HALF, { partial: text }) })),
    ...losses.map(({ missing, failure }) => ({
      mark: '✗',
      text: desk.say(HURTS, { missing, what: failure.what }),
    })),
  ];
  const worst = losses[0];
  const slots = {
    title,
    goal,
    figure: desk.figure(worst?.failure.what),
    present: present[0],
    second: notes.present.find((text) => text !== present[0]) ?? 'a few tests',
    missing: worst?.missing,
    other: losses[1]?.missing ?? partial[0]?.split(',')[0],
    seen: worst?.failure.seen_as,
    count: ['Two', 'Three', 'Four', 'Five', 'Six'][marked.length - 2],
  };
  const body = layOut(desk, marked);
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /missing|forg[eo]t|enough|complete|check|ok\b|safe\b|ready|done|wrong with|fine/i,
    blocks: [
      ...(desk.chance(0.8) ? [sentence(desk.say(INTRO, slots))] : []),
      ...body,
      ...(body.at(-1)?.startsWith('|') === true || desk.chance(0.8)
        ? [sentence(desk.say(FIRST, slots))]
        : []),
    ],
    did: `what holds, what half holds and what is absent, with ${worst?.missing ?? 'the largest gap'} first`,
  };
};

type Marked = readonly { readonly mark: string; readonly text: string }[];

const layOut = (desk: Desk, marked: Marked): string[] => {
  const lines = marked.map(({ mark, text }) => `${mark} ${sentence(text)}`);
  const solid = lines.filter((line) => line.startsWith('✓'));
  const rest = lines.filter((line) => !line.startsWith('✓'));
  switch (desk.random.below(7)) {
    case 0:
      return [lines.join('\n')];
    case 1: {
      const heads = desk.random.pick([
        ['', 'part'],
        ['state', 'what'],
        ['', 'finding'],
        ['', desk.material.title],
      ]);
      return [
        table(
          heads,
          marked.map(({ mark, text }) => [mark, sentence(text)]),
        ),
      ];
    }
    case 2:
      return ['✓', '⚠️', '✗'].map((mark) => lines.filter((line) => line.startsWith(mark)).join(' '));
    case 3:
      return [bullets([...lines].reverse())];
    case 4:
      return [solid.join(' '), bullets(rest)];
    case 5:
      return [solid.join('\n'), rest.join('\n')];
    default:
      return [bullets(lines)];
  }
};

type Failure = TopicNotes['failures'][number];

/** Takes the failure nearest to what is missing out of those that are left. */
const drawNearest = (desk: Desk, left: Failure[], missing: string): Failure => {
  const { item } = desk.closest(left, missing, ({ what, seen_as, remedy }) => `${what} ${seen_as} ${remedy}`);
  if (item === undefined) return desk.random.pick(desk.material.notes.failures);
  left.splice(left.indexOf(item), 1);
  desk.keepFrom(item);
  return item;
};

/** Something that is right, with the ground: the nearest good score, else how it works, else what it survives. */
const keep = (desk: Desk, present: string, left: Failure[]): string => {
  const { dimensions, mechanism } = desk.material.notes;
  const good = dimensions.filter(({ score }) => score >= 6);
  const near = desk.nearest(good, present, ({ name, why }) => `${name} ${why}`, 0.06);
  if (near !== undefined)
    return desk.say(KEPT, { present, reason: capital(near.why), plainReason: near.why });
  const known = desk.shows('Mechanistic Understanding') ? [] : mechanism;
  const cause = desk.nearest(known, present, (text) => text, 0.1);
  if (cause !== undefined) return desk.say(KEPT, { present, reason: cause });
  const failure = left.shift();
  if (failure === undefined) return desk.say(KEPT_PLAIN, { present });
  desk.keepFrom(failure);
  const { what } = failure;
  return desk.say(KEPT, { present, reason: capital(desk.say(REASONS_OTHERWISE, { what })) });
};
