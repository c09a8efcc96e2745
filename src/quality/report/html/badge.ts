import type { Severity } from '../../finding.ts';
import type { Decision } from '../../verdict/verdict.ts';
import { toDecisionWord } from '../figures.ts';
import { type Html, html } from './markup.ts';

/** A decision as a badge; the word says it, the colour repeats it. */
export const makeDecisionBadge = (decision: Decision): Html =>
  html`<span class="badge ${decision}">${toDecisionWord(decision)}</span>`;

/** A severity as a badge. */
export const makeSeverityBadge = (severity: Severity): Html =>
  html`<span class="badge ${severity}">${severity}</span>`;
