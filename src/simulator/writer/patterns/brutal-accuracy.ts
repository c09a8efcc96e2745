import type { Desk } from '../desk.ts';
import { paragraph } from '../layout.ts';
import { recast } from '../recast.ts';
import { sentence, typed } from '../words.ts';
import type { Passage } from './writer.ts';

const LEADS = [
  '{claim}',
  '{claim}[, right?|, no?|. agreed?]',
  '{claim}. [or not?|case closed|thats how i see it]',
  '[the way i see it|my reading|to me its clear]: {claim}',
  '[we looked at it again|looked again] and {claim}',
  '[my conclusion|conclusion so far]: {claim}',
  'hm but {claim}',
];

const BROKEN = [
  '"{Premise}": [granted|I believe that|so far, so good]. "{Conclusion}": [that does not follow|not from this]. {Flaw}.',
  'From "{premise}" to "{conclusion}" is [one step too many|a jump|where it breaks]. {Flaw}.',
  'You [infer|conclude] "{conclusion}" from "{premise}". [The evidence does not carry it|It does not follow]. {Flaw}.',
  '{Flaw}. So "{conclusion}" [is not shown|does not follow|stays open], even if "{premise}" [is true|holds].',
  '"{Conclusion}" [needs more than|does not follow from] "{premise}". {Flaw}.',
  'No. "{Premise}" [can be true|may well be so] while "{conclusion}" is false. {Flaw}.',
  '[Your first half stands|The observation stands]: {premise}. The [second half|conclusion], "{conclusion}", [breaks|does not follow]. {Flaw}.',
  '[Between|In the gap between] "{premise}" and "{conclusion}" [something is missing|a link is missing]. {Flaw}.',
  'Evidence: {premise}. Claim: {conclusion}. [The one does not give the other|No bridge between them]: {flaw}.',
  'That "so" [carries nothing|breaks]. {Flaw}.',
  '[Suppose|Grant] that {premise}. [It still does not follow|Nothing follows from it] that {conclusion}: {flaw}.',
];
const WHOLE = [
  '"{Claim}" does not [hold|follow]. {Flaw}.',
  '{Flaw}. [That is why|For that reason] "{claim}" [breaks|is not shown].',
  'The step in "{claim}" breaks at one [point|place]: {flaw}.',
  'Not so. {Flaw}, which "{claim}" [leaves out|skips].',
];

const RIVAL = [
  '[The same observation|Your evidence|All of it] would [look no different|come out alike] if {what}.',
  'Another [story|reading] fits [the same facts|just as well]: {what}.',
  '[Try|Consider] the rival: {what}. [Your evidence cannot tell the two apart|What you saw fits that too].',
  'What you [saw|have] is also what one gets when {what}.',
  '[An innocent case|A different cause] [explains it|is left over]: {what}.',
  'And if {what}? [You would have seen the same|Nothing in your evidence excludes it].',
];
const TEST = [
  '[What would settle it|To decide between them|The deciding look]: {seen}. If that turns up, the [claim|conclusion] is gone.',
  'Look for this before you [build on it|close the ticket]: {seen}.',
  'One [finding|observation] decides: {seen}.',
  '[Search|Grep|Check] for this: {seen}. [Its absence would speak for you|Found once, it ends the debate].',
  'You can [test|refute] it today; [this must not occur|this is what must be absent]: {seen}.',
];

/** The inference as the learner made it, the place where it breaks, and what would decide. */
export const writeBrutalAccuracy = (desk: Desk): Passage => {
  const { notes } = desk.material;
  const leap = desk.take(notes.leaps)[0] ?? { claim: '', flaw: '' };
  const failure =
    desk.nearest(notes.failures, leap.flaw, ({ what, seen_as }) => `${what} ${seen_as}`) ??
    desk.random.pick(notes.failures);
  const claim = typed(leap.claim);
  const parts = /^(.+?),? (?:so|therefore|hence|which means|which proves|means|proves) (?:that )?(.+)$/.exec(
    claim,
  );
  const slots = {
    claim,
    premise: parts?.[1] ?? '',
    conclusion: parts?.[2] ?? '',
    flaw: recast(desk.random, leap.flaw),
    what: failure.what,
    seen: failure.seen_as,
  };
  const broken = sentence(desk.say(parts === null ? WHOLE : BROKEN, slots));
  const rest = [
    ...(desk.measure === 'short' && desk.chance(0.4) ? [] : [sentence(desk.say(RIVAL, slots))]),
    sentence(desk.say(TEST, slots)),
  ];
  const shape = desk.random.below(3);
  return {
    lead: desk.say(LEADS, slots),
    question: '',
    asks: /$^/,
    blocks:
      shape === 0
        ? [paragraph([broken, ...rest])]
        : shape === 1
          ? [broken, paragraph(rest)]
          : [broken, ...rest],
    did: `the step "${claim}" taken apart: ${leap.flaw}`,
  };
};
