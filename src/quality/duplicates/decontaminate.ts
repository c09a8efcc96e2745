import type { Finding, FindingsById } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { VERSION } from './place-findings.ts';
import { type NamedText, RunIndex, splitCode } from './run-index.ts';
import { makeWordBuffer, splitWords, type WordBuffer } from './split-words.ts';
import { CODE_RUN, PROMPT_COVERED, PROMPT_RUN } from './thresholds.ts';

/** What a search for evaluation prompts found. */
export interface Contamination {
  readonly findings: FindingsById;
  /** Prompts that conversations hold, the most covered first, each with the conversation that covers most of it. */
  readonly prompts: ReadonlyArray<{ readonly name: string; readonly id: string; readonly covered: number }>;
  /** Names of prompts that are too short to be searched for. */
  readonly tooShort: readonly string[];
}

/**
 * Finds evaluation prompts in user turns, by runs of 8 words in prose and 13 in fenced code. Any run warns; where a
 * conversation covers half of a prompt's words or more, it fails.
 *
 * @param prompts - The prompts, by names that are shown; their text never is.
 */
export const decontaminate = (subjects: Iterable<Subject>, prompts: readonly NamedText[]): Contamination => {
  const index = new RunIndex(prompts, { prose: PROMPT_RUN, code: CODE_RUN });
  const buffer = makeWordBuffer();
  const findings = new Map<string, readonly Finding[]>();
  const most = new Map<number, { readonly id: string; readonly covered: number }>();
  for (const subject of subjects) {
    const hits = findPrompts(subject, index, buffer);
    for (const { prompt, covered } of hits)
      if (covered > (most.get(prompt)?.covered ?? 0)) most.set(prompt, { id: subject.id, covered });
    const [worst] = hits.sort((a, b) => b.covered - a.covered || a.prompt - b.prompt);
    if (worst !== undefined) findings.set(subject.id, [toFinding(worst, hits.length, prompts)]);
  }
  const nameOf = (prompt: number): string => prompts[prompt]?.name ?? '';
  return {
    findings,
    prompts: [...most]
      .map(([prompt, { id, covered }]) => ({ name: nameOf(prompt), id, covered }))
      .sort((a, b) => b.covered - a.covered),
    tooShort: prompts.filter((_, prompt) => index.isTooShort(prompt)).map(({ name }) => name),
  };
};

interface PromptHit {
  readonly prompt: number;
  readonly runs: Set<number>;
  readonly covered: number;
  /** The first run that was met. */
  readonly place: { readonly turn: number; readonly start: number; readonly end: number };
}

const findPrompts = ({ conversation }: Subject, index: RunIndex, buffer: WordBuffer): PromptHit[] => {
  const hits = new Map<number, Omit<PromptHit, 'covered'>>();
  for (const [message, { role, content }] of conversation.conversation.entries()) {
    if (role !== 'user') continue;
    for (const { part, at, isCode } of splitCode(content)) {
      const { hashes, starts, ends, length } = splitWords(part, buffer);
      for (const { hash, span, texts } of index.find(hashes, { start: 0, end: length, isCode }))
        for (const prompt of texts) {
          const start = at + (starts[span.start] ?? 0);
          const end = at + (ends[span.end - 1] ?? 0);
          const hit = hits.get(prompt) ?? {
            prompt,
            runs: new Set(),
            place: { turn: message + 1, start, end },
          };
          hits.set(prompt, hit);
          hit.runs.add(hash);
        }
    }
  }
  return [...hits.values()].map((hit) => ({ ...hit, covered: index.cover(hit.prompt, hit.runs) }));
};

const toFinding = (
  { prompt, covered, place }: PromptHit,
  count: number,
  prompts: readonly NamedText[],
): Finding => ({
  check: 'evaluation-prompt',
  version: VERSION,
  severity: covered >= PROMPT_COVERED ? 'fail' : 'warn',
  message:
    `User turns hold ${Math.round(covered * 100)} % of the words of the evaluation prompt ${prompts[prompt]?.name}` +
    `${count > 1 ? `, and words of ${count - 1} more` : ''}.`,
  place,
});
