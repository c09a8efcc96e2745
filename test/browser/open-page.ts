import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** A page that was opened from a file, and what it did. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  readonly url: string;
  /** Errors and warnings of the console, faults of scripts, and what its policy refused. */
  readonly complaints: readonly string[];
  /** Addresses that it asked for besides its own. */
  readonly requests: readonly string[];
}

/** Opens a page in a browser of its own. */
export const openPage = async (html: string, options: BrowserContextOptions = {}): Promise<OpenPage> => {
  const folder = await mkdtemp(join(tmpdir(), 'idiolect-page-'));
  const file = join(folder, 'report.html');
  await writeFile(file, html);
  const url = pathToFileURL(file).href;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // As root, for instance in a container, Chromium does not start with its sandbox.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await (await browser.newContext(options)).newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => complaints.push(`fault: ${message}`));
  page.on('request', (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  await page.goto(url);
  return {
    page,
    url,
    complaints,
    requests,
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await rm(folder, { recursive: true });
    },
  };
};
