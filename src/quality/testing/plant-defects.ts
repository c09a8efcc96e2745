import { makeRandom, type Random } from '../../base/index.ts';
import type { Message } from '../../conversation/index.ts';
import type { Severity } from '../finding.ts';
import type { Subject } from '../subject.ts';

/** One way to spoil a sound conversation, and the check that has to see it. */
export interface Defect {
  readonly kind: string;
  readonly check: string;
  readonly severity: Severity;
  /** The spoilt conversation, or undefined where this one does not lend itself to it. */
  readonly plant: (subject: Subject, random: Random) => Subject | undefined;
}

/** Where a defect was planted. */
export interface Planted {
  readonly id: string;
  readonly defect: Defect;
}

/**
 * Plants every kind of defect in so many conversations of a set, never two in one.
 *
 * @param times - How many conversations each kind goes to.
 */
export const plantDefects = (
  subjects: readonly Subject[],
  seed: number,
  times: number,
): { subjects: Subject[]; planted: Planted[] } => {
  const random = makeRandom(seed, 'plant-defects');
  const spoilt = [...subjects];
  const free = random.shuffle(subjects.map((_subject, index) => index));
  const planted: Planted[] = [];
  for (const defect of DEFECTS) {
    for (let time = 0; time < times; time++) {
      for (const [at, index] of free.entries()) {
        const subject = spoilt[index];
        const changed = subject && defect.plant(subject, random);
        if (changed === undefined) continue;
        spoilt[index] = changed;
        free.splice(at, 1);
        planted.push({ id: changed.id, defect });
        break;
      }
    }
  }
  return { subjects: spoilt, planted };
};

const withMessages = (subject: Subject, messages: readonly Message[]): Subject => ({
  ...subject,
  conversation: { ...subject.conversation, conversation: messages },
});

/** Answers that carry the marks of a pattern are let be: without them that pattern would rightly fail as well. */
const isBare = ({ role, content }: Message): boolean => role === 'assistant' && !/[✓⚠✗]|\/10/.test(content);

/** Puts another text in place of one answer, picked by chance. */
const changeAnswer =
  (change: (content: string, random: Random) => string) =>
  (subject: Subject, random: Random): Subject | undefined => {
    const messages = subject.conversation.conversation;
    const bare = messages.filter(isBare);
    if (bare.length === 0) return undefined;
    const chosen = random.pick(bare);
    return withMessages(
      subject,
      messages.map((message) =>
        message === chosen ? { ...message, content: change(message.content, random) } : message,
      ),
    );
  };

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const drawText = (random: Random, length: number): string =>
  Array.from({ length }, () => LETTERS[random.below(LETTERS.length)] ?? '').join('');

const BROKEN_CODE = [
  'const counts = new Map<string, number>();',
  'for (const word of words {',
  '  counts.set(word, (counts.get(word) ?? 0) + );',
  '}',
  'function top(n: number) => {',
  '  return [...counts].sort((a b) => b[1] - a[1]).slice(0 n);',
  '}',
  'const best = top(10;',
  'if (best.length > ) {',
  '  print(best]);',
  '}',
].join('\n');

const FILL_IN = [
  'Here is the complete implementation:',
  '',
  '```python',
  'def handle(order):',
  '    # your code here',
  '    return order',
  '```',
].join('\n');

const REFUSAL =
  "I'm sorry, but I can't help with this request. The subject is one that I do not take up, whatever the reason for asking may be. If there is something else that you are working on, tell me about that instead, and describe what you have tried so far.";

const GERMAN =
  'Der Puffer wird erst geleert, wenn die Verbindung geschlossen ist, und deshalb wartet der Leser so lange. Wenn du nach jeder Nachricht leerst, kommt sie sofort an, aber jede kostet dann einen eigenen Aufruf. Miss zuerst, wie viele Nachrichten in der Sekunde kommen, und entscheide danach, was dir wichtiger ist.';

