import type { Page } from 'playwright';
import { BENCH_SETUP } from '../page/memory-host';
import { injectProbe, JobPage, openBrowser, type Browser } from './browser';
import { merchantsFile } from './files';

/** A stretch of heavy work as the window's thread lived through it. */
export interface Phase {
  name: string;
  ms: number;
  longTasks: number[];
  keyLatencies: number[];
  frames: number[];
}

export const ROW = '.data-table__row:not(:has(.data-table__skeleton))';
const PASSWORD = 'input[type=password]';
const NEXT = '.step-foot .el-button--primary:not(.is-disabled):not(.is-loading)';
const EXPORT = '.el-dialog__footer .el-button--primary';
const LONGEST_MS = 180_000;
const SCREEN_MS = 20_000;
/** Less than anybody needs for name and password; the program may use it to get ready. */
const TYPING_MS = 1_500;

/** The built program in a browser, driven as a clerk would drive it. */
export class Desk {
  readonly phases: Phase[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly origin: string,
  ) {}

  /** Sets up a company, signs in and imports `rows` merchants through the wizard, watching the window all the while. */
  static async open(origin: string, rows: number): Promise<Desk> {
    const browser = await openBrowser();
    const desk = new Desk(browser, origin);
    try {
      const seed = await JobPage.openIn(browser, origin);
      await seed.run({ job: 'desk.seed', n: 0 });
      await injectProbe(browser.context);
      await desk.navigate('#/import');
      await desk.signIn('.import-wizard');
      await desk.importFile(await merchantsFile(rows));
      return desk;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  get page(): Page {
    return this.browser.page;
  }

  /** Loads the program anew; gives the milliseconds until the password can be typed. */
  async navigate(hash = ''): Promise<number> {
    await this.page.goto('about:blank');
    await this.page.goto(`${this.origin}/${hash}`, { waitUntil: 'commit' });
    return this.appeared(PASSWORD, 0, SCREEN_MS);
  }

  /** Signs in; gives the milliseconds from Enter until `shown` is on the screen. Nobody types a password at once. */
  async signIn(shown: string): Promise<number> {
    await this.page.fill('input[autocomplete=username]', BENCH_SETUP.loginName);
    await this.page.fill(PASSWORD, BENCH_SETUP.password);
    await this.page.waitForTimeout(TYPING_MS);
    const from = await this.page.evaluate(() => window.windowProbe.now());
    await this.page.press(PASSWORD, 'Enter');
    return this.appeared(shown, from);
  }

  appeared(selector: string, since = 0, limitMs = LONGEST_MS): Promise<number> {
    const waiting = this.page.evaluate(([s, from]) => window.windowProbe.appeared(s, from), [selector, since] as const);
    return within(waiting, limitMs, `${selector} did not appear`);
  }

  /** Does `work` while a key is pressed every few dozen milliseconds; what the window's thread went through is kept. */
  async watch(name: string, work: () => Promise<unknown>): Promise<Phase> {
    await this.page.evaluate(() => window.windowProbe.start());
    const from = Date.now();
    let busy = true;
    const typing = (async () => {
      while (busy) {
        await this.page.keyboard.press('Shift');
        await new Promise((later) => setTimeout(later, 40));
      }
    })();
    try {
      await work();
    } finally {
      busy = false;
      await typing;
    }
    const ms = Date.now() - from;
    const phase = { name, ms, ...(await this.page.evaluate(() => window.windowProbe.stop())) };
    this.phases.push(phase);
    return phase;
  }

  /** Opens the list (a navigation within the page), at its top. */
  async openList(): Promise<void> {
    await this.page.evaluate(() => (location.hash = '#/merchants'));
    await this.appeared(ROW);
  }

  /** Exports the whole list to a workbook, watched. */
  async exportList(): Promise<void> {
    await this.openList();
    await this.page.click('.merchant-list__actions .el-button >> nth=0');
    await this.appeared(EXPORT);
    const downloading = this.page.waitForEvent('download', { timeout: LONGEST_MS });
    await this.watch('export', async () => {
      await this.page.click(EXPORT);
      await (await downloading).path();
    });
    await this.page.keyboard.press('Escape');
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  private async importFile(file: string): Promise<void> {
    const { page } = this;
    const choosing = page.waitForEvent('filechooser');
    await page.click('.import-wizard .el-button--primary');
    const chooser = await choosing;
    await this.watch('open', async () => {
      await chooser.setFiles(file);
      await this.appeared('.sheet-step, .map-step');
    });
    if (await page.isVisible('.sheet-step')) await page.click(NEXT);
    await this.appeared(`.map-step ${NEXT}`);
    await this.watch('check', async () => {
      await page.click(NEXT);
      await this.appeared('.check-step');
    });
    await page.click(NEXT);
    await this.appeared(`.confirm-step ${NEXT}`);
    await this.watch('commit', async () => {
      await page.click(NEXT);
      await this.appeared('.done-step');
    });
  }
}

function within<T>(work: Promise<T>, ms: number, message: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(message)), ms)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
