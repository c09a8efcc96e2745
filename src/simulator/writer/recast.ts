import type { Random } from '../../base/index.ts';
import { capital, small } from './words.ts';

interface Rule {
  readonly from: RegExp;
  /** The first part loses its capital. */
  readonly lowers?: boolean;
  readonly to: (first: string, second: string) => string;
}

const SHY =
  /^(it|its|they|their|them|this|that|these|those|he|she|which|both|each|one|ones|none|neither|the other|the rest|the same|then)\b/i;

/** Ways of saying a sentence in another order; each keeps what it claims. */
const RULES: readonly Rule[] = [
  { from: /^([^,;:]+), because ([^,;:]+)$/, lowers: true, to: (a, b) => `Because ${b}, ${small(a)}` },
  {
    from: /^([^,;:]+), (?:although|though) ([^,;:]+)$/,
    lowers: true,
    to: (a, b) => `Although ${b}, ${small(a)}`,
  },
  {
    from: /^([^,;:]+), (?:while|whereas) ([^,;:]+)$/,
    lowers: true,
    to: (a, b) => `Whereas ${b}, ${small(a)}`,
  },
  { from: /^([^,;:]+), so ([^,;:]+)$/, to: (a, b) => `${a}; that is why ${b}` },
  { from: /^([^,;:]+), so ([^,;:]+)$/, lowers: true, to: (a, b) => `Because ${small(a)}, ${b}` },
  { from: /^([^,;:]+), so ([^,;]+)$/, to: (a, b) => `${a}. Hence ${small(b)}` },
  { from: /^(?:Once|When|If) ([^,;:]+), ([^,;:]+)$/, to: (a, b) => `${capital(b)} once ${a}` },
  { from: /^([^,;:]+), (?:but|yet) ([^,;:]+)$/, to: (a, b) => `${a}. Yet ${b}` },
  { from: /^([^,;:]+), (?:while|whereas) ([^,;:]+)$/, to: (a, b) => `${a}; by contrast, ${b}` },
  {
    from: /^([^,;:]{20,}) (?:because) ([^,;:]{12,})$/,
    lowers: true,
    to: (a, b) => `Because ${b}, ${small(a)}`,
  },
  { from: /^([^,;:]{20,}) unless ([^,;:]{12,})$/, lowers: true, to: (a, b) => `Unless ${b}, ${small(a)}` },
  { from: /^([^,;]+, [^,;]+), so ([^,;]+)$/, to: (a, b) => `${a}. Hence ${b}` },
  { from: /^([^,;]+), so ([^,;]+, [^,;]+)$/, to: (a, b) => `${a}. So ${b}` },
  { from: /^([^;]+); ([^;]+)$/, to: (a, b) => `${a}. ${capital(b)}` },
  {
    from: /^([^,;:]+), and ((?:the|a|an|no|nothing|every|any|whoever) [^,;:]+)$/,
    to: (a, b) => `${a}. And ${b}`,
  },
];

/** Now and then puts a sentence (without its point) in another order, so that one fact does not always read alike. */
export const recast = (random: Random, text: string): string => {
  if (random.below(3) === 0) return text;
  for (const rule of random.shuffle(RULES)) {
    const found = rule.from.exec(text);
    if (found?.[1] === undefined || found[2] === undefined) continue;
    if (SHY.test(found[2]) || SHY.test(found[1])) continue;
    if (rule.lowers === true && !canLower(found[1])) continue;
    return rule.to(found[1], found[2]);
  }
  return text;
};

/** Whether the first word may follow a comma: it is small already, is known as ordinary, or is no plain word at all. */
const canLower = (text: string): boolean => small(text) !== text || !/^[A-Z][a-z]+\b/.test(text);
