import type { TopicNotes } from '../../recipe/index.ts';

/** The part that holds for any topic word by word. */
const FIXED: Omit<TopicNotes, 'mechanism' | 'options' | 'present' | 'hints' | 'asks' | 'code'> = {
  failures: [
    {
      what: 'the same request arrives twice because a caller has timed out',
      seen_as: 'two records with equal content, a few seconds apart',
      remedy: 'store an id that the caller chooses and refuse the second one',
    },
    {
      what: 'the process stops between two writes that belong together',
      seen_as: 'a first record without its partner after a restart',
      remedy: 'put both writes into one transaction',
    },
    {
      what: 'one input is a thousand times as large as those in the tests',
      seen_as: 'memory climbs for a minute and the process is killed',
      remedy: 'reject an input above a stated size before reading it in full',
    },
  ],
  terms: [
    {
      loose: 'it is safe',
      exact: 'no two callers can interleave between the read and the write',
      why: 'safe says neither against what nor for how long',
    },
    {
      loose: 'it is fast',
      exact: 'the 95th percentile under the load of the busiest hour',
      why: 'a mean on an idle machine says nothing about the people who wait',
    },
  ],
  partial: [
    'tests, which cover the expected input and stop there',
    'error messages, printed but not counted',
  ],
  missing: ['a limit on the size of the input', 'a decision about what happens on the second identical call'],
  steps: [
    {
      do: 'write down three inputs that must fail and make each a test',
      effort: '2 hours',
      gain: 'finds about half of the faults',
    },
    {
      do: 'add a limit and a timeout at the entrance',
      effort: '4 hours',
      gain: 'ends the outages that one bad input causes',
    },
    {
      do: 'replace the stored state by a log of changes',
      effort: '3 weeks',
      gain: 'helps in perhaps one incident a year',
    },
  ],
  dimensions: [
    { name: 'correctness', score: 6, why: 'the expected input comes out right' },
    { name: 'failure handling', score: 2, why: 'nothing is decided for a call that breaks off' },
    { name: 'clarity', score: 8, why: 'one name stands for one thing' },
    { name: 'evidence', score: 4, why: 'tests exist, though none that must fail' },
  ],
  contexts: [
    { when: 'the result can be computed again at any time', then: 'keep no state at all and recompute' },
    { when: 'money or health hangs on the result', then: 'refuse on doubt and let a person decide' },
    { when: 'it is a tool for a week', then: 'a script with a clear error message is enough' },
  ],
  leaps: [
    {
      claim: 'all tests pass, so it is right',
      flaw: 'the tests hold only the inputs that somebody thought of',
    },
    {
      claim: 'nobody has complained, so nobody is affected',
      flaw: 'those who are affected may not know where the result comes from',
    },
  ],
};

/**
 * Notes for a topic that brings none. They hold for any piece of software that takes input and keeps state, and say
 * only that; a topic with notes of its own never sees them.
 */
export const makeGenericNotes = (subject: string, goal: string): TopicNotes => ({
  ...FIXED,
  mechanism: [
    `Each call into the code for ${subject} reads some state and writes some back, so two calls can read the same state before either has written`,
    'An input that is refused at the entrance leaves no trace, whereas one that is refused halfway leaves whatever was written before',
    'A caller that gets no answer cannot tell a lost request from a lost reply, so it will ask again',
    'What is kept between two calls outlives the process only if it has reached a disk',
  ],
  options: [
    {
      name: 'a plain function with its state in one table',
      good_when: 'one process does the work and a restart may take a minute',
      cost: 'the second writer will need a lock or a constraint',
    },
    {
      name: 'a ready-made library',
      good_when: `others have solved ${subject} before and the defaults suit you`,
      cost: 'an upgrade a year, and reading its source at the first odd bug',
    },
    {
      name: 'a service of its own',
      good_when: 'several teams call it and have to release on their own',
      cost: 'a network call that can fail, and one more thing to watch at night',
    },
  ],
  present: [`a stated goal, to ${goal}`, 'one place in the code where it happens'],
  hints: [
    `Which single input would embarrass the code for ${subject} most?`,
    'What is left behind if the process ends after the first of two writes?',
    'Who would notice first that the result is wrong, and how long would that take?',
  ],
  asks: [
    `how do i start with ${subject}`,
    `is there anything wrong with my ${subject}`,
    'it works here, can it go out',
    'what would you do next',
    'why does that matter in practice',
    'is that really needed',
  ],
});
