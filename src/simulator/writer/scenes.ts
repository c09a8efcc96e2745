import type { Random } from '../../base/index.ts';

/** A pattern with its usual place in a conversation, from 0 to 1. */
export interface Placed {
  readonly name: string;
  readonly place: number;
}

/** Which patterns each exchange shows: none in a plain one, more than one only when there are too few exchanges. */
export const planScenes = (random: Random, patterns: readonly Placed[], exchanges: number): string[][] => {
  const scenes: string[][] = Array.from({ length: Math.max(1, exchanges) }, () => []);
  const order = patterns
    .map((pattern) => ({
      name: pattern.name,
      at: pattern.place + (random.fraction() - 0.5) * 0.5,
      place: pattern.place,
    }))
    .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  // A hint is worth nothing after the answer: what belongs to the very start stays there.
  order.sort((a, b) => Number(a.place !== 0) - Number(b.place !== 0));
  if (order.length > scenes.length) {
    order.forEach(({ name }, index) => {
      scenes[Math.floor((index * scenes.length) / order.length)]?.push(name);
    });
    return scenes;
  }
  const slots = random
    .shuffle(scenes.map((_, index) => index))
    .slice(0, order.length)
    .sort((a, b) => a - b);
  if (order[0]?.place === 0 && slots[0] === scenes.length - 1 && scenes.length > 1)
    slots[0] = scenes.length - 2;
  order.forEach(({ name }, index) => {
    scenes[slots[index] ?? 0]?.push(name);
  });
  return scenes;
};
