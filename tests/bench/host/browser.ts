import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { chromiumArguments, chromiumPath } from '../../support/chromium';
import type { Measured } from '../page/job';
import type { BenchCall } from '../page/page';
import { probeMemory, type MemoryProbe } from './memory';
import { SITE } from './site';

export interface Browser {
  context: BrowserContext;
  page: Page;
  memory: MemoryProbe;
  close(): Promise<void>;
}

/** A browser with a new profile: nothing stored, nothing cached, real IndexedDB on disk (incognito keeps it in memory). */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'desk-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: chromiumArguments,
    headless: true,
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
  });
  // A save dialog of the browser cannot be answered from outside; without it saving is a download.
  await context.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }));
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => console.error(`  page error: ${error.message}`));
  return {
    context,
    page,
    memory: probeMemory(profile),
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** The bench's page in a browser, ready for jobs. */
export class JobPage {
  private constructor(
    readonly browser: Browser,
    private readonly origin: string,
  ) {}

  static async open(origin: string, file?: string): Promise<JobPage> {
    return JobPage.openIn(await openBrowser(), origin, file);
  }

  static async openIn(browser: Browser, origin: string, file?: string): Promise<JobPage> {
    const jobs = new JobPage(browser, origin);
    await jobs.load(file);
    return jobs;
  }

  private async load(file?: string): Promise<void> {
    const { page } = this.browser;
    await page.exposeFunction('benchReady', () => this.browser.memory.reset());
    await page.goto(`${this.origin}/bench/index.html`);
    await page.waitForFunction(() => 'bench' in window);
    if (file) await page.setInputFiles('#file', file);
  }

  /** Another page over the same stored data, in a process of its own: what the first one took is gone. */
  async again(): Promise<JobPage> {
    const page = await this.browser.context.newPage();
    await this.browser.page.close();
    return JobPage.openIn({ ...this.browser, page }, this.origin);
  }

  run(call: BenchCall): Promise<Measured> {
    return this.browser.page.evaluate((c) => window.bench.run(c), call);
  }

  /** Runs a job and tells how far the page's memory rose. */
  async runWatched(call: BenchCall): Promise<{ measured: Measured; peakMb: number | null }> {
    this.browser.memory.reset();
    const measured = await this.run(call);
    return { measured, peakMb: this.browser.memory.peakAboveIdle() };
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** Puts the probe of page/probe.ts into every page the browser loads from now on. */
export async function injectProbe(context: BrowserContext): Promise<void> {
  const script = readFileSync(resolve(SITE, 'bench/probe.js'), 'utf8');
  await context.addInitScript({ content: `(() => {${script}})();` });
}
