import type { Check, Sighting } from '../check.ts';
import { LIMITS } from '../limits.ts';
import { findFirst, quote } from './find-first.ts';

/** "Certainly!", "Great question!" at the head of an answer. */
export const stockOpener: Check = {
  id: 'stock-opener',
  version: 1,
  severity: 'info',
  title: 'Stock openings',
  why: 'A model that opens every answer with the same flattery sounds like any other.',
  run: ({ answers }) =>
    findFirst(answers, OPENER, 'info', (found) => `The answer opens with the stock phrase ${quote(found)}.`),
};

/** "Let me know if …", "I hope this helps" at the end of an answer. */
export const stockCloser: Check = {
  id: 'stock-closer',
  version: 1,
  severity: 'info',
  title: 'Stock closings',
  why: 'A model that closes every answer with the same offer sounds like any other.',
  run: ({ answers }) =>
    answers.flatMap((turn): Sighting[] => {
      const speech = turn.speech().trimEnd();
      const from = Math.max(0, speech.length - LIMITS.closerChars);
      const match = CLOSER.exec(speech.slice(from));
      if (match === null) return [];
      const start = from + match.index;
      return [
        {
          severity: 'info',
          message: `The answer closes with the stock phrase ${quote(match[0])}.`,
          place: { turn: turn.number, start, end: start + match[0].length },
        },
      ];
    }),
};

const OPENER =
  /^\s*(?:(?:certainly|sure(?: thing)?|of course|absolutely|definitely|gladly)(?=\s*[!,.—–-])|(?:certainly|sure|of course|absolutely)(?=\s+(?:I|here|let)\b)|(?:what an? )?(?:great|good|excellent|fantastic|wonderful|interesting) (?:question|point|idea|choice|observation|catch)\b|that(?:['’]s| is) an? (?:(?:really|very) )?(?:great|good|excellent|fantastic|wonderful|interesting) (?:question|point|idea|choice|observation)\b|(?:I['’]d be |I would be )?(?:happy|glad) to help\b|thank you for (?:your|the|sharing|asking|reaching)\b|you(?:['’]re| are) (?:absolutely|completely|totally) right\b|great[!,])/i;

const CLOSER =
  /\b(?:let me know (?:if|how|what|when|whether|which)|(?:please )?feel free to|(?:I )?hope (?:this|that|it) (?:helps|clarifies|answers)|(?:I['’]?m |I am )?(?:always )?happy to help|don['’]t hesitate to|(?:if you have|if there are) any (?:\w+ )?(?:questions|doubts|concerns)|good luck with|happy coding|would you like me to)\b/i;
