import type { Desk } from './desk.ts';
import { joinPieces } from './typing.ts';
import { isCommand, typed } from './words.ts';

/** What the learner's next turn has to carry. */
export interface Cue {
  /** A claim or loose word that must be said. */
  readonly lead: string | undefined;
  /** A question to fall back on. */
  readonly question: string;
  /** A question of the topic's own, chosen beforehand. */
  readonly ask: string | undefined;
}

const CONTEXT = [
  '{fact}',
  '{fact}',
  'context: {fact}',
  'background, {fact}',
  'so you know: {fact}',
  'for scale, {fact}',
  'the setup: {fact}',
  'whats going on: {fact}',
  'numbers: {fact}',
];
const WORRY = [
  'is that bad',
  'did i break something',
  'i feel [stupid|dumb] asking',
  'should i be worried',
  'tell me its [fixable|not too bad]',
  'hope i didnt [mess this up|lose anything]',
  'nobody here [noticed|knows] yet',
];
const HURRY = [
  '[short|quick] answer [is fine|would do]',
  'no theory [now|please]',
  'i have [20 minutes|an hour|until lunch]',
  'just the [fix|next step]',
  '[release|demo] is [tonight|at four]',
];
const SURE = [
  'pretty [sure|certain] [about that|its that]',
  'the rest is fine',
  'i know this [part|system] [well|inside out]',
  'seems obvious to me',
  'it cant be anything else',
];
const NEW = [
  'not sure whats the right word',
  'im new to {stack}',
  'never done that before',
  'only did tutorials on this so far',
  'i copied [most of it|that part]',
];
const LEAD = [
  'i need something i can [say|defend] in the [review|planning]',
  'my team has [one sprint|a week] for it',
  'four people work on this',
  'budget is tight [this quarter|until spring]',
];
const OLD_HAND = [
  'coming from [embedded|games|mainframes|networking], so correct me',
  'in my last shop we did it the other way',
  'i have reasons but show me yours',
];

const DONE = [
  'ok, {advice}: done',
  'did the thing with "{advice}"',
  'so the plan is to {advice}',
  'i would {advice}, [clear|got it]',
  'started to {advice}',
  '[right|ok], {advice}. on it',
  '{advice}, that i can do',
  'we will {advice} [tomorrow|this week|today]',
];
const FOUND = [
  '[did it|tried it|looked]. {finding}',
  'ok i see it now: {finding}',
  '[wrote it down|went through it]. {finding}, [right|correct]?',
  'took me [an hour|the evening] but: {finding}',
  'second one got me. {finding}',
  'so {finding}. [didnt expect that|that surprised me]',
];
const REPORT = [
  '[checked|looked]: {fact}',
  'measured [again|it]: {fact}',
  '[btw|also] {fact}',
  'forgot to say, {fact}',
  'one more thing, {fact}',
  'in the log [today|since monday]: {seen}',
  'we also see this: {seen}',
];
const DOUBT = [
  'hm',
  'not convinced',
  'wait',
  'i dont buy that [yet|completely]',
  'sounds like a lot',
  'my colleague disagrees',
  'hmm ok',
  'but',
];

/** The first thing the learner writes. */
export const writeOpening = (desk: Desk, cue: Cue): string => {
  const { facts, stack, notes } = desk.material;
  const { random, voice } = desk;
  const asked = cue.ask ?? desk.take(notes.asks.slice(0, 2))[0] ?? cue.question;
  const wanted = voice.tone === 'terse' ? 1 : voice.tone === 'methodical' ? 3 : 1 + random.below(2);
  const told = desk
    .takeInOrder(facts.statements, wanted)
    .map((fact, index) => (index === 0 ? ours(fact) : fact));
  const context = told.map((fact, index) =>
    index === 0 ? desk.say(CONTEXT, { fact: typed(fact) }) : typed(fact),
  );
  const print = facts.prints.length > 0 && desk.chance(0.45) ? [desk.take(facts.prints)[0] ?? ''] : [];
  const mood = sayMood(desk, stack);
  const lead = cue.lead === undefined ? [] : [cue.lead];
  const orders = [
    [asked, ...context, ...print, ...lead, ...mood],
    [...context.slice(0, 1), asked, ...context.slice(1), ...print, ...lead, ...mood],
    [...print, asked, ...context, ...lead, ...mood],
    [asked, ...print, ...context, ...mood, ...lead],
  ];
  return joinPieces(desk, random.pick(orders));
};

