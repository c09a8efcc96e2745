import { makeRandom, type Random } from '../../base/index.ts';
import type { Conversation } from '../../conversation/index.ts';
import type { Finding, Severity } from '../finding.ts';
import type { ReportedConversation } from '../report/quality-report.ts';

/** Names as long as those of a real recipe. */
export const SAMPLE_PATTERNS = [
  'Gap Analysis',
  'Tradeoff Analysis',
  'Production Readiness',
  'Brutal Accuracy',
  'Multi-Dimensional Evaluation',
  'Hint-Based Learning',
  'Diminishing Returns',
  'Mechanistic Understanding',
  'Context-Dependent Recommendations',
  'Precision Policing',
] as const;

export const SAMPLE_TOPICS = [
  'Retry budgets between services',
  'Keyset pagination over a changing table',
  'A cache that stampedes at midnight',
  'Backpressure in a log shipper',
  'Clock skew in leases',
  'Zero-downtime column rename',
  'Fuzzing a date parser',
  'Idempotent payment callbacks',
] as const;

const QUESTIONS = [
  'Our importer falls over whenever the upstream sends the same file twice. Is a unique index enough?',
  'So I add the index and catch the error. What did I miss?',
  'How would I know in production that it works?',
  'And if two workers take the same row at once?',
];
const ANSWERS = [
  'Half of it. ✓ The index stops the second row. ⚠ It does not stop the second e-mail, which goes out before the insert. ✗ Nothing tells you that it happened.\n\nMove the side effect behind the insert, and let the insert decide.',
  'The insert and the side effect are two steps, and a crash fits between them:\n\n```python\nwith db.transaction() as tx:\n    row = tx.insert_or_ignore("imports", digest)\n    if row is None:\n        return "seen"\n    tx.insert("outbox", {"kind": "mail", "import": row.id})\n```\n\nThe outbox row is written in the same transaction, so either both are there or neither.',
  'Count three things: files taken, files seen before, and rows of the outbox older than a minute. The third is the one that pages you; the first two explain why.',
  'Then the database decides, not your code. `SELECT … FOR UPDATE SKIP LOCKED` hands each worker rows that no other one holds. Below about 200 rows a second that is all you need; above it the hot page of the index is what you will see first.',
];

const CHECKS: ReadonlyArray<readonly [check: string, severity: Severity, message: string]> = [
  ['code-parses', 'warn', 'The block of python does not parse from its line 4 on.'],
  ['placeholder', 'warn', 'A placeholder stands where code was promised.'],
  ['opener', 'info', 'The answer begins with a stock opener.'],
  ['truncated', 'fail', 'The answer ends in mid-sentence, and the provider says that it ran out of room.'],
  ['ai-disclaimer', 'fail', 'The answer speaks of itself as a language model.'],
  ['exchanges', 'fail', 'There are 2 exchanges; 3 to 5 were asked for.'],
];

/** Conversations of one provider, alike in every run, with findings on every third. */
export const makeSampleConversations = (provider: string, count: number): ReportedConversation[] => {
  const random = makeRandom(7, provider);
  return Array.from({ length: count }, (_, index) => makeOne(provider, index, random));
};

const makeOne = (provider: string, index: number, random: Random): ReportedConversation => {
  const exchanges = 3 + (index % 3);
  const first = (index * 3) % 10;
  const patterns = SAMPLE_PATTERNS.filter((_, at) => (at - first + 10) % 10 < 2 + (index % 2));
  const conversation: Conversation = {
    topic: SAMPLE_TOPICS[index % SAMPLE_TOPICS.length] ?? '',
    patterns_applied: patterns,
    conversation: Array.from({ length: exchanges * 2 }, (_, at) =>
      at % 2 === 0
        ? { role: 'user' as const, content: QUESTIONS[(at / 2) % QUESTIONS.length] ?? '' }
        : { role: 'assistant' as const, content: ANSWERS[((at - 1) / 2) % ANSWERS.length] ?? '' },
    ),
    learning_notes: 'The write that decides and the write that tells belong into one transaction.',
  };
  const findings = index % 3 === 0 ? makeFindings(conversation, index, random) : [];
  return {
    id: `${provider}/${index + 1}`,
    provider,
    file: `data/synthetic/${provider}/synthetic_conversations_100_seed42.jsonl`,
    line: index + 1,
    conversation,
    findings,
    isUsable: !findings.some(({ severity }) => severity === 'fail'),
    nearest: Math.round((0.04 + random.fraction() ** 3 * 0.4) * 1000) / 1000,
    tokens: conversation.conversation.map(
      ({ content }) => Math.round(content.length / 3.8) + random.below(60),
    ),
    verified: index % 7 === 0 ? undefined : patterns.filter(() => random.fraction() < 0.93),
  };
};

const makeFindings = ({ conversation }: Conversation, index: number, random: Random): Finding[] =>
  Array.from({ length: 1 + (index % 2) }, (_, nth) => {
    const [check, severity, message] = CHECKS[(index / 3 + nth) % CHECKS.length] ??
      CHECKS[0] ?? ['', 'info', ''];
    const finding = { check, version: 1, severity, message };
    if (check === 'exchanges') return finding;
    const turn = 2 * (1 + random.below(conversation.length / 2));
    const start = random.below(20);
    return { ...finding, place: { turn, start, end: start + 12 + random.below(30) } };
  });
