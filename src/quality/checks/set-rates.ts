import type { Finding, SetFinding, Severity } from '../finding.ts';
import type { CheckEntry } from './check.ts';
import { isReadable } from './code/code-parses.ts';
import { LIMITS } from './limits.ts';
import type { Turn } from './text/read-turns.ts';

/** How often something may occur among the answers of one provider. */
interface Rate {
  readonly check: string;
  readonly limit: number;
  readonly severity: Severity;
  /** What the answers do, in words: "open with a stock phrase". */
  readonly what: string;
}

const RATES: readonly Rate[] = [
  {
    check: 'stock-opener',
    limit: LIMITS.stockPhraseRate,
    severity: 'warn',
    what: 'open with a stock phrase',
  },
  {
    check: 'stock-closer',
    limit: LIMITS.stockPhraseRate,
    severity: 'warn',
    what: 'close with a stock phrase',
  },
  { check: 'slop-terms', limit: LIMITS.slopRate, severity: 'warn', what: 'use worn-out words' },
  { check: 'not-x-but-y', limit: LIMITS.notButRate, severity: 'warn', what: 'use the figure "not X but Y"' },
  {
    check: 'pattern-name',
    limit: LIMITS.patternNameRate,
    severity: 'fail',
    what: 'announce a pattern by its name',
  },
];

const MOST_EXAMPLES = 5;

/** Counts over one provider's part of a set: numbers and a few ids, whatever the size of the set. */
export class ProviderTally {
  readonly #provider: string;
  readonly #counts = new Map<string, number>();
  readonly #examples = new Map<string, Example[]>();
  #answers = 0;
  #words = 0;
  #dashes = 0;
  #blocks = 0;

  constructor(provider: string) {
    this.#provider = provider;
  }

  /** @param findings - What the checks of conversations found in this one. */
  add(id: string, answers: readonly Turn[], findings: readonly Finding[]): void {
    this.#answers += answers.length;
    let dashes = 0;
    for (const answer of answers) {
      this.#words += answer.words().length;
      dashes += countDashes(answer.prose());
      this.#blocks += answer.blocks.filter(isReadable).length;
    }
    this.#dashes += dashes;
    if (dashes > 0) this.#keep('em-dash', id, dashes);
    for (const { check } of RATES) this.#count(check, id, findings, answers);
    this.#count('code-parses', id, findings, undefined);
  }

  /** What is out of bounds, in a fixed order; nothing about a share of too few. */
  finish(listChecks: readonly CheckEntry[]): SetFinding[] {
    const versions = new Map(listChecks.map(({ id, version }) => [id, version]));
    const toFinding = (check: string, severity: Severity, message: string): SetFinding => ({
      check,
      version: versions.get(check) ?? 1,
      severity,
      message,
      provider: this.#provider,
      examples: (this.#examples.get(check) ?? []).map(({ id }) => id),
    });
    const findings: SetFinding[] = [];
    for (const { check, limit, severity, what } of RATES) {
      const count = this.#counts.get(check) ?? 0;
      if (this.#answers < LIMITS.fewestForRate || count / this.#answers <= limit) continue;
      const message = `${toPercent(count, this.#answers)} of the answers ${what}; above ${toPercent(limit, 1)} a model takes it for the rule.`;
      findings.push(toFinding(check, severity, message));
    }
    const broken = this.#counts.get('code-parses') ?? 0;
    if (this.#blocks >= LIMITS.fewestForRate && 1 - broken / this.#blocks < LIMITS.cleanCodeRate) {
      const clean = `${toPercent(this.#blocks - broken, this.#blocks)} of ${this.#blocks} code blocks parse`;
      findings.push(
        toFinding('code-parses', 'warn', `${clean}; ${toPercent(LIMITS.cleanCodeRate, 1)} are due.`),
      );
    }
    if (this.#dashes > 0 && this.#words > 0) {
      const rate = ((this.#dashes * 1000) / this.#words).toFixed(1);
      findings.push(
        toFinding(
          'em-dash',
          'info',
          `There are ${rate} em dashes in 1,000 words, a mark by which models are told apart.`,
        ),
      );
    }
    return findings;
  }

  /** Counts findings of a check: all, or the answers that have one. */
  #count(
    check: string,
    id: string,
    findings: readonly Finding[],
    answers: readonly Turn[] | undefined,
  ): void {
    const found = findings.filter((finding) => finding.check === check);
    if (found.length === 0) return;
    const count = answers === undefined ? found.length : new Set(found.map(({ place }) => place?.turn)).size;
    this.#counts.set(check, (this.#counts.get(check) ?? 0) + count);
    this.#keep(check, id, count);
  }

  /** Keeps the few conversations in which something is plainest. */
  #keep(check: string, id: string, weight: number): void {
    const examples = this.#examples.get(check) ?? [];
    const at = examples.findIndex((example) => example.weight < weight);
    if (at === -1 && examples.length >= MOST_EXAMPLES) return;
    examples.splice(at === -1 ? examples.length : at, 0, { id, weight });
    examples.length = Math.min(examples.length, MOST_EXAMPLES);
    this.#examples.set(check, examples);
  }
}

interface Example {
  readonly id: string;
  readonly weight: number;
}

/** The em dash alone: shorter ones stand in ranges and, in other styles, for it. */
const countDashes = (prose: string): number => {
  let count = 0;
  for (let at = prose.indexOf('—'); at !== -1; at = prose.indexOf('—', at + 1)) count++;
  return count;
};

const toPercent = (part: number, whole: number): string => {
  const percent = (part * 100) / whole;
  return `${percent.toFixed(percent < 10 && !Number.isInteger(percent) ? 1 : 0)} %`;
};
