import { expect, test } from 'vitest';
import { checkTemplate } from './check-template.ts';
import { renderPrompt } from './template.ts';

const tell = (name: 'system' | 'generate' | 'repair', text: string): string[] =>
  checkTemplate(name, { file: 'prompts/x.md', stem: 'x', text }).map(
    ({ message, place }) =>
      `${place?.line ?? '-'}: ${message.replace(/ The variables of this template are.*$/, '')}`,
  );

test.each<[string, string, string[]]>([
  ['a variable', 'a\n{{ topc.title }}', ['2: undefined variable: topc. Did you mean "topic"?']],
  ['a key of a variable', '{{ topic.titel }}', ['1: undefined variable: topic.titel. Did you mean "title"?']],
  ['a key that resembles none', '{{ topic.colour }}', ['1: undefined variable: topic.colour.']],
  [
    'a key of a loop variable',
    '{% for card in patterns %}\n{{ card.naem }}{% endfor %}',
    ['2: undefined variable: card.naem. Did you mean "name"?'],
  ],
  ['a filter', 'x {{ exchanges | pluss: 1 }}', ['1: undefined filter: pluss.']],
  ['a tag', 'x\n\n{% fro card in patterns %}', ['3: tag "fro" not found.']],
  ['a brace', 'x\n{{ topic.title', ['2: output "{{ topic.title" not closed.']],
  ['an open tag', '{% if topic.brief %}x', ['1: tag {% if topic.brief %} not closed.']],
  ['a condition', '{% if %}x{% endif %}', ['1: invalid value expression: "".', '1: tag "endif" not found.']],
  ['text', '{% comment %}nothing{% endcomment %}\n', ['-: the template gives no text.']],
])('a template with a fault in %s is told by line', (_what, text, troubles) => {
  expect(tell('generate', text)).toEqual(troubles);
});

test('every fault of a template is told at once, in order of lines', () => {
  const text =
    '{{ exchnges }}\n{% for card in patterns %}{{ card.dos }}{% endfor %}\nfine\n{{ topic.breif }}\n';
  expect(tell('generate', text)).toEqual([
    '1: undefined variable: exchnges. Did you mean "exchanges"?',
    '2: undefined variable: card.dos. Did you mean "do"?',
    '4: undefined variable: topic.breif. Did you mean "brief"?',
  ]);
  expect(tell('generate', '{% nope %}\n{{ exchanges | huh }}')).toHaveLength(2);
});

test.each([
  ['an else', '{% if topic.brief %}x{% else %}\n{{ topc.title }}{% endif %}'],
  ['a case that no sample meets', 'x{% if exchanges == 11 %}\n{{ topc.title }}{% endif %}'],
  [
    'a branch for a card that holds little',
    '{% for c in patterns %}{% unless c.intent %}\n{{ c.nme }}{% endunless %}{% endfor %}x',
  ],
  [
    'a branch for a card that holds little, on a topic that holds much',
    '{% if topic.brief %}{% for c in patterns %}{% unless c.intent %}\n{{ c.nme }}{% endunless %}{% endfor %}{% endif %}x',
  ],
  [
    'a loop for a recipe without examples',
    '{% if examples.size == 0 %}{% for c in patterns %}\n{{ c.nme }}{% endfor %}{% endif %}x',
  ],
  ['a branch for a recipe without examples', 'x{% if examples.size == 0 %}\n{{ topc }}{% endif %}'],
])('a fault in %s is found before it is ever rendered', (_what, text) => {
  expect(tell('generate', text)).toHaveLength(1);
  expect(tell('generate', text)[0]).toMatch(/^2: undefined variable/);
});

test.each([
  [
    'a local variable',
    '{% assign total = exchanges | times: 2 %}{{ total }} {% capture x %}a{% endcapture %}{{ x }}',
  ],
  [
    'sizes, firsts and lasts',
    '{{ patterns.size }} {{ patterns.first.name }} {{ patterns[0].name }} {{ topic.title.size }}',
  ],
  [
    'loops with their own variables',
    '{% for c in patterns %}{{ forloop.index }}/{{ forloop.length }}{{ c.do | join: ", " }}{% endfor %}',
  ],
  ['raw text', '{% raw %}{{ this.is.text }}{% endraw %}'],
  ['a lone brace', 'Use { and } as you like, 100 % of the time.'],
])('%s is no fault', (_what, text) => {
  expect(tell('generate', text)).toEqual([]);
});

