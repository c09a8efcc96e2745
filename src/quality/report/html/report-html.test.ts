import { describe, expect, test } from 'vitest';
import { hashText } from '../../../base/index.ts';
import { makeHostileReport } from '../../testing/hostile-report.ts';
import { makeSampleReport } from '../../testing/sample-report.ts';
import type { QualityReport } from '../quality-report.ts';
import { toReportHtml } from './report-html.ts';

const sample = await toReportHtml(makeSampleReport());
const hostile = await toReportHtml(makeHostileReport());

const idsOf = (page: string): string[] => [...page.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id);
const linksOf = (page: string): string[] => [...page.matchAll(/href="#([^"]*)"/g)].map(([, id = '']) => id);

/** The report with each conversation `times` times, under ids of their own. */
const multiply = (report: QualityReport, times: number): QualityReport => ({
  ...report,
  conversations: Array.from({ length: times }, (_, round) =>
    report.conversations.map((each) => ({ ...each, id: `${each.id}/${round}` })),
  ).flat(),
});

test('the verdict comes first: what decided it, and what would change it', () => {
  const body = sample.slice(sample.indexOf('<body>'));
  const { verdict } = makeSampleReport();
  const first = body.slice(0, body.indexOf('</header>'));
  expect(first).toContain('NO-GO');
  expect(first).toContain(verdict.reason);
  expect(first).toContain(verdict.toChange);
});

test('the same report gives the same bytes, also in the same process', async () => {
  expect(await toReportHtml(makeSampleReport())).toBe(sample);
});

describe.each([
  ['the sample', sample],
  ['a hostile report', hostile],
])('the page of %s', (_, page) => {
  test('links only to what is there, and gives no id twice', () => {
    const ids = idsOf(page);
    expect(new Set(ids).size).toBe(ids.length);
    expect(linksOf(page).filter((link) => !ids.includes(link))).toEqual([]);
  });

  test('has one script and one style, both named by their hashes, and no other way to run anything', () => {
    const policy =
      /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'") ?? '';
    for (const [element, directive] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const texts = [...page.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, 'g'))];
      expect(texts).toHaveLength(1);
      const hash = Buffer.from(hashText(texts[0]?.[1] ?? ''), 'hex').toString('base64');
      expect(policy).toContain(`${directive} 'sha256-${hash}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const markup = page.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '');
    const bare = markup.replace(/"[^"]*"/g, '""');
    expect(bare.match(/<[^>]*\s(?:style|on\w+)=/)).toBeNull();
    expect(bare.match(/<(?:script|style|img|iframe|object|embed|base)[\s>]/)).toBeNull();
  });

  test('asks the network for nothing', () => {
    expect(
      page
        .replaceAll('http://www.w3.org/2000/svg', '')
        .match(/(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?\/\//),
    ).toBeNull();
  });

  test('holds no character that acts', () => {
    expect(page.isWellFormed()).toBe(true);
    expect(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(page.replace(/[\t\n]/g, ''))).toBe(false);
  });
});

test('every finding has an element of its own in its conversation', () => {
  const { conversations } = makeSampleReport();
  conversations.forEach(({ findings }, at) => {
    findings.forEach((_, number) => {
      expect(idsOf(sample)).toContain(`c${at + 1}-f${number + 1}`);
    });
  });
});

test('each plot has its figures as a table', () => {
  const figures = sample.split('<figure>').slice(1);
  expect(figures.length).toBeGreaterThan(12);
  for (const figure of figures) {
    expect(figure).toMatch(/role="img" aria-label="[^"]+"/);
    expect(figure.slice(0, figure.indexOf('</figure>'))).toContain('<table>');
  }
});

describe('the size', () => {
  test('200 conversations stay below 2 MB', async () => {
    expect((await toReportHtml(makeSampleReport(200))).length).toBeLessThan(2_000_000);
  });

  test('of 10,000 only those with findings and those that are named are shown, within a few MB', async () => {
    const page = await toReportHtml(multiply(makeSampleReport(200), 50));
    expect(page.length).toBeLessThan(12_000_000);
    expect(page).toMatch(/of 10,000 are here/);
    expect(linksOf(page).length).toBeGreaterThan(500);
    const ids = new Set(idsOf(page));
    expect(linksOf(page).filter((link) => !ids.has(link))).toEqual([]);
  });

  test('a message of 30 MB does not make the page large', async () => {
    const report = makeSampleReport(4);
    const [first, ...rest] = report.conversations;
    if (first === undefined) throw new Error('the sample is empty');
    const huge = first.conversation.conversation.map((each) => ({
      ...each,
      content: 'x'.repeat(30_000_000),
    }));
    const page = await toReportHtml({
      ...report,
      conversations: [{ ...first, conversation: { ...first.conversation, conversation: huge } }, ...rest],
    });
    expect(page.length).toBeLessThan(1_000_000);
  });
});

test('a report with nothing in it is a page too', async () => {
  const page = await toReportHtml({
    ...makeSampleReport(0),
    providers: [],
    clusters: [],
    pairs: [],
    judges: [],
    overlap: [],
    topics: [],
    patterns: [],
  });
  expect(page).toContain('No judge has looked');
});
