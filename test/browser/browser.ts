import { existsSync } from 'node:fs';
import { AddressInfo } from 'node:net';
import { Browser, BrowserContext, chromium, Page } from 'playwright-core';
import { createTestApp, TestApp } from '../support/test-app';
import { PersonKey } from '../support/people';
import { signIn } from './pages/sign-in';

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

const PLACES = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const INSTALL = 'apt-get install chromium fonts-noto-cjk, or set CHROME_PATH';
/** A browser of an office that talks to nobody but us. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-sync', '--disable-component-update', '--no-first-run']; // prettier-ignore

/** Describes tests in a real browser; where there is none they count as skipped, with the line that installs it. */
export function describeInBrowser(title: string, tests: () => void): void {
  if (chromePath()) describe(title, tests);
  else describe.skip(`${title} (needs Chromium: ${INSTALL})`, tests);
}

function chromePath(): string | undefined {
  return PLACES.find((path) => path !== undefined && path !== '' && existsSync(path));
}

export interface Device {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly language?: 'zh-CN' | 'en';
  readonly script?: boolean;
}

/** The application on a port of its own, and a browser beside it that notes every fault of a page. */
export class Office {
  /** What no page may do: complain in the console (a broken content policy does), throw, or miss a file. */
  readonly faults: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    readonly test: TestApp,
    private readonly browser: Browser,
    private readonly address: string,
  ) {}

  static async open(): Promise<Office> {
    const test = await createTestApp({ works: true });
    const server = await test.app.listen(0, '127.0.0.1');
    const { port } = (server as { address(): AddressInfo }).address();
    const browser = await chromium.launch({ executablePath: chromePath(), args: FLAGS });
    return new Office(test, browser, `http://127.0.0.1:${port}`);
  }

  /** A page of a browser nobody has signed in with yet. */
  async visitor({ viewport = PHONE, language = 'zh-CN', script = true }: Device = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.address,
      viewport,
      locale: language,
      javaScriptEnabled: script,
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
    });
    context.setDefaultTimeout(20_000);
    this.contexts.push(context);
    const page = await context.newPage();
    this.watch(page);
    return page;
  }

  /** One of the people, signed in by the form. */
  async as(person: PersonKey, device?: Device): Promise<Page> {
    const page = await this.visitor(device);
    await signIn(page, person);
    return page;
  }

  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
    await this.browser.close();
    await this.test.close();
  }

  private watch(page: Page): void {
    const note = (fault: string): void => void this.faults.push(`${page.url()}: ${fault}`);
    page.on('pageerror', ({ message }) => note(message));
    page.on('console', (line) => {
      // Answers that are no success are noted below, where it is known what was asked for.
      const isNoise = line.text().startsWith('Failed to load resource');
      if (line.type() === 'error' && !isNoise) note(line.text());
    });
    page.on('response', (answer) => {
      // A refused form answers 400, 409 or 422, and is a page like any other.
      const limit = answer.request().resourceType() === 'document' ? 500 : 400;
      if (answer.status() >= limit) note(`${answer.status()} ${answer.url()}`);
    });
  }
}
