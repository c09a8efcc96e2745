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

/** After the claim has been set off as a quotation. */
const QUOTED = [
  '[That|This] does not follow. {Flaw}.',
  '[The second half|The conclusion] [is not shown|hangs in the air]. {Flaw}.',
  '{Flaw}. [Hence|So] the ["so"|step] [breaks|carries nothing].',
  '[Granted|Fine] up to the comma. {Flaw}.',
  '[Premise true|The premise stands], [conclusion open|conclusion not]: {flaw}.',
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
  '[Grep for|Check for] this: {seen}. If it is absent, you [may be|are] right.',
  '[A test|Your test|To refute it]: {seen}.',
  '[If|Once] you find this, [it is settled|drop the claim]: {seen}.',
];

const AGAINST = [
  '[Against it|Set against that|On the other side]: {fact}.',
  '[What it overlooks|What is left out|Overlooked]: {fact}.',
  '[There is|You have] a rival [explanation|account]: {fact}.',
  '{fact}, and that [explains|yields] the same [picture|evidence].',
];

const LEAST_LIKENESS = 0.04;

/** The inference as the learner made it, the place where it breaks, and what would decide. */
export const writeBrutalAccuracy = (desk: Desk): Passage => {
  const leap = desk.take(desk.material.notes.leaps)[0] ?? { claim: '', flaw: '' };
  const claim = typed(leap.claim);
  const parts =
    /^(.+?),? (?:so|therefore|hence|which means|which proves|means|proves) (?:that (?!is\b))?(.+)$/.exec(
      claim,
    );
  const slots = { claim, premise: parts?.[1], conclusion: parts?.[2], flaw: recast(desk.random, leap.flaw) };
  const dispute =
    parts !== null && desk.chance(0.25)
      ? [`> ${claim}`, sentence(desk.say(QUOTED, slots))]
      : [sentence(desk.say(parts === null ? WHOLE : BROKEN, slots))];
  return {
    lead: desk.say(LEADS, slots),
    question: '',
    asks: /$^/,
    blocks: [...dispute, ...decide(desk, `${leap.claim} ${leap.flaw}`)],
    did: `the step "${claim}" taken apart: ${leap.flaw}`,
  };
};

/** Another account of the same evidence, and the observation that would settle it. */
const decide = (desk: Desk, about: string): string[] => {
  const { failures, mechanism } = desk.material.notes;
  const { item, score } = desk.closest(failures, about, ({ what, seen_as }) => `${what} ${seen_as}`);
  const failure = item ?? { what: '', seen_as: '' };
  const slots = { what: failure.what, seen: failure.seen_as };
  const free = desk.shows('Mechanistic Understanding') ? [] : mechanism;
  const fact = score < LEAST_LIKENESS ? desk.nearest(free, about, (text) => text) : undefined;
  if (fact !== undefined) return [sentence(desk.say(AGAINST, { fact: recast(desk.random, fact) }))];
  desk.keepFrom(item);
  return [
    ...(desk.measure === 'short' && desk.chance(0.3) ? [] : [sentence(desk.say(RIVAL, slots))]),
    sentence(desk.say(TEST, slots)),
  ];
};