/** Every kind of defect. What would give a key away is put together here, so that no scanner finds one in this file. */
export const DEFECTS: readonly Defect[] = [
  {
    kind: 'two turns changed places',
    check: 'roles',
    severity: 'fail',
    plant: (subject) => {
      const [first, second, ...others] = subject.conversation.conversation;
      return first && second && withMessages(subject, [second, first, ...others]);
    },
  },
  {
    kind: 'the last exchange is gone',
    check: 'exchanges',
    severity: 'fail',
    plant: (subject) => {
      const messages = subject.conversation.conversation;
      return messages.slice(-1).every(isBare) ? withMessages(subject, messages.slice(0, -2)) : undefined;
    },
  },
  { kind: 'an empty answer', check: 'empty-turn', severity: 'fail', plant: changeAnswer(() => ' \n') },
  {
    kind: 'an answer of a few words',
    check: 'too-short',
    severity: 'fail',
    plant: changeAnswer(() => 'Yes, that will do for now.'),
  },
  {
    kind: 'a reply that ran out of room',
    check: 'cut-off',
    severity: 'fail',
    plant: (subject) => ({ ...subject, isCut: true }),
  },
  {
    kind: 'a fence that stays open',
    check: 'open-fence',
    severity: 'fail',
    plant: changeAnswer((content) => `${content}\n\n\`\`\`ts\nconst rows = await db.`),
  },
  {
    kind: 'code that does not parse',
    check: 'code-parses',
    severity: 'fail',
    plant: changeAnswer((content) => `\`\`\`ts\n${BROKEN_CODE}\n\`\`\`\n\n${content}`),
  },
  {
    kind: 'a gap in code that is called complete',
    check: 'placeholder',
    severity: 'fail',
    plant: changeAnswer((content) => `${content}\n\n${FILL_IN}`),
  },
  { kind: 'a refusal', check: 'refusal', severity: 'fail', plant: changeAnswer(() => REFUSAL) },
  {
    kind: 'an answer that calls itself an AI',
    check: 'ai-disclaimer',
    severity: 'fail',
    plant: changeAnswer(
      (content) => `As an AI language model, I have run none of this myself.\n\n${content}`,
    ),
  },
  {
    kind: 'a pattern without one of its marks',
    check: 'marks',
    severity: 'fail',
    plant: (subject) =>
      subject.conversation.patterns_applied.includes('Gap Analysis')
        ? withMessages(
            subject,
            subject.conversation.conversation.map(({ role, content }) => ({
              role,
              content: content.replace(/⚠\uFE0F?/g, '✓'),
            })),
          )
        : undefined,
  },
  {
    kind: 'an answer that goes in circles',
    check: 'repetition',
    severity: 'fail',
    plant: changeAnswer(
      (content) => `${content}\n\n${'The reader waits for the lock and the lock waits for it. '.repeat(60)}`,
    ),
  },
  {
    kind: 'an access token',
    check: 'secrets',
    severity: 'fail',
    plant: changeAnswer(
      (content, random) => `${content}\n\nThe header was \`token gh${'p'}_${drawText(random, 36)}\`.`,
    ),
  },
  {
    kind: 'a database address with its password',
    check: 'secrets',
    severity: 'fail',
    plant: changeAnswer(
      (content, random) =>
        `${content}\n\nConnect to postgres${':'}//orders:${drawText(random, 18)}@db.shop.io/orders first.`,
    ),
  },
  {
    kind: 'an answer in another language',
    check: 'language',
    severity: 'warn',
    plant: changeAnswer(() => GERMAN),
  },
  {
    kind: 'a pattern announced by its name',
    check: 'pattern-name',
    severity: 'warn',
    plant: changeAnswer((content) => `## Gap Analysis\n\n${content}`),
  },
  {
    kind: "a person's address",
    check: 'personal-data',
    severity: 'warn',
    plant: changeAnswer(
      (content) => `${content}\n\nAsk maria.lindqvist@${'posten'}.se what the export holds.`,
    ),
  },
  {
    kind: 'work put off in code',
    check: 'todo',
    severity: 'warn',
    plant: changeAnswer((content) => `${content}\n\n\`\`\`sh\n# TODO: drop the old table\nls\n\`\`\``),
  },
];
