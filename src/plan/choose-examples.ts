import { makeRandom } from '../base/index.ts';
import type { Assignment, PlanRecipe } from './assignment.ts';

/** How many assignments in a row show no pair of examples twice, where the recipe has enough. */
const APART = 10;

type Example = PlanRecipe['examples'][number];
type Asked = Pick<Assignment, 'topic' | 'patterns'>;

/**
 * Makes a chooser of reference conversations. Asked for one assignment after the other, it gives at most two ids:
 * examples that show an assigned pattern, the least used first, the second rather one that shows an assigned pattern
 * which the first does not. Never one about the assignment's own topic, and never the same two again within ten
 * assignments when there are enough.
 */
export const makeExampleChooser = (
  examples: readonly Example[],
  seed: number,
): ((asked: Asked) => readonly string[]) => {
  const shuffled = makeRandom(seed, 'plan/examples').shuffle(examples);
  const uses = new Map(shuffled.map((example) => [example, 0]));
  const recent: string[] = [];

  return (asked) => {
    const fitting = shuffled
      .filter((example) => fits(example, asked))
      .sort((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0));
    const chosen = choosePair(fitting, asked, recent);
    for (const example of chosen) uses.set(example, (uses.get(example) ?? 0) + 1);
    recent.push(chosen.length === 2 ? toPairKey(chosen) : '');
    if (recent.length >= APART) recent.shift();
    return chosen.map((example) => example.id);
  };
};

const fits = (example: Example, asked: Asked): boolean =>
  toPlain(example.topic) !== toPlain(asked.topic) &&
  example.patterns.some((pattern) => asked.patterns.includes(pattern));

const toPlain = (topic: string): string => topic.trim().toLowerCase();

const toPairKey = (pair: readonly Example[]): string => JSON.stringify(pair.map(({ id }) => id).sort());

/** The best two that were not shown together of late; the pair shown longest ago, where all were; else what there is. */
const choosePair = (fitting: readonly Example[], asked: Asked, recent: readonly string[]): Example[] => {
  let stale: { readonly pair: Example[]; readonly at: number } | undefined;
  for (const first of fitting) {
    const missing = asked.patterns.filter((pattern) => !first.patterns.includes(pattern));
    const adds = (example: Example): boolean => example.patterns.some((pattern) => missing.includes(pattern));
    const others = fitting.filter((other) => other !== first);
    for (const second of [...others.filter(adds), ...others.filter((other) => !adds(other))]) {
      const at = recent.lastIndexOf(toPairKey([first, second]));
      if (at < 0) return [first, second];
      if (stale === undefined || at < stale.at) stale = { pair: [first, second], at };
    }
  }
  return stale?.pair ?? fitting.slice(0, 1);
};
