import { createLogUpdate } from 'log-update';
import type { GenerateEvent, Standing } from '../../index.ts';
import { type Io, writeLine } from '../io.ts';
import { formatCount, formatSeconds, formatUsd } from './format.ts';

/** Shows the events of a generation; `stop` leaves the screen as a finished text. */
export interface Progress {
  readonly onEvent: (event: GenerateEvent) => void;
  /** Writes a line above what is redrawn. */
  readonly say: (text: string) => void;
  readonly stop: () => void;
}

interface Line {
  readonly name: string;
  readonly standing: () => Standing;
  isDone: boolean;
}

const REDRAW_MS = 120;
/** Without a terminal a line is written this often at most, and only when something has changed. */
const PLAIN_MS = 10_000;
const BAR_WIDTH = 20;
const NAME_WIDTH = 9;
/** With less room than this beside it the bar is left out: the figures say more. */
const LEAST_FACTS = 24;

/** A progress display that fits the output: live bars on a terminal, plain lines elsewhere, nothing when quiet. */
export const makeProgress = (
  io: Io,
  isQuiet: boolean,
  everyMs = io.isLive ? REDRAW_MS : PLAIN_MS,
): Progress => {
  const lines: Line[] = [];
  const live = io.isLive ? createLogUpdate(io.stderr) : undefined;
  const draw = (): void => {
    // Even an empty text would be drawn as a line.
    if (lines.length > 0) live?.(lines.map((line) => toBarLine(line, io)).join('\n'));
  };
  const say = (text: string): void => {
    live?.clear();
    writeLine(io.stderr, text);
    draw();
  };
  let told = '';
  const tell = (): void => {
    const texts = lines.filter(({ isDone }) => !isDone).map(toPlainLine);
    const now = lines.map(({ standing }) => `${standing().accepted}/${standing().failed}`).join();
    if (now === told) return;
    told = now;
    for (const text of texts) writeLine(io.stderr, text);
  };
  const timer = isQuiet ? undefined : setInterval(live ? draw : tell, everyMs).unref();
  return {
    say,
    onEvent: (event) => {
      // What the user has to know is said even when quiet.
      for (const text of toWarnings(event)) say(`${io.paint('yellow', '!', 'stderr')} ${text}`);
      if (isQuiet) return;
      if (event.kind === 'run-started') {
        say(toStartLine(event));
        lines.push({ name: event.provider, standing: event.standing, isDone: false });
      } else if (event.kind === 'run-finished') {
        const line = lines.find(({ name }) => name === event.summary.provider);
        if (line) line.isDone = true;
      }
    },
    stop: () => {
      clearInterval(timer);
      draw();
      live?.done();
    },
  };
};

const toWarnings = (event: GenerateEvent): string[] => {
  if (event.kind === 'run-started') {
    const { provider, missingKey, warning } = event;
    const rehearsal = `No ${missingKey} is set: ${provider} is rehearsed on the simulator. Its text is made up and goes to data/simulated/.`;
    return [...(missingKey === undefined ? [] : [rehearsal]), ...(warning === undefined ? [] : [warning])];
  }
  if (event.kind === 'ledger-waiting')
    return [`The ledger waits to be written (${event.reason}); nothing is lost.`];
  const isStop = event.kind === 'engine' && event.event.kind === 'run-stopping';
  return isStop ? [`${event.provider} stops: ${event.event.reason}`] : [];
};

const toStartLine = (event: GenerateEvent & { kind: 'run-started' }): string => {
  const { provider, model, planned, estimateUsd, isSimulated } = event;
  const cost =
    estimateUsd === undefined ? 'price unknown' : `about ${formatUsd(estimateUsd)} if all were asked for now`;
  const simulated = isSimulated ? ' (simulated, nothing is paid)' : '';
  return `${provider}: ${formatCount(planned)} conversations from ${model}${simulated}, ${cost}`;
};

/** One line, or two where the terminal is too narrow for what limits the rate and the time left. */
const toBarLine = ({ name, standing, isDone }: Line, io: Io): string => {
  const now = standing();
  const room = io.columns - NAME_WIDTH - BAR_WIDTH - 2;
  const all = toFacts(now, isDone).join(' · ');
  if (room < LEAST_FACTS) return cut(`${name} ${all}`, io.columns);
  const pace = all.length <= room || isDone ? [] : toPace(now);
  const facts = pace.length === 0 ? all : toReached(now, isDone).join(' · ');
  const indent = ' '.repeat(NAME_WIDTH + 1);
  const below = pace.length === 0 ? '' : `\n${cut(indent + pace.join(' · '), io.columns)}`;
  const share = now.planned === 0 ? 1 : (now.accepted + now.failed) / now.planned;
  const filled = Math.round(share * BAR_WIDTH);
  const bar = `${io.paint('green', '█'.repeat(filled), 'stderr')}${io.paint('dim', '░'.repeat(BAR_WIDTH - filled), 'stderr')}`;
  return `${name.padEnd(NAME_WIDTH)} ${bar} ${cut(facts, room)}${below}`;
};

/** A line that is longer than the terminal would be drawn on two. */
const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;

const toPlainLine = ({ name, standing, isDone }: Line): string =>
  `${name}: ${toFacts(standing(), isDone).join(', ')}`;

const toFacts = (now: Standing, isDone: boolean): string[] => [
  ...toReached(now, isDone),
  ...(isDone ? [] : toPace(now)),
];

/** What there is by now, and what it cost. */
const toReached = (now: Standing, isDone: boolean): string[] => {
  const expected = now.expectedUsd === undefined || isDone ? '' : ` of about ${formatUsd(now.expectedUsd)}`;
  return [
    `${formatCount(now.accepted)}/${formatCount(now.planned)}`,
    ...(now.fromLedger > 0 ? [`${formatCount(now.fromLedger)} from the ledger`] : []),
    ...(now.failed > 0 ? [`${formatCount(now.failed)} failed`] : []),
    `${formatUsd(now.spentUsd)}${expected}`,
  ];
};

/** How fast it goes, and what holds it back. */
const toPace = (now: Standing): string[] => [
  `${formatCount(now.perMinute)}/min`,
  ...(now.secondsLeft === undefined ? [] : [`${formatSeconds(now.secondsLeft)} left`]),
  `limit: ${now.binding.text}`,
];
