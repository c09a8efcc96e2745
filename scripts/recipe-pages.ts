import type { Example, Pattern, Recipe } from '../src/recipe/index.ts';

const NOTE =
  'Written by `npm run docs` from `recipes/coding-mentor/`; a test keeps the two equal. Change the recipe, not this page.';

/** The pages that show the built-in recipe to a reader, by file name. */
export const makeRecipePages = (recipe: Recipe): ReadonlyMap<string, string> =>
  new Map([
    ['01_extracted_patterns.md', makePatternsPage(recipe)],
    ['02_synthetic_conversations.md', makeConversationsPage(recipe)],
    ['03_preference_profile.md', makeProfilePage(recipe)],
  ]);

const makePatternsPage = ({ patterns, examples }: Recipe): string =>
  toPage([
    '# Patterns',
    NOTE,
    'Ten ways of working make up the style. Each conversation is assigned two or three of them; a judge later answers the checklist of each by pointing at a quote. Required questions carry the verdict, and one disqualifier undoes it.',
    toTable(
      ['', 'pattern', 'definition', 'reference conversations'],
      patterns.map(({ name, definition }, index) => [
        `${index + 1}`,
        toLink(`${index + 1}. ${name}`, name),
        definition,
        `${examples.filter((example) => example.patterns.includes(name)).length}`,
      ]),
    ),
    ...patterns.map(toPatternSection),
  ]);

const toPatternSection = (pattern: Pattern, index: number): string => {
  const { name, definition, intent, applies, wrong_when, where, marks, looks_like, counter_example } =
    pattern;
  return toPage([
    `## ${index + 1}. ${name}`,
    `*${definition}*`,
    intent ?? '',
    toLabelled('When it applies', toList(applies)),
    toLabelled('When it would be wrong', toList(wrong_when)),
    toLabelled('Do', toList(pattern.do)),
    toLabelled("Don't", toList(pattern.dont)),
    where === undefined ? '' : `**Where in a conversation.** ${where}`,
    marks.length === 0 ? '' : `**Marks.** ${marks.join(' ')}`,
    toLabelled('How it looks', toQuotation(looks_like ?? '')),
    toLabelled('Looks like it, but is not', toQuotation(counter_example?.text ?? '')),
    counter_example?.why ?? '',
    toLabelled(
      'Checklist',
      toList(pattern.checklist.map(({ ask, required }) => (required ? ask : `${ask} (not required)`))),
    ),
    toLabelled('Disqualifiers', toList(pattern.disqualifiers.map(({ ask }) => ask))),
    toLabelled(
      'Beside other patterns',
      toList(pattern.tensions.map((tension) => `${tension.with}: ${tension.reconcile}`)),
    ),
  ]);
};

const makeConversationsPage = ({ examples }: Recipe): string =>
  toPage([
    '# Reference conversations',
    NOTE,
    `${examples.length} conversations show the manner. A prompt shows at most two of them, never one on its own topic; none is copied into the data, and the quality gate looks for leaks.`,
    toTable(
      ['', 'topic', 'exchanges', 'patterns'],
      examples.map(({ topic, conversation, patterns }, index) => [
        `${index + 1}`,
        toLink(`${index + 1}. ${topic}`, topic),
        `${conversation.length / 2}`,
        patterns.join(', '),
      ]),
    ),
    ...examples.map(toConversationSection),
  ]);

const toConversationSection = ({ topic, shows, conversation }: Example, index: number): string =>
  toPage([
    `## ${index + 1}. ${topic}`,
    toList(
      shows.map(
        ({ pattern, answers, evidence }) =>
          `${pattern}, answer ${answers.join(' and ')}: “${evidence.replace(/\s+/g, ' ')}”`,
      ),
    ),
    ...conversation.map(({ role, content }, turn) =>
      toPage([
        `**${role === 'user' ? 'User' : 'Mentor'}, ${Math.floor(turn / 2) + 1}**`,
        toQuotation(content),
      ]),
    ),
  ]);

const makeProfilePage = ({ profile, systemPrompt }: Recipe): string =>
  toPage([
    '# Preference profile',
    NOTE,
    'The profile goes into every prompt that asks for a conversation. The system prompt at the end is exported with the data: it is what the tuned model is trained and later asked with, and it speaks of no pattern.',
    // One rank lower, for this page has a title of its own.
    profile.replace(/^#/gm, '##'),
    '## System prompt of the trained model',
    toQuotation(systemPrompt),
  ]);

const toPage = (parts: readonly string[]): string =>
  `${parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')}\n`;

const toList = (items: readonly string[]): string =>
  items.map((item) => `- ${item.trim().replace(/\s*\n\s*/g, ' ')}`).join('\n');

const toLabelled = (label: string, text: string): string => (text === '' ? '' : `**${label}**\n\n${text}`);

const toQuotation = (text: string): string =>
  text.trim() === ''
    ? ''
    : text
        .trim()
        .replace(/^(?=.)/gm, '> ')
        .replace(/^$/gm, '>');

const toTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** A link to a heading of the same page, as GitHub makes its anchors. */
const toLink = (heading: string, text: string): string =>
  `[${text}](#${heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(' ', '-')})`;
