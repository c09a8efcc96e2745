import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { bullets, numbered, paragraph, table } from '../layout.ts';
import { isCommand, sentence } from '../words.ts';
import type { Passage } from './writer.ts';

type Failure = TopicNotes['failures'][number];

const QUESTIONS = [
  'it [runs|works] here. what breaks once real people use it',
  'going live [thursday|monday|next week], what do i watch',
  'how would i even notice when it goes wrong',
  'what wakes me up at night with this',
  'ok and when [this|it] fails in production?',
  'what has to be around it so that nobody [calls|pages] me',
  'whats the worst that happens [unattended|over a weekend]',
  'ops asks what to put on the dashboard for {title}',
  'which alarms do i need, [honestly|and which not]',
  'ship it? or is there something about [operation|running it] i dont see',
];

const INTRO = [
  'Leave it alone for a weekend and [this is how it goes wrong|it goes wrong like this].',
  '[Start|Begin] from the bad day.',
  '{Fact}. At that size [rare things happen daily|the odd case has a date].',
  '[What breaks|What goes wrong], [what you would see|how it looks from outside], [what to do|what the code does then]:',
  '[Unattended|At three in the morning], {title} [has|offers] {count} ways to [hurt you|fail].',
  '[Follow|Trace] one [request|record|case] into [the dark|trouble].',
  '[Going live|Shipping it] is fine once these are [decided|handled].',
  'Each failure needs [a sign and an answer|two things, a signal and a reaction].',
  'The happy path is [done|not the question]; [the other paths are these|look at the others].',
  'To {goal} also on the day when [a dependency is down|things go wrong]:',
  '[Operation|Running it] starts with [one question|this]: who notices, and by what?',
];

const EACH = [
  '{What}. [Signal|Sign|Trace]: {seen}. {Handle}',
  '[Say|Suppose] {what}. [You would see|It shows as|On the graph]: {seen}. {Handle}',
  'When {what}, [the log or the graph has|look for|what shows is] this: {seen}. {Handle}',
  '{Seen}: [that is what you see|so it looks] when {what}. {Handle}',
  '[Watch for|Graph] this: {seen}. It means that {what}. {Handle}',
  '{What}. [What monitoring shows|From outside]: {seen}. {Handle}',
  '{Handle} Otherwise {what}, and [all you get is|the only sign is|you are left with] this: {seen}',
];
const COMMANDS = [
  '[Handling|Answer|In code]: {remedy}.',
  '{Remedy}.',
  '[So|Against that|Before that], {remedy}.',
  'The code [must|has to] {remedy}.',
  '[To survive it|To come out of that whole], {remedy}.',
];
const THINGS = ['[Handling|Answer|Remedy|Against it]: {remedy}.', '[What helps|What catches it]: {remedy}.'];

const ALARM = [
  'Page [at|on] {few} of these within {minutes} minutes: {seen}. [A single one|One alone] is a ticket[, since a healthy day has none|].',
  'Alert on the first of these: {seen}. [The healthy count is zero|On a good day there are none], so [no higher threshold makes sense|one is news].',
  'Threshold: {few} in {minutes} minutes for this one: {seen}. Below that [a deploy explains it|it heals by itself], above it [someone has to look|people notice].',
  '[Warn|Open a ticket] at one an hour, page at {few}. What to count: {seen}.',
  'One alarm [is enough to begin with|will do for a start]: {seen}, more than {few} times in {minutes} minutes.',
  'The alarm I would [set|build] today, at {few} in {minutes} minutes: {seen}.',
];
const OPERATOR = [
  'Whoever is paged should {remedy}.',
  '[Runbook, first line|First line of the runbook]: {remedy}.',
  'The person on call [does one thing|has one job]: {remedy}.',
  '[Write it|Put it] next to the alarm: {remedy}.',
];

/** Failures with the state they leave, the signal with its threshold, and the handling. */
export const writeProductionReadiness = (desk: Desk): Passage => {
  const { notes, title, goal, facts } = desk.material;
  const failures = desk.take(notes.failures, desk.measure === 'long' ? 3 : 2);
  const watched = failures.at(-1) ?? { what: '', seen_as: '', remedy: '' };
  const slots = {
    title,
    goal,
    fact: desk.take(facts.statements)[0] ?? '',
    count: ['one', 'two', 'three'][failures.length - 1] ?? 'several',
    seen: watched.seen_as,
    few: desk.random.pick(['two', 'three', 'five', 'ten']),
    minutes: desk.random.pick(['five', 'ten', 'fifteen', '30']),
    remedy: watched.remedy,
  };
  const alarm = sentence(desk.say(ALARM, slots));
  const operator = isCommand(watched.remedy) && desk.chance(0.3) ? [sentence(desk.say(OPERATOR, slots))] : [];
  const closing = desk.chance(0.5) ? [paragraph([alarm, ...operator])] : [alarm, ...operator];
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /production|prod\b|live|notice|alert|monitor|what happens|hangs|crash|die[sd]?|down|fail|outage|deploy|night/i,
    blocks: [
      ...(desk.chance(0.75) ? [sentence(desk.say(INTRO, slots))] : []),
      ...follow(desk, failures),
      ...closing,
    ],
    ...(isCommand(failures[0]?.remedy ?? '') ? { advice: failures[0]?.remedy ?? '' } : {}),
    did: `failures with their signal, threshold and handling, among them that ${failures[0]?.what ?? 'it stops'}`,
  };
};

const follow = (desk: Desk, failures: readonly Failure[]): string[] => {
  const shape = desk.random.below(6);
  if (shape === 0) {
    const heads = desk.random.pick([
      ['what happens', 'what you see', 'what to do'],
      ['failure', 'signal', 'handling'],
      ['when', 'sign', 'answer'],
      ['event', 'on the graph', 'in the code'],
    ]);
    return [
      table(
        heads,
        failures.map(({ what, seen_as, remedy }) => [what, seen_as, remedy]),
      ),
    ];
  }
  const told = failures.map((failure) => tell(desk, failure));
  if (shape === 1) return [numbered(told)];
  if (shape === 2) return [bullets(told)];
  if (shape === 3) return [paragraph(told)];
  if (shape === 4) return [paragraph(told.slice(0, 1)), bullets(told.slice(1))];
  return told.map(sentence);
};

const tell = (desk: Desk, { what, seen_as, remedy }: Failure): string =>
  desk.say(EACH, {
    what,
    seen: seen_as,
    handle: desk.say(isCommand(remedy) ? COMMANDS : THINGS, { remedy }),
  });
