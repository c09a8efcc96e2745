import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Message } from '../src/conversation/index.ts';
import { type Checked, listChecks, openChecker } from '../src/quality/checks/open-checker.ts';
import type { Subject } from '../src/quality/subject.ts';
import { loadRecipe } from '../src/recipe/index.ts';

const ROOT = join(import.meta.dirname, '..');
const BUILT_IN_RECIPE = join(ROOT, 'recipes', 'coding-mentor');

/**
 * The highest share of real answers on which each rule fired when it was set, in MultiChallenge, MT-Bench-101, WildBench,
 * tau-bench, aider's chats and LLaMA-Factory's preference demo. Rules that are no matter of taste (roles, numbers, lengths)
 * have none: where they fire they are right.
 */
export const BARS: Readonly<Record<string, number>> = {
  'cut-off': 0.117,
  'open-fence': 5 / 3152,
  'untagged-fence': 0.11,
  'code-parses': 0.047,
  placeholder: 0.07,
  todo: 0.015,
  refusal: 0.078,
  'ai-disclaimer': 0.025,
  'stray-marks': 0.011,
  'stock-opener': 0.49,
  'stock-closer': 0.21,
  'slop-terms': 0.32,
  'not-x-but-y': 0.03,
  repetition: 0.12,
  language: 0.024,
  secrets: 0,
};

/** No rate may pass its bar by more than half. */
export const SLACK = 1.5;

/**
 * What was looked at by hand and found to be true, by corpus and check: no false alarms. In aider's chats answers were
 * broken off by the user within their code, and three answers are in French or Spanish.
 */
export const TRUE_FINDINGS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'aider-chats-half': { 'open-fence': 13, language: 3 },
};

/** How often a check fired in one corpus. */
export interface AlarmRate {
  readonly check: string;
  /** Turns in which it fired. */
  readonly turns: number;
  /** The same with severity `fail`. */
  readonly failing: number;
  /** Share of answers, less what is known to be true; of code blocks where code is parsed. */
  readonly rate: number;
  readonly bar: number | undefined;
}

/** What was measured on one corpus. */
export interface CorpusRates {
  readonly name: string;
  readonly conversations: number;
  readonly answers: number;
  readonly blocks: number;
  readonly rates: readonly AlarmRate[];
}

/** Runs every check over a corpus: lines of JSON with `messages` or `conversation`. */
export const measureAlarms = async (name: string, text: string): Promise<CorpusRates> => {
  const checker = await openChecker(await loadRecipe(BUILT_IN_RECIPE, BUILT_IN_RECIPE));
  const subjects = readSubjects(name, text);
  const checked: Checked[] = [];
  for (const subject of subjects) checked.push({ subject, findings: await checker.check(subject) });
  const answers = sum(subjects, ({ conversation }) =>
    sum(conversation.conversation, ({ role }) => (role === 'assistant' ? 1 : 0)),
  );
  const blocks = sum(subjects, ({ conversation }) => sum(conversation.conversation, countTaggedBlocks));
  const rates = listChecks()
    .filter(({ id }) => id !== 'em-dash')
    .map(({ id }): AlarmRate => {
      const fired = countTurns(checked, id, false);
      const wrong = Math.max(0, fired - (TRUE_FINDINGS[name]?.[id] ?? 0));
      const all = id === 'code-parses' ? blocks : answers;
      const rate = wrong / Math.max(1, all);
      return { check: id, turns: fired, failing: countTurns(checked, id, true), rate, bar: BARS[id] };
    });
  return { name, conversations: subjects.length, answers, blocks, rates };
};

const sum = <Item>(items: readonly Item[], toNumber: (item: Item) => number): number =>
  items.reduce((total, item) => total + toNumber(item), 0);

const countTaggedBlocks = ({ role, content }: Message): number =>
  role === 'assistant' ? (content.match(/^\s*```\w/gm)?.length ?? 0) : 0;

/** Turns in which a check fired; a finding about a whole conversation counts as one. */
const countTurns = (checked: readonly Checked[], id: string, isFailing: boolean): number =>
  sum(checked, ({ findings }) => {
    const fired = findings.filter(
      ({ check, severity }) => check === id && (!isFailing || severity === 'fail'),
    );
    return new Set(fired.map(({ place }) => place?.turn)).size;
  });

const readSubjects = (name: string, text: string): Subject[] =>
  text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      const record = JSON.parse(line) as Record<string, unknown>;
      const messages = record.messages ?? record.conversation ?? [];
      return {
        id: `${name}/${number}`,
        provider: name,
        file: name,
        line: number,
        conversation: {
          topic: '',
          patterns_applied: [],
          conversation: (messages as Record<string, unknown>[]).map(toMessage),
          learning_notes: '',
        },
      };
    });

/** Content may be a text or a list of parts that hold one. */
const toMessage = ({ role, content }: Record<string, unknown>): Message => ({
  role: role as Message['role'],
  content: Array.isArray(content)
    ? content.map((part: { text?: unknown }) => (typeof part.text === 'string' ? part.text : '')).join('\n')
    : String(content ?? ''),
});

/** The page `docs/false-alarms.md`. */
export const makeAlarmPage = (corpora: readonly CorpusRates[]): string =>
  [
    '# False alarms of the checks',
    '',
    'How often each check fires on real conversations that nobody wrote for this program, beside the highest rate at',
    'which its rule fired when it was set. Written by `node scripts/measure-false-alarms.ts FILE…`, which takes any',
    'JSONL with `messages` or `conversation`; a test holds every rate to at most one and a half times the highest one.',
    '',
    'Rates are shares of answers; for `code-parses`, of code blocks that name a language. A check without a highest',
    'rate is no matter of judgement: a conversation of two exchanges has two. What was looked at and found true (answers',
    'that were broken off, answers in another language) is not counted in the rate.',
    '',
    ...corpora.flatMap(makeTable),
  ].join('\n');

const makeTable = ({ name, conversations, answers, rates }: CorpusRates): string[] => [
  `## ${name}`,
  '',
  `${conversations} conversations, ${answers} answers.`,
  '',
  '| check | fired | of these fail | rate | highest |',
  '|---|---|---|---|---|',
  ...rates.map(
    ({ check, turns: fired, failing, rate, bar }) =>
      `| \`${check}\` | ${fired} | ${failing} | ${toPercent(rate)} | ${bar === undefined ? '' : toPercent(bar)} |`,
  ),
  '',
];

const toPercent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;

if (import.meta.main) {
  const corpora: CorpusRates[] = [];
  for (const file of process.argv.slice(2)) {
    corpora.push(await measureAlarms(basename(file, '.jsonl'), await readFile(file, 'utf8')));
  }
  const page = makeAlarmPage(corpora);
  process.stdout.write(page);
  if (corpora.length > 0) await writeFile(join(ROOT, 'docs', 'false-alarms.md'), page);
}
