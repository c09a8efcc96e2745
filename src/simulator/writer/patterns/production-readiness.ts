import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { bullets, numbered, table } from '../layout.ts';
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
  '[Unattended|Left alone|Over a weekend], [this|the following] [happens|goes wrong]:',
  '[Start|Begin] from [the bad day|a bad night].',
  '{Figure}. [Rare cases|Odd cases] [have a date|come daily] at that size.',
  '[Event|Failure], [sign|signal], [answer|handling]:',
  '{Title} [can fail|fails] in {count} ways [worth an alarm|you would feel].',
  '[Going live|Shipping it] [raises|means] {count} questions.',
  '[Who notices|What tells you], and [what|what then] does the code do?',
  'To {goal} [at three in the morning|on a bad day] [as well|too], [prepare for this|mind these]:',
  '[Once live|In the field|With real load]:',
  '[Prepare|Plan] for {count} [events|bad days].',
];

const EACH = [
  '{What}. [Signal|Sign|Trace|Symptom]: {seen}. {Handle}',
  '[Say|Suppose|One day] {what}. [It shows as|On the graph|You see]: {seen}. {Handle}',
  'When {what}, [look for|expect|you get] this: {seen}. {Handle}',
  '{Seen}: [so it looks|the sign|visible] when {what}. {Handle}',
  '[Watch for|Graph|Count] this: {seen}. [Cause|Meaning|Behind it]: {what}. {Handle}',
  '{What}. [From outside|In monitoring|In the logs]: {seen}. {Handle}',
  '{Handle} Otherwise {what}[, visible as|, seen as| and you see] this: {seen}',
];
const COMMANDS = [
  '[Handling|Answer|Remedy]: {remedy}.',
  '{Remedy}.',
  '{Remedy}.',
  '[So|Hence|Therefore], {remedy}.',
  'The code [must|has to|should] {remedy}.',
];
const THINGS = ['[Handling|Answer|Remedy|Against it]: {remedy}.', '[It takes|What helps|Cure]: {remedy}.'];

const ALARM = [
  '[Page|Alert|Wake someone] at {few} [of the first|of the last|of either] in {minutes} minutes; [a healthy day|a quiet week] [has none|shows zero].',
  '[Threshold|Limit|Alarm]: {few} in {minutes} minutes, [above|beyond] what a [deploy|restart] [causes|explains].',
  'Page on the [first|last] at {few} per {minutes} minutes, [a ticket|no page] for the [rest|others].',
  '{Few} within {minutes} minutes [is the limit|should page|is an alarm]; [anything less|fewer] [is a ticket|goes to the log].',
  '[Warn|Ticket] at one an hour, [page|alarm] at {few}.',
  '[Threshold|Alarm], from your own figure ({figure}): [page|alert] [once|as soon as|when] it [gets worse|is worse than that].',
  'An [alarm|alert] at {few} in {minutes} minutes [costs|takes] [an hour|little] to [set up|build].',
];

/** Failures with the state they leave, the signal with its threshold, and the handling. */
export const writeProductionReadiness = (desk: Desk): Passage => {
  const { notes, title, goal } = desk.material;
  const failures = desk.take(notes.failures, desk.measure === 'short' ? 2 : 3);
  const slots = {
    title,
    goal,
    figure: desk.figure(failures[0]?.seen_as),
    count: ['one', 'two', 'three'][failures.length - 1] ?? 'several',
    few: desk.random.pick(['two', 'three', 'four', 'five', 'six', 'eight', 'ten']),
    minutes: desk.random.pick(['five', 'ten', 'fifteen', '20', '30', '60']),
  };
  const command = failures.find(({ remedy }) => isCommand(remedy))?.remedy;
  return {
    question: desk.say(QUESTIONS, slots),
    asks: /production|prod\b|live|notice|alert|monitor|what happens|hangs|crash|die[sd]?|down|fail|outage|deploy|night/i,
    blocks: [
      ...(desk.chance(0.75) ? [sentence(desk.say(INTRO, slots))] : []),
      ...follow(desk, failures),
      sentence(desk.say(ALARM, slots)),
    ],
    ...(command === undefined ? {} : { advice: command }),
    did: `failures with their signal, threshold and handling, among them that ${failures[0]?.what ?? 'it stops'}`,
  };
};

const HEADS = [
  ['what happens', 'what you see', 'what to do'],
  ['failure', 'signal', 'handling'],
  ['when', 'sign', 'answer'],
  ['event', 'on the graph', 'in the code'],
  ['it breaks when', 'monitoring shows', 'remedy'],
];

const follow = (desk: Desk, failures: readonly Failure[]): string[] => {
  const shape = desk.random.below(6);
  if (shape < 2)
    return [
      table(
        desk.random.pick(HEADS),
        failures.map(({ what, seen_as, remedy }) => [what, seen_as, remedy]),
      ),
    ];
  const told = failures.map((failure) => tell(desk, failure));
  if (shape === 2) return [numbered(told)];
  if (shape === 3) return [bullets(told)];
  return told.map(sentence);
};

const tell = (desk: Desk, { what, seen_as, remedy }: Failure): string =>
  desk.say(EACH, {
    what,
    seen: seen_as,
    handle: desk.say(isCommand(remedy) ? COMMANDS : THINGS, { remedy }),
  });
