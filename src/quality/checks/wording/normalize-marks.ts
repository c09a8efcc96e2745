/** Signs that are taken for each other, each with the one that stands for them. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '\u2714': '\u2713',
  '\u2705': '\u2713',
  '\u2611': '\u2713',
  '\u{1F5F8}': '\u2713',
  '\u2718': '\u2717',
  '\u274C': '\u2717',
  '\u274E': '\u2717',
  '\u2716': '\u2717',
  '\u2715': '\u2717',
  '\u2612': '\u2717',
};

/** Also takes variation selectors, which say how a sign is drawn and not which it is. */
const SIGNS = /[\u2714\u2705\u2611\u{1F5F8}\u2718\u274C\u274E\u2716\u2715\u2612]|[\uFE0E\uFE0F]/gu;

/** A text in which check marks, crosses and scores are written in one way only. */
export const normalizeMarks = (text: string): string =>
  text.replace(SIGNS, (sign) => LOOK_ALIKES[sign] ?? '').replace(/(\d)\s?(?:\/\s?|out of\s)(?=\d)/g, '$1/');
