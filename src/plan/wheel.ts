import type { Random } from '../base/index.ts';

/** How many patterns the wheel has: nine on the rim, 0 to 8, and the last at the hub. */
export const WHEEL_PATTERNS = 10;
const RIM = 9;

/** The sets of one turn. Each line is a block: it holds every pattern once. */
const TURN = [
  ['13', '679', '28', '045'],
  ['07', '156', '24', '389'],
  ['17', '023', '59', '468'],
  ['36', '257', '49', '018'],
  ['06', '347', '58', '129'],
].flatMap((block) => block.map((set) => Array.from(set, Number)));

/** How many sets are one turn of the wheel: after these the same come again, one step further round. */
export const TURN_SETS = TURN.length;

/**
 * The set of 2 or 3 patterns at a place, from 0, of an endless sequence that spreads 10 patterns and their 45 pairs.
 *
 * Each block holds every pattern once, so patterns are within one everywhere. A turn holds 40 different pairs and lacks
 * five: one of each distance on the rim and one spoke. Each turn is the last one moved on by one step, so any nine turns
 * in a row lack each pair just once, and after 180 sets each pair was held 8 times. Hence pairs are within one at the end
 * of each turn and, as no turn holds a pair twice, within two everywhere. (Within one everywhere is not possible:
 * `pairs-bound.test.ts`.) They are within one in the middle of a turn too, but for the fifth and sixth of each nine.
 *
 * The turn was found by going through all whose lacking pairs meet each pattern once, which `seatLaterRounds` needs: no
 * other has the pairs within one in the middle of so many turns.
 */
export const toWheelSet = (place: number): readonly number[] => {
  const steps = Math.floor(place / TURN_SETS);
  const set = TURN[place % TURN_SETS] ?? [];
  return set.map((pattern) => (pattern < RIM ? (pattern + steps) % RIM : pattern));
};

/** The sets of the wheel, for ever, with the patterns put on it in random order; each set is ascending. */
export function* drawWheelSets(random: Random): Generator<readonly number[], never> {
  const names = random.shuffle([...Array(WHEEL_PATTERNS).keys()]);
  for (let place = 0; ; place++) {
    yield toWheelSet(place)
      .map((pattern) => names[pattern] ?? 0)
      .sort((a, b) => a - b);
  }
}