/** Any later turn. */
export const writeFollowUp = (desk: Desk, cue: Cue, last: boolean): string => {
  const { facts, notes, stack } = desk.material;
  const pieces: string[] = [];
  if (desk.finding !== undefined) pieces.push(desk.say(FOUND, { finding: typed(desk.finding) }));
  else if (desk.advice !== undefined && isCommand(desk.advice) && desk.chance(0.4)) {
    pieces.push(desk.say(DONE, { advice: typed(desk.advice) }));
  } else if (desk.chance(0.35)) {
    const seen = desk.random.pick(notes.failures).seen_as;
    pieces.push(
      desk.say(desk.patterns.has('Production Readiness') ? REPORT.slice(0, 5) : REPORT, {
        fact: typed(desk.take(facts.statements)[0] ?? ''),
        seen: typed(seen),
      }),
    );
  } else if (desk.chance(0.3)) pieces.push(desk.say(DOUBT));
  const asked = cue.lead === undefined ? [cue.ask ?? cue.question] : [cue.lead];
  pieces.push(...asked);
  if (!last && desk.chance(0.15)) pieces.push(...sayMood(desk, stack));
  return joinPieces(desk, pieces);
};

const sayMood = (desk: Desk, stack: string | undefined): string[] => {
  const { tone, level } = desk.voice;
  const byTone = {
    terse: [],
    worried: WORRY,
    overconfident: SURE,
    impatient: HURRY,
    methodical: [],
    plain: [],
  }[tone];
  const byLevel = { newcomer: NEW, working: [], experienced: OLD_HAND, lead: LEAD }[level];
  const pieces: string[] = [];
  if (byTone.length > 0 && desk.chance(0.5)) pieces.push(desk.say(byTone));
  else if (byLevel.length > 0 && desk.chance(0.4)) {
    pieces.push(desk.say(byLevel, { stack: (stack ?? 'this').split(',')[0] ?? 'this' }));
  }
  return pieces;
};

const OURS: Readonly<Record<string, string>> = {
  runs: 'run',
  keeps: 'keep',
  shows: 'show',
  has: 'have',
  stores: 'store',
  serves: 'serve',
  offers: 'offer',
  sends: 'send',
  turns: 'turn',
  converts: 'convert',
  exposes: 'expose',
  imports: 'import',
  moves: 'move',
  maps: 'map',
  bills: 'bill',
  opens: 'open',
  rents: 'rent',
  loads: 'load',
  publishes: 'publish',
  quotes: 'quote',
  reads: 'read',
  collects: 'collect',
};

/** "A city shows 900 screens" becomes "we show 900 screens": the learner speaks of their own project. */
const ours = (fact: string): string => {
  const found = /^An? [a-z][\w' -]*? (\w+) (.+)$/.exec(fact);
  const all =
    /^An? (?:[\w'-]+ ){1,6}?(runs|keeps|shows|has|stores|serves|offers|sends|turns|converts|exposes|imports|moves|maps|bills|opens|rents|loads|publishes|quotes|collects) (.+)$/.exec(
      fact,
    );
  const verb = OURS[all?.[1] ?? ''];
  const rest = all?.[2];
  if (found === null || verb === undefined || rest === undefined || /\band (?:\w+ )?[a-z]+s\b/.test(rest))
    return fact;
  return `we ${verb} ${rest}`;
};
