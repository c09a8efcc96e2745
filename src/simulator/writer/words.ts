/** Names that are written small even where a sentence begins. */
const SMALL_NAMES = new Set(
  'etcd nginx npm ccache javac pprof jstack dig openssl curl mypy pytest gofmt iptables kubectl terraform git'.split(
    ' ',
  ),
);

/** First letter large, unless the first word is an identifier or a name that is written small. */
export const capital = (text: string): string => {
  const word = firstWord(text);
  const bare = word.replace(/[,;:]$/, '');
  if (SMALL_NAMES.has(bare) || /[A-Z_\d().=/@<$`]/.test(bare.slice(1)) || /\w\.\w/.test(bare)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** Words that lose their capital inside a sentence; any other capital may belong to a name. */
const COMMON = new Set(
  (
    'a an the in on at of for from with without within by to as if when while once until after before because since ' +
    'each every any all both no one two three four five six seven eight nine ten some most many few only even nothing ' +
    'what which who where how there it its this that these those they their you your we our and or but not last ' +
    'about under over during between against behind tests rows keys retries requests clients'
  ).split(' '),
);

/** First letter small where the word is an ordinary one. */
export const small = (text: string): string =>
  COMMON.has(firstWord(text).toLowerCase()) || /^[A-Z][a-z]+ing\b/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;

/** First letter small as a hasty typist leaves it: names too, acronyms and identifiers not. */
export const typed = (text: string): string =>
  /^[A-Z][a-z']*$/.test(firstWord(text)) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** On one line, without a closing point and without anything that would open a code block. */
export const bare = (text: string): string =>
  text
    .replace(/[`~]{3,}/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.\s]+$/, '');

/** With a point at its end, unless it has a mark of its own. */
export const sentence = (text: string): string => {
  const trimmed = text.trim();
  return /[.?!:]["')]?$/.test(trimmed) ? capital(trimmed) : `${capital(trimmed)}.`;
};

export const firstWord = (text: string): string => /^\S*/.exec(text)?.[0] ?? '';

/** Verbs that open an instruction. */
const VERBS = new Set(
  (
    'set keep use store put build give report call reject make send wait refuse check require mark compare let run ' +
    'skip move stop drop create verify answer add bind fail allow remove copy map read delete return write draw cap ' +
    'apply take clear publish collect merge save queue hand declare load cancel bound recover start sort decrement ' +
    'catch route freeze extend spill close throttle never detach replace ask drain plan balance derive discard ' +
    'serialize offer release disable ramp sum log retry deny replay look shorten clamp size validate veto order leave ' +
    'refresh filter rely print count compile limit alert serve share intern revoke sync clip abort accept go hold turn ' +
    'hydrate correct export install restore encode evaluate measure request unmap enable type normalize number access ' +
    'include forbid name throw pass treat record find rewrite introduce wrap switch rotate reduce trace split import ' +
    'convert stream guard ship claim lock raise append acknowledge handle insert forward cut compute roll compress ' +
    'relabel migrate list unpack hash search sign buy announce test upload lift format agree open separate prescale ' +
    'rehearse define chart gather generate adopt break extract hide decide design reject repair choose get turn stop ' +
    'untangle redesign bring track detect prevent show explain render model parse protect pick plan deliver survive ' +
    'cover accept page review tell work settle walk end spread carry rename shrink slow'
  ).split(' '),
);

/** Whether a text reads on after "to": its first word is a verb of command. */
export const isCommand = (text: string): boolean => VERBS.has(firstWord(text).toLowerCase());

/** Whether a short phrase is a statement and not just the name of something. */
export const isStatement = (text: string): boolean =>
  /\b(is|are|was|were|has|have|had|does|do|did|can|cannot|will|would|we|it|i|runs|takes|caches|locks|shrinks|leaks|saves|freezes|froze|fixes|tells|implements|protects|prevents|rejects|proves?|makes|ran|lose|got|fails?|supports|uses|sets|became|means)\b/i.test(
    text,
  );

/** A list within a sentence: "a", "a and b", "a, b and c"; with semicolons where the items have commas. */
export const joinAnd = (texts: readonly string[]): string => {
  if (texts.length < 2) return texts[0] ?? '';
  if (texts.some((text) => text.includes(', '))) return texts.join('; ');
  return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
};

/** How many words of prose a Markdown text has, code fences left out. */
export const countWords = (markdown: string): number =>
  (markdown.replace(/^(`{3,}|~{3,})[\s\S]*?^\1.*$/gm, '').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [])
    .length;
