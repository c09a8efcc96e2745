import { IdiolectError, suggestClosest } from '../../base/index.ts';
import { FAULT_KINDS, type Fault, type FaultKind } from './fault.ts';

const HINT =
  'Write KIND=PROBABILITY (429=0.1), KIND=#N for the N-th request (hang=#3), KIND=#N..M for a range, or KIND=#N+ from then on.';

/**
 * Reads faults as the command line writes them: `429=0.1`, `hang=#3`, `500=#3..7`, `no-credit=#21+`.
 *
 * @throws {IdiolectError} `USAGE`, naming what was written and what is known.
 */
export const parseFaults = (texts: readonly string[]): Fault[] => {
  const faults = texts.map(parseFault);
  const total = faults.reduce((sum, fault) => sum + ('probability' in fault ? fault.probability : 0), 0);
  if (total > 1 + 1e-9) {
    throw new IdiolectError(
      'USAGE',
      `The probabilities of the faults add up to ${round(total)}, which is more than 1.`,
      {
        hint: 'A request gets one fault at most: lower the probabilities until they add up to 1 or less.',
      },
    );
  }
  return faults;
};

const round = (value: number): number => Number(value.toFixed(4));

const parseFault = (text: string): Fault => {
  const [name = '', when, ...rest] = text.split('=').map((part) => part.trim());
  const kind = FAULT_KINDS.find((known) => known === name);
  if (kind === undefined) {
    throw new IdiolectError('USAGE', `There is no fault "${name}".${suggestClosest(name, FAULT_KINDS)}`, {
      hint: `The faults are ${FAULT_KINDS.join(', ')}.`,
    });
  }
  if (when === undefined || when === '' || rest.length > 0) {
    throw new IdiolectError('USAGE', `The fault "${text}" does not say when it happens.`, { hint: HINT });
  }
  return when.startsWith('#') ? parsePlace(kind, when) : parseProbability(kind, when);
};

const parsePlace = (kind: FaultKind, when: string): Fault => {
  const [, first, open, last] = /^#(\d+)(?:(\+)|\.\.(\d+))?$/.exec(when) ?? [];
  const from = Number(first);
  const to = Number(last ?? first);
  if (first === undefined || from < 1 || to < from) {
    throw new IdiolectError(
      'USAGE',
      `"${when}" of the fault "${kind}" is no place among the requests, which count from #1.`,
      {
        hint: HINT,
      },
    );
  }
  return open === undefined ? { kind, from, to } : { kind, from };
};

const parseProbability = (kind: FaultKind, when: string): Fault => {
  const probability = /^(\d+(\.\d*)?|\.\d+)$/.test(when) ? Number(when) : Number.NaN;
  if (probability >= 0 && probability <= 1) return { kind, probability };
  throw new IdiolectError('USAGE', `"${when}" of the fault "${kind}" is no probability from 0 to 1.`, {
    hint: HINT,
  });
};
