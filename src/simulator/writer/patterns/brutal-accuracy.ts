import type { Desk } from '../desk.ts';
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
  '"{Premise}": [granted|I believe that|so far, so good]. "{Conclusion}": [does not follow|not from this|unproven]. {Flaw}.',
  'From "{premise}" to "{conclusion}" is [a leap|one step too many|where it breaks]. {Flaw}.',
  'You [infer|conclude|take] "{conclusion}" from "{premise}". [It does not follow|Wrong step|Not so]: {flaw}.',
  '{Flaw}. So "{conclusion}" [is not shown|does not follow|stays open], even if "{premise}" [is true|holds].',
  '"{Conclusion}" [needs more than|is not shown by|does not follow from] "{premise}". {Flaw}.',
  'No. "{Premise}" [can hold|may be true] while "{conclusion}" is [false|wrong]. {Flaw}.',
  '[True|Right|Granted]: {premise}. [False|Unproven|A jump]: {conclusion}. {Flaw}.',
  '[Between|From] "{premise}" [and|to] "{conclusion}" [a link is missing|the bridge is missing]. {Flaw}.',
  'Evidence: {premise}. [Claim|Conclusion]: {conclusion}. [No bridge|Nothing joins them]: {flaw}.',
];
const WHOLE = [
  '"{Claim}" does not [hold|follow]. {Flaw}.',
  '{Flaw}. [Hence|So] "{claim}" [breaks|is not shown|fails].',
  '"{Claim}" [breaks|fails] at one [point|place]: {flaw}.',
  'Not so. {Flaw}, which "{claim}" [leaves out|skips|ignores].',
];

const RIVAL = [
  '[The same evidence|What you saw|All of it] would [look no different|come out alike|be the same] if {what}.',
  '[Another|A second|A rival] [story|reading] fits [too|as well|equally]: {what}.',
  '[Consider|Try] the rival: {what}.',
  'You would [see|have] the same [picture|evidence] when {what}.',
  '[Different cause|Also possible|Not excluded]: {what}.',
  'And if {what}? [Nothing excludes it|You would see the same|Same picture].',
];
const TEST = [
  '[What settles it|Deciding test|To decide]: {seen}. [If so|If it is there|With that], the [claim|conclusion] [is gone|falls].',
  '[Look for|Search for|Rule out] this [first|before you go on|today]: {seen}.',
  'One [finding|observation|line] decides: {seen}.',
  '[Grep for|Check for] this: {seen}. [Absent|If it is absent], you [may be|are] right.',
  '[A test|Your test|To refute it]: {seen}.',
  '[If|Once] you find this, [it is settled|drop the claim]: {seen}.',
];

/** The inference as the learner made it, the place where it breaks, and what would decide. */
export const writeBrutalAccuracy = (desk: Desk): Passage => {
  const { notes } = desk.material;
  const leap = desk.take(notes.leaps)[0] ?? { claim: '', flaw: '' };
  const near = desk.nearest(notes.failures, leap.flaw, ({ what, seen_as }) => `${what} ${seen_as}`);
  const failure = near ?? desk.random.pick(notes.failures);
  const claim = typed(leap.claim);
  const parts = /^(.+?),? (?:so|therefore|hence|which means|which proves|means|proves) (?:that )?(.+)$/.exec(
    claim,
  );
  const slots = {
    claim,
    premise: parts?.[1],
    conclusion: parts?.[2],
    flaw: recast(desk.random, leap.flaw),
    what: failure.what,
    seen: failure.seen_as,
  };
  return {
    lead: desk.say(LEADS, slots),
    question: '',
    asks: /$^/,
    blocks: [
      sentence(desk.say(parts === null ? WHOLE : BROKEN, slots)),
      ...(desk.measure === 'short' && desk.chance(0.4) ? [] : [sentence(desk.say(RIVAL, slots))]),
      sentence(desk.say(TEST, slots)),
    ],
    did: `the step "${claim}" taken apart: ${leap.flaw}`,
  };
};
