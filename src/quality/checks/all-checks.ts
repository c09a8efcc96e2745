import type { Check } from './check.ts';
import { codeParses } from './code/code-parses.ts';
import { openFence, untaggedFence } from './code/fences.ts';
import { placeholder } from './code/placeholder.ts';
import { todo } from './code/todo.ts';
import { personalData } from './privacy/personal-data.ts';
import { secrets } from './privacy/secrets.ts';
import { cutOff } from './structure/cut-off.ts';
import { exchanges } from './structure/exchanges.ts';
import { emptyTurn, tooShort } from './structure/length.ts';
import { roles } from './structure/roles.ts';
import { aiDisclaimer } from './wording/ai-disclaimer.ts';
import { echo } from './wording/echo.ts';
import { language } from './wording/language.ts';
import { marks, strayMarks } from './wording/marks.ts';
import { patternName } from './wording/pattern-name.ts';
import { refusal } from './wording/refusal.ts';
import { repetition } from './wording/repetition.ts';
import { stockCloser, stockOpener } from './wording/stock-phrases.ts';
import { userRealism } from './wording/user-realism.ts';
import { notXButY, slopTerms } from './wording/worn-out.ts';

/** Every check of a conversation, in the order in which findings are told. */
export const ALL_CHECKS: readonly Check[] = [
  roles,
  exchanges,
  emptyTurn,
  tooShort,
  cutOff,
  openFence,
  untaggedFence,
  codeParses,
  placeholder,
  todo,
  refusal,
  aiDisclaimer,
  marks,
  strayMarks,
  patternName,
  stockOpener,
  stockCloser,
  slopTerms,
  notXButY,
  repetition,
  echo,
  userRealism,
  language,
  secrets,
  personalData,
];
