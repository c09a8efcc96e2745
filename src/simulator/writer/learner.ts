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
  'situation: {fact}',
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
  'the thing with "{advice}" is done',
  'so the plan is to {advice}',
  'i would {advice}, [clear|got it]',
  'started to {advice}',
  '[right|ok], {advice}. on it',
  '{advice}, that i can do',
  'we will {advice} [tomorrow|this week|today]',
];
const FOUND = [
  '[tried it|looked|ok tried]. {finding}',
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
];
const DOUBT = [
  'hm',
  'not convinced',
  'wait',
  'i dont buy that [yet|completely]',
  'sounds like a lot',
  'my colleague disagrees',
  'hmm ok',
  'not so fast',
];

/** The facts with which the learner will open, chosen before anything is written. */
export const chooseOpeningFacts = (desk: Desk): string[] => {
  const { facts } = desk.material;
  const count = desk.voice.tone === 'terse' ? 1 : desk.voice.tone === 'methodical' ? 3 : 2;
  const figures = desk.random
    .shuffle(facts.figures)
    .slice(0, desk.chance(0.8) ? Math.max(1, count - 1) : count);
  const scene = facts.statements.filter((fact) => !figures.includes(fact)).slice(0, count - figures.length);
  const chosen = new Set([...figures, ...scene]);
  return facts.statements.filter((fact) => chosen.has(fact));
};

/** The first thing the learner writes. */
export const writeOpening = (desk: Desk, cue: Cue, told: readonly string[]): string => {
  const { facts, stack, notes } = desk.material;
  const asked = cue.ask ?? notes.asks[0] ?? cue.question;
  const context = told.map((fact, index) =>
    index === 0 ? desk.say(CONTEXT, { fact: typed(ours(fact)) }) : typed(fact),
  );
  const print = facts.prints.length > 0 && desk.chance(0.4) ? desk.take(facts.prints) : [];
  const mood = sayMood(desk, stack);
  const lead = cue.lead === undefined ? [] : [cue.lead];
  const orders = [
    [asked, ...context, ...print, ...lead, ...mood],
    [...context.slice(0, 1), asked, ...context.slice(1), ...print, ...lead, ...mood],
    [...print, asked, ...context, ...lead, ...mood],
    [asked, ...print, ...context, ...mood, ...lead],
  ];
  return joinPieces(desk, desk.random.pick(orders), print);
};

/** Any later turn. */
export const writeFollowUp = (desk: Desk, cue: Cue): string => {
  const pieces = [...lookBack(desk, cue.lead === undefined)];
  pieces.push(cue.lead ?? cue.ask ?? cue.question);
  if (desk.chance(0.12)) pieces.push(...sayMood(desk, desk.material.stack));
  return joinPieces(desk, pieces);
};

/** What has become of the last answer: a finding, a promise, a report, a doubt, or nothing. */
const lookBack = (desk: Desk, mayDoubt: boolean): string[] => {
  if (desk.finding !== undefined) return [desk.say(FOUND, { finding: typed(desk.finding) })];
  if (desk.advice !== undefined && isCommand(desk.advice) && desk.chance(0.4)) {
    return [desk.say(DONE, { advice: typed(desk.advice) })];
  }
  const fact = desk.untold.find((one) => desk.material.facts.figures.includes(one));
  if (fact !== undefined && desk.chance(0.4)) {
    desk.tell([fact]);
    return [desk.say(REPORT, { fact: typed(fact) })];
  }
  return mayDoubt && desk.chance(0.3) ? [desk.say(DOUBT)] : [];
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