test('each template knows its own variables only, and names them', () => {
  expect(tell('system', '{{ profile }} {{ exchanges }}')).toEqual(['1: undefined variable: exchanges.']);
  expect(tell('repair', '{{ fault }} {{ exchanges }}')).toEqual([]);
  const [trouble] = checkTemplate('repair', { file: 'f', stem: 'repair', text: '{{ reason }}' });
  expect(trouble?.message).toContain('The variables of this template are fault, exchanges.');
});

test.each([
  ['another file', '{% include "package.json" %}'],
  ['a partial', '{% render "package.json" %}'],
  ['a layout', '{% layout "package.json" %}'],
  ['the time', '{{ "now" | date: "%s" }}'],
  ['chance', '{{ patterns | sample }}'],
])('a template cannot draw on %s, which would change the prompt under an unchanged recipe', (_what, text) => {
  expect(tell('generate', `x ${text}`)[0]).toMatch(/not found|undefined filter/);
});

test('what a value holds is never taken for a template', () => {
  const profile = 'Jinja writes {{ user.name }} and {% raw %}.';
  expect(renderPrompt('system', 'P: {{ profile }}', { profile })).toBe(`P: ${profile}`);
});

test('a prompt has no blank lines around it and no two in a row', () => {
  expect(
    renderPrompt('repair', '\n\n{{ fault }}\n\n\n\n{{ exchanges }}\n\n', { fault: 'a', exchanges: 3 }),
  ).toBe('a\n\n3');
});

test('a value keeps its own blank lines, as between two functions of Python', () => {
  const profile = 'def a(): ...\n\n\ndef b(): ...';
  expect(renderPrompt('system', 'x\n\n\n\n{{ profile }}\n\n\n\ny', { profile })).toBe(`x\n\n${profile}\n\ny`);
});

test('one template renders anew for each context', () => {
  const render = (fault: string) =>
    renderPrompt('repair', '{{ fault }}{% increment n %}', { fault, exchanges: 3 });
  expect([render('a'), render('b'), render('a')]).toEqual(['a0', 'b0', 'a0']);
});

const CONTEXT = {
  patterns: [],
  topic: { title: 'a lock', area: '', brief: 'x', stack: '', situation: '', mistakes: [] },
  variation: { level: '', situation: '', tone: '', length: '', opening: '' },
  mistake: '',
  exchanges: 3,
  round: 1,
  messages: 6,
  examples: [{ topic: 'a queue', conversation: [] }],
} as const;

test.each([
  [
    'parts that stand alone',
    '{{ topic.title }}\n{% for e in examples %}- {{ e.topic }}\n{% endfor %}{{ round }}',
  ],
  [
    'a part that names another one',
    '{% assign t = topic.title %}{% if examples.size > 0 %}{{ t }}{% endif %}!',
  ],
  ['a counter', '{% for e in examples %}{% increment n %}{% endfor %}{{ topic.title }}{% increment n %}'],
  [
    'a part of two variables',
    '{% for e in examples %}{{ e.topic }} {{ round }}, {{ topic.title }}{% endfor %}',
  ],
])('a template of %s is filled anew for each context', (_what, text) => {
  const fill = (context: typeof CONTEXT): string => renderPrompt('generate', text, { ...context });
  const first = fill(CONTEXT);
  const others = [
    { ...CONTEXT, round: 2 as never },
    { ...CONTEXT, topic: { ...CONTEXT.topic, title: 'a cache' as never } },
    { ...CONTEXT, examples: [] as never },
  ];
  // A comment makes another text of it, of which nothing was kept.
  for (const [index, context] of others.entries()) {
    expect(fill(context)).toBe(
      renderPrompt('generate', `${text}{% comment %}${index}{% endcomment %}`, { ...context }),
    );
  }
  expect(fill(CONTEXT)).toBe(first);
});
