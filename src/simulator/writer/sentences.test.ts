import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../base/index.ts';
import { readBeliefs } from './beliefs.ts';
import { readFacts } from './facts.ts';
import { makeNameHider } from './guard.ts';
import { fence, table } from './layout.ts';
import { likeness, weighWords } from './likeness.ts';
import { readCode } from './read-code.ts';
import { recast } from './recast.ts';
import { makeReworder } from './reword.ts';
import { planScenes } from './scenes.ts';
import { isFilled, spin } from './spin.ts';
import { capital, countWords, isStatement, joinAnd, sentence, small, typed } from './words.ts';

const random = (seed = 1) => makeRandom(seed, 'test');
const all = <Value>(write: (seed: number) => Value): Set<Value> =>
  new Set(Array.from({ length: 60 }, (_, seed) => write(seed)));

describe('spin', () => {
  it.each([
    ['[a|b] c', ['a c', 'b c']],
    ['x[ y|], z', ['x y, z', 'x, z']],
    ['[a [b|c]|d]', ['a b', 'a c', 'd']],
    ['{name} and {Name}', ['the lock and The lock']],
    ['keep {dot}', ['keep a .env file']],
    ['[|so] {name}.', ['the lock.', 'so the lock.']],
  ])('writes out %s', (frame, texts) => {
    expect(all((seed) => spin(random(seed), frame, { name: 'the lock', dot: 'a .env file' }))).toEqual(
      new Set(texts),
    );
  });

  it('calls a slot only when it is written', () => {
    let calls = 0;
    const slots = { name: () => `call ${++calls}` };

    expect(spin(random(), 'nothing', slots)).toBe('nothing');
    expect(spin(random(), '{Name}', slots)).toBe('Call 1');
  });

  it('knows whether a frame can be filled', () => {
    expect(isFilled('[a|{Name}] b', { name: 'x' })).toBe(true);
    expect(isFilled('{name}', { name: '' })).toBe(false);
    expect(isFilled('{other}', { name: 'x' })).toBe(false);
  });
});

describe('words', () => {
  it.each([
    ['the lock', 'The lock'],
    ['newFixedThreadPool(8) never', 'newFixedThreadPool(8) never'],
    ['etcd lease', 'etcd lease'],
    ['requests.post is', 'requests.post is'],
    ['try_lock returns', 'try_lock returns'],
    ['`ss` prints', '`ss` prints'],
  ])('begins a sentence with %s as %s', (text, wanted) => expect(capital(text)).toBe(wanted));

  it.each([
    ['The lock', 'the lock'],
    ['Counting users', 'counting users'],
    ['Redis runs', 'Redis runs'],
    ['TTL runs', 'TTL runs'],
  ])('carries on with %s as %s', (text, wanted) => expect(small(text)).toBe(wanted));

  it('types carelessly, but leaves identifiers', () => {
    expect(typed('Redis is single-threaded')).toBe('redis is single-threaded');
    expect(typed('SKIP LOCKED works')).toBe('SKIP LOCKED works');
  });

  it('ends a sentence once', () => {
    expect(sentence('a lock')).toBe('A lock.');
    expect(sentence('who holds it?')).toBe('Who holds it?');
    expect(sentence('he said "so."')).toBe('He said "so."');
  });

  it('joins with semicolons where items have commas', () => {
    expect(joinAnd(['a', 'b', 'c'])).toBe('a, b and c');
    expect(joinAnd(['a, b', 'c'])).toBe('a, b; c');
  });

  it('tells statements from names', () => {
    expect(['the lock is atomic', 'async rendering'].map(isStatement)).toEqual([true, false]);
  });

  it('counts words outside of code', () => {
    expect(countWords('Two words\n\n```js\na b c\n```\n\nand `three` more')).toBe(5);
  });
});

describe('recast', () => {
  it.each([
    [
      'the copy is late, because replication is asynchronous',
      'Because replication is asynchronous, the copy is late',
    ],
    ['nobody waits; every call is queued', 'nobody waits. Every call is queued'],
    ['Redis waits, so nothing runs', 'Redis waits. Hence nothing runs'],
  ])('can say "%s" otherwise', (text, wanted) =>
    expect(all((seed) => recast(random(seed), text))).toContain(wanted),
  );

  it('leaves alone what would lose its reference', () => {
    expect(all((seed) => recast(random(seed), 'the key is gone, so it cannot be found'))).toEqual(
      new Set(['the key is gone, so it cannot be found']),
    );
  });

  it('never makes a name small', () => {
    expect(
      [...all((seed) => recast(random(seed), 'Redis is slow, because the disk is full'))].join(),
    ).not.toContain('redis');
  });
});

