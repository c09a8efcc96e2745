import { BlockList, isIPv4 } from 'node:net';

/** A kind of personal data, in words. */
export type PersonalKind = 'an e-mail address' | 'a phone number' | 'an IP address' | 'a card number';

/** Where something personal stands in a text. */
export interface PersonalData {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

/** E-mail addresses, phone numbers, public IPv4 addresses and card numbers; those set aside for examples are not. */
export const findPersonalData = (text: string): PersonalData[] => {
  const found: PersonalData[] = [];
  const look = (
    kind: PersonalKind,
    pattern: RegExp,
    isReal: (match: string, before: string) => boolean,
  ): void => {
    for (const match of text.matchAll(pattern)) {
      const before = text.slice(Math.max(0, match.index - 12), match.index);
      if (isReal(match[0], before))
        found.push({ kind, start: match.index, end: match.index + match[0].length });
    }
  };
  if (text.includes('@')) look('an e-mail address', EMAIL, isRealEmail);
  if (SOME_DIGITS.test(text)) {
    look('a phone number', PHONE, isRealPhone);
    look('an IP address', IP, isPublicAddress);
    look('a card number', CARD, isRealCard);
  }
  return found.sort((one, other) => one.start - other.start);
};

const SOME_DIGITS = /\d[\d .()-]{5}/;
const EMAIL = /(?<![\w.%+/:-])[\w.%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?![\w-])(?!:)/gi;
/** International with a plus sign, or North American with its three groups. */
const PHONE =
  /(?<![\w.+/-])(?:\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,8}){1,4}|\+[1-9]\d{9,14}|\([2-9]\d{2}\) ?[2-9]\d{2}-\d{4}|[2-9]\d{2}([.-])[2-9]\d{2}\1\d{4})(?![\w-]|\.\d)/g;
const IP = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\w)/g;
const CARD =
  /(?<![\w.-])(?:[4-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,7}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?![\w-]|\.\d)/g;

/** RFC 2606 and RFC 6761 keep these names for examples. */
const EXAMPLE_DOMAIN =
  /(?:^|\.)(?:example(?:\.(?:com|net|org|edu))?|test|invalid|localhost|local|internal)$/i;
/** Addresses of machines: SSH to a forge, senders that nobody reads. */
const NO_PERSON = /^(?:git|hg|svn|root|no-?reply|do-?not-?reply|noreply)@/i;
/** Words before four numbers that make them a version. */
const VERSION = /(?:\bv|version|release|[=~^<>@]=?)\s*$/i;

const isRealEmail = (address: string): boolean => {
  const domain = address.slice(address.indexOf('@') + 1);
  return !EXAMPLE_DOMAIN.test(domain) && !NO_PERSON.test(address) && !FILE_NAME.test(domain);
};

/** "logo@2x.png" and the like. */
const FILE_NAME = /^\d+x\.|\.(?:png|jpe?g|svg|gif|webp|js|ts|py|css|md|json)$/i;

/** NANP 555-0100 to 555-0199, and Ofcom's numbers for drama, belong to nobody. */
const isRealPhone = (number: string): boolean => {
  const digits = number.replace(/\D/g, '');
  if (digits.length < 9 || digits.length > 15) return false;
  return !/(?:^|\d)55501\d\d$/.test(digits) && !/^44(?:1632960\d{3}|2079460\d{3}|7700900\d{3})$/.test(digits);
};

const isPublicAddress = (address: string, before: string): boolean =>
  isIPv4(address) && !VERSION.test(before) && !NOBODYS.check(address);

/** Addresses that are nobody's, by the IANA registry of special-purpose addresses (RFC 6890), and multicast. */
const NOBODYS = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  NOBODYS.addSubnet(net, prefix);
}
// Public resolvers, and an address that everybody makes up.
for (const address of ['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4', '9.9.9.9', '1.2.3.4'])
  NOBODYS.addAddress(address);

/** Numbers that payment providers publish for tests. */
const TEST_CARDS = new Set(
  '4242424242424242 4000056655665556 5555555555554444 5200828282828210 5105105105105100 378282246310005 371449635398431 6011111111111117 6011000990139424 6555900000604105 6200000000000005 4111111111111111 4012888888881881 4000000000000002 4000000000009995'.split(
    ' ',
  ),
);

/** The check digit of ISO/IEC 7812-1, after Luhn. */
const isRealCard = (number: string): boolean => {
  const digits = number.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19 || TEST_CARDS.has(digits)) return false;
  if (/^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighed = index % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
};
