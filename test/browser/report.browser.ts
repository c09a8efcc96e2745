import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { toReportHtml } from '../../src/quality/index.ts';
import { makeHostileReport } from '../../src/quality/testing/hostile-report.ts';
import { makeSampleReport } from '../../src/quality/testing/sample-report.ts';
import { openPage } from './open-page.ts';

const report = makeSampleReport();
const sample = await toReportHtml(report);
const hostile = await toReportHtml(makeHostileReport());

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** What of the page is wider than the window, but for what scrolls by itself. */
const listTooWide = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const wide = [...document.querySelectorAll('body *')].filter((each) =>
      each.getBoundingClientRect().right > innerWidth + 1 && each.closest('.scroll') === null && each.closest('.unseen') === null);
    const found = wide.map((each) => each.tagName + '.' + each.className + ' ' + each.getBoundingClientRect().right);
    return document.documentElement.scrollWidth > innerWidth ? ['the page', ...found] : found;
  })()`);

const openAll = (page: Page): Promise<void> =>
  page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);

describe.each([
  ['the sample', sample],
  ['a hostile report', hostile],
])('the page of %s', (_, html) => {
  test('opens without a complaint and asks for nothing', async () => {
    await using opened = await openPage(html);
    await openAll(opened.page);
    expect(opened.complaints).toEqual([]);
    expect(opened.requests).toEqual([]);
  });

  test('does not scroll to the side on a phone, with everything unfolded', async () => {
    await using opened = await openPage(html, PHONE);
    await openAll(opened.page);
    expect(await listTooWide(opened.page)).toEqual([]);
  });
});

test('every link leads to an element that is then seen, and every finding to one that is marked', async () => {
  await using opened = await openPage(sample);
  const { page } = opened;
  const links = await page.evaluate<string[]>(
    `[...new Set([...document.querySelectorAll('a[href^="#"]')].map((each) => each.getAttribute('href')))]`,
  );
  const findings = report.conversations.flatMap((each) => each.findings);
  expect(links.filter((link) => /-f\d+$/.test(link))).toHaveLength(findings.length);
  for (const link of links) {
    await page.evaluate(`location.hash = '${link}'`);
    await page.locator(`${link}:target`).waitFor({ state: 'visible' });
    const seen = await page.evaluate<{ isWithin: boolean; outline: string }>(`(async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const target = document.querySelector(':target');
      const box = target.getBoundingClientRect();
      return {
        isWithin: box.height > 0 && box.top < innerHeight && box.bottom > 0,
        outline: getComputedStyle(target).outlineStyle,
      };
    })()`);
    // A whole part of the report needs no mark: it begins where the window does.
    const outline = link.startsWith('#c') && link !== '#conversations' ? 'solid' : 'none';
    expect({ link, ...seen }).toEqual({ link, isWithin: true, outline });
  }
});

test('a link with a place opens it when the page is opened, without a script too', async () => {
  for (const javaScriptEnabled of [true, false]) {
    await using opened = await openPage(sample, { javaScriptEnabled });
    await opened.page.goto(`${opened.url}#c1-f1`);
    await opened.page.locator('#c1-f1').waitFor({ state: 'visible' });
    expect(opened.complaints).toEqual([]);
  }
});

describe('filters', () => {
  const countListed = (page: Page): Promise<number> => page.locator('.findings li:visible').count();

  test('show the findings of a provider, a check and a severity, and of these the conversations', async () => {
    await using opened = await openPage(sample);
    const { page } = opened;
    const all = report.conversations.flatMap(({ provider, findings }) =>
      findings.map(({ check, severity }) => ({ provider, check, severity })),
    );
    expect(await countListed(page)).toBe(all.length);
    await page.locator('select[name=provider]').selectOption({ label: 'gemini' });
    const gemini = all.filter(({ provider }) => provider === 'gemini');
    expect(await countListed(page)).toBe(gemini.length);
    await page.locator('select[name=severity]').selectOption({ label: 'fail' });
    const failing = gemini.filter(({ severity }) => severity === 'fail');
    expect(await countListed(page)).toBe(failing.length);
    await page.locator('select[name=check]').selectOption({ label: 'truncated' });
    expect(await countListed(page)).toBe(failing.filter(({ check }) => check === 'truncated').length);
    expect(await page.locator('.conversation:visible').count()).toBe(1);
    expect(await page.locator('#filtered').textContent()).toBe('1 finding listed');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.locator('.conversation:visible').nth(39).waitFor();
    expect(await countListed(page)).toBe(all.length);
  });

  test('give way to a link to what they hide', async () => {
    await using opened = await openPage(sample);
    const { page } = opened;
    await page.locator('select[name=provider]').selectOption({ label: 'gemini' });
    await page.evaluate(`location.hash = '#c1-f1'`);
    await page.locator('#c1-f1').waitFor({ state: 'visible' });
  });

  test('are not shown without a script, and everything else is', async () => {
    await using opened = await openPage(sample, { javaScriptEnabled: false });
    expect(await opened.page.locator('#filter').isVisible()).toBe(false);
    expect(await countListed(opened.page)).toBe(20);
  });
});

test.each(['light', 'dark'] as const)('text has enough contrast in %s', async (colorScheme) => {
  await using opened = await openPage(sample, { colorScheme });
  await openAll(opened.page);
  expect(await listPale(opened.page)).toEqual([]);
});

test('a plot is drawn for the width of its window, and has a name', async () => {
  for (const [viewport, shown] of [
    [{ width: 1280, height: 900 }, '.wide'],
    [PHONE.viewport, '.narrow'],
  ] as const) {
    await using opened = await openPage(sample, { viewport });
    const plot = opened.page.getByRole('img', { name: /^The providers side by side/ });
    await plot.locator(`${shown} svg`).waitFor({ state: 'visible' });
    expect(await plot.locator('svg:visible').count()).toBe(1);
  }
});

/** Texts whose contrast with what is behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
const listPale = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const toRgb = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const toLight = (rgb) => {
      const [r, g, b] = rgb.slice(0, 3).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      for (let each = element; each !== null; each = each.parentElement) {
        const rgb = toRgb(getComputedStyle(each).backgroundColor);
        if (rgb[3] === 255) return rgb;
      }
      return [255, 255, 255, 255];
    };
    const pale = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() === '' || element.closest('svg, script, option, .unseen') !== null) continue;
      const [one, other] = [toLight(toRgb(getComputedStyle(element).color)), toLight(behind(element))];
      const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (contrast < 4.5) pale.add(element.tagName + '.' + element.className + ' ' + contrast.toFixed(2));
    }
    return [...pale];
  })()`);
