const MOST = 12;

const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

const NUMBER = `\\b(\\d{1,3}|${NUMBERS.slice(1).join('|')})`;
const EXACTLY = new RegExp(`exactly\\s+${NUMBER}\\s+exchanges?`, 'i');
const ANY = new RegExp(
  `${NUMBER}(?:\\s*(?:-|–|to|or)\\s*${NUMBER})?\\s+(?:[a-z/-]+\\s+){0,2}exchanges?\\b`,
  'i',
);

/** How many exchanges a prompt wants; of a range ("3 to 5 exchanges") the middle. Undefined when it does not say. */
export const findExchanges = (text: string): number | undefined => {
  const [, least, most] = EXACTLY.exec(text) ?? ANY.exec(text) ?? [];
  if (least === undefined) return undefined;
  const middle = Math.floor((readNumber(least) + readNumber(most ?? least)) / 2);
  return Math.min(MOST, Math.max(1, middle));
};

const readNumber = (text: string): number => {
  const place = NUMBERS.indexOf(text.toLowerCase());
  return place === -1 ? Number(text) : place;
};
