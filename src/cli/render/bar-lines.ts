import type { Standing } from '../../index.ts';
import type { Io } from '../io.ts';
import { toCounts, toLimit, toMoney, toPace } from './facts.ts';

const NAME_WIDTH = 9;
const BAR_WIDTH = 20;
/** On a terminal that is narrower the bar is half as wide. */
const WIDE = 76;
/** With less room than this beside it the bar is left out: the figures say more. */
const LEAST_FACTS = 24;
const BETWEEN = ' · ';

/** How one run stands, on as few lines as the terminal's width allows: one, two, or three. */
export const toBarLines = (name: string, now: Standing, isDone: boolean, io: Io): string[] => {
  const { columns } = io;
  const width = columns < WIDE ? BAR_WIDTH / 2 : BAR_WIDTH;
  const room = columns - NAME_WIDTH - width - 2;
  const all = toGroups(now, isDone).flat().join(BETWEEN);
  if (room < LEAST_FACTS) return [cut(`${name} ${all}`, columns)];
  const indent = ' '.repeat(NAME_WIDTH + 1);
  const [first = '', ...below] =
    all.length <= room || isDone ? [all] : fill(now, room, columns - indent.length);
  return [
    `${name.padEnd(NAME_WIDTH)} ${toBar(now, width, io)} ${cut(first, room)}`,
    ...below.map((line) => cut(indent + line, columns)),
  ];
};

const toGroups = (now: Standing, isDone: boolean): string[][] => [
  [...toCounts(now), ...toMoney(now, isDone)],
  ...(isDone ? [] : [toPace(now), [toLimit(now)]]),
];

/** What is beside the bar, and what stands below it. A fact keeps its line while the figures change. */
const fill = (now: Standing, room: number, width: number): string[] => {
  const [counts, money] = [fitCounts(now, room), toMoney(now, false)];
  const isRoomy = [...counts, ...money].join(BETWEEN).length <= room;
  const first = isRoomy ? [...counts, ...money] : counts;
  const second = isRoomy ? toPace(now) : [...money, ...toPace(now)];
  const both = [...second, toLimit(now)].join(BETWEEN);
  return [first.join(BETWEEN), ...(both.length <= width ? [both] : [second.join(BETWEEN), toLimit(now)])];
};

/** Where there is no room for all of it, what came from the ledger is left out. */
const fitCounts = (now: Standing, room: number): string[] => {
  const counts = toCounts(now);
  return counts.join(BETWEEN).length <= room ? counts : toCounts({ ...now, fromLedger: 0 });
};

const toBar = (now: Standing, width: number, io: Io): string => {
  const share = toShare(now);
  const filled = Math.round(share * width);
  const [done, open] = ['█'.repeat(filled), '░'.repeat(width - filled)];
  return `${io.paint('green', done, 'stderr')}${io.paint('dim', open, 'stderr')}`;
};

/** With `--until-accepted` only what is accepted counts: what fails is made up for. */
const toShare = ({ accepted, failed, planned, refill }: Standing): number => {
  if (refill !== undefined) return Math.min(1, accepted / refill.wanted);
  return planned === 0 ? 1 : (accepted + failed) / planned;
};

/** A line that is longer than the terminal would be drawn on two. */
const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
