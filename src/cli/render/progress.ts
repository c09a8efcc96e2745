import type { GenerateEvent, Standing } from '../../index.ts';
import { type Io, writeLine } from '../io.ts';
import { toBarLines } from './bar-lines.ts';
import { toCounts, toLimit, toMoney, toPace } from './facts.ts';
import { formatCount, formatUsdRange } from './format.ts';
import { makeNotices } from './notices.ts';

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
/** So many times may nothing have changed before a line is written all the same: the run is slow, not dead. */
const QUIET_TIMES = 6;

/** A progress display that fits the output: live bars on a terminal, plain lines elsewhere, nothing when quiet. */
export const makeProgress = async (
  io: Io,
  isQuiet: boolean,
  everyMs = io.isLive ? REDRAW_MS : PLAIN_MS,
): Promise<Progress> => {
  const lines: Line[] = [];
  const live = io.isLive ? (await import('log-update')).createLogUpdate(io.stderr) : undefined;
  const toNotices = makeNotices();
  const draw = (): void => {
    // Even an empty text would be drawn as a line.
    if (lines.length === 0 || !live) return;
    live(lines.flatMap(({ name, standing, isDone }) => toBarLines(name, standing(), isDone, io)).join('\n'));
  };
  const say = (text: string): void => {
    live?.clear();
    writeLine(io.stderr, text);
    draw();
  };
  const tell = makeTeller(lines, io);
  const timer = isQuiet ? undefined : setInterval(live ? draw : tell, everyMs).unref();
  return {
    say,
    onEvent: (event) => {
      for (const text of toNotices(event)) say(`${io.paint('yellow', '!', 'stderr')} ${text}`);
      if (isQuiet) return;
      if (event.kind === 'run-started') {
        say(toStartLine(event));
        lines.push({ name: event.provider, standing: event.standing, isDone: false });
      } else if (event.kind === 'refill-round') say(toRefillLine(event));
      else if (event.kind === 'run-finished') {
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

/** Writes a line for each run at work when its counts or what limits it have changed, and now and then otherwise. */
const makeTeller = (lines: readonly Line[], io: Io): (() => void) => {
  let told = '';
  let unchanged = 0;
  return () => {
    const standings = lines.map((line) => ({ ...line, now: line.standing() }));
    const marks = standings
      .map(({ now }) => `${now.accepted}/${now.failed}/${now.refill?.rejected}/${now.binding.kind}`)
      .join();
    unchanged = marks === told ? unchanged + 1 : 0;
    if (unchanged % QUIET_TIMES !== 0) return;
    told = marks;
    for (const { name, now, isDone } of standings) {
      if (!isDone) writeLine(io.stderr, `${name}: ${toPlainFacts(now).join(', ')}`);
    }
  };
};

const toPlainFacts = (now: Standing): string[] => [
  ...toCounts(now),
  ...toMoney(now, false),
  ...toPace(now),
  toLimit(now),
];

const toStartLine = (event: GenerateEvent & { kind: 'run-started' }): string => {
  const { provider, model, planned, held, isHeldExact, estimateUsd, isSimulated, settings } = event;
  const simulated = isSimulated ? ' (simulated, nothing is paid)' : '';
  const asked = settings.untilAccepted ? 'accepted conversations' : 'conversations';
  const subject = `${provider}: ${formatCount(planned)} ${asked} from ${model}${simulated}`;
  const cost = estimateUsd === undefined ? 'price unknown' : formatUsdRange(estimateUsd);
  if (held === 0) return `${subject}, ${cost}`;
  const known = `${isHeldExact ? '' : 'about '}${formatCount(held)} of them in the ledger`;
  const all = settings.untilAccepted ? 'round 1 is in the ledger' : 'all in the ledger';
  return held >= planned ? `${subject}, ${all}` : `${subject}, ${known}, ${cost} for the rest`;
};

const toRefillLine = (event: GenerateEvent & { kind: 'refill-round' }): string => {
  const { provider, round, asked, wanted, accepted, rejected, failed } = event;
  const lost = `${formatCount(rejected)} rejected, ${formatCount(failed)} failed`;
  return `${provider}: ${formatCount(accepted)} of ${formatCount(wanted)} accepted, ${lost}; round ${round} asks for ${formatCount(asked)} more`;
};