describe('makeReworder', () => {
  it('keeps code and quotations', () => {
    const text =
      '"it is not safe because of x" and `is not`\n\n```js\n// is not\n```\n\n> it is not\n\nThis is not it, because it may fail.';
    for (const out of all((seed) => makeReworder(random(seed))(text))) {
      expect(out).toContain(
        '"it is not safe because of x" and `is not`\n\n```js\n// is not\n```\n\n> it is not\n\nThis is',
      );
    }
  });

  it('offers more than one wording', () => {
    const out = all((seed) => makeReworder(random(seed))('It is not large, because nobody may enter.'));

    expect(out).toContain("It isn't big, since no one can enter.");
    expect(out.size).toBeGreaterThan(10);
  });
});

describe('readFacts', () => {
  it('takes statements, figures and printed lines apart', () => {
    const facts = readFacts(
      'A city shows buses on 900 screens.\nLast week 12% of the calls failed. It gets worse below:\n\n```text\nERROR: too many requests (429)\n```\n\nThey wait.',
    );

    expect(facts.statements).toEqual([
      'A city shows buses on 900 screens',
      'Last week 12% of the calls failed',
    ]);
    expect(facts.figures).toEqual(['Last week 12% of the calls failed']);
    expect(facts.prints).toEqual(['ERROR: too many requests (429)']);
  });

  it('finds nothing in nothing', () => {
    expect(readFacts('')).toEqual({ statements: [], figures: [], prints: [] });
  });
});

describe('readBeliefs', () => {
  it('splits a mistake into what the learner means to do and the objection', () => {
    expect(
      readBeliefs([
        'Raises the limit to 120, although the process never waits that long.',
        'The TTL is long.',
      ]),
    ).toEqual([{ plan: 'raise the limit to 120', answer: 'The process never waits that long' }]);
  });
});

describe('readCode', () => {
  it.each([
    [
      'go',
      'func unlock(k string) error {\n\tif n == 0 && last {\n\t\treturn err\n\t}\n}',
      'unlock',
      'if n == 0 && last',
    ],
    ['python', 'def load(path):\n    raise ValueError(path)', 'load', 'raise ValueError(path)'],
    [
      'typescript',
      'export const toKey = (id: string) => {\n  throw new Error(id);\n};',
      'toKey',
      'throw new Error(id);',
    ],
    ['java', 'class A {\n  int get(int k) {\n    if (k < 0) return 0;\n  }\n}', 'A', 'if (k < 0) return 0;'],
    ['rust', 'pub fn take(n: u32) -> u32 {\n    while n > 10 && ok { }\n}', 'take', 'while n > 10 && ok { }'],
  ])('finds the name and the guard in %s', (_language, code, name, guard) => {
    expect(readCode(code)).toMatchObject({ name, guards: expect.arrayContaining([guard]) });
  });

  it('says nothing of what it does not know', () => {
    expect(readCode('FROM alpine')).toEqual({ name: undefined, guards: [], lines: 1 });
  });
});

describe('layout', () => {
  it('fences code that holds fences', () => {
    expect(fence('md', '```js\nx\n```')).toBe('````md\n```js\nx\n```\n````');
  });

  it('keeps cells in their row', () => {
    expect(table(['a'], [['x | y\nz']])).toBe('| a |\n|---|\n| x \\| y z |');
  });
});

describe('makeNameHider', () => {
  it('hides names in any casing, outside of code', () => {
    const hide = makeNameHider(['Gap Analysis', 'C++ (deep)']);

    expect(hide('A gap\nanalysis helps.\n\n```\ngap analysis\n```\n\nc++ (DEEP).')).toBe(
      'A this way of working helps.\n\n```\ngap analysis\n```\n\nthis way of working.',
    );
  });
});

describe('likeness', () => {
  it('weighs rare words more than common ones', () => {
    const weights = weighWords(['lock key', 'lock queue', 'lock timeout']);

    expect(likeness('lock key', 'key ring', weights)).toBeGreaterThan(
      likeness('lock key', 'lock ring', weights),
    );
    expect(likeness('', 'key', weights)).toBe(0);
  });
});

describe('planScenes', () => {
  const placed = [
    { name: 'late', place: 0.9 },
    { name: 'hint', place: 0 },
  ];

  it('puts hints first and leaves room after them', () => {
    for (const plan of [...all((seed) => JSON.stringify(planScenes(random(seed), placed, 4)))]) {
      const scenes: string[][] = JSON.parse(plan);
      expect(scenes.findIndex((scene) => scene.includes('hint'))).toBeLessThan(3);
      expect(scenes.findIndex((scene) => scene.includes('hint'))).toBeLessThan(
        scenes.findIndex((scene) => scene.includes('late')),
      );
    }
  });

  it('shares few exchanges among many patterns', () => {
    expect(planScenes(random(), placed, 1)).toEqual([['hint', 'late']]);
    expect(planScenes(random(), [], 2)).toEqual([[], []]);
  });
});
