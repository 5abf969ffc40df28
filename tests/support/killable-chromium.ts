import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { mendTornLogs } from '../../electron/main/torn-log';
import { chromiumArguments, chromiumPath } from './chromium';

/** A whole Chromium as a process group of its own, so that it can be killed the way a power cut kills it. */
export class KillableChromium {
  private constructor(
    private readonly child: ChildProcess,
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async launch(
    userData: string,
    url: string,
    locale = 'en-US',
    /** Before the page is there: what it shall find. */
    prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
    /** As the desktop program does when it starts: what a kill has torn is cut off, or the engine loses everything now and then. */
    mends = true,
  ): Promise<KillableChromium> {
    if (mends) await mendTornLogs(join(userData, 'Default', 'IndexedDB'));
    const args = [
      ...chromiumArguments,
      `--lang=${locale}`,
      `--accept-lang=${locale}`,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${userData}`,
      'about:blank',
    ];
    const child = spawn(chromiumPath(), args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      const browser = await chromium.connectOverCDP(await devtoolsEndpoint(child));
      const context = browser.contexts()[0]!;
      const page = context.pages()[0] ?? (await context.newPage());
      await prepare(page);
      await page.goto(url);
      return new KillableChromium(child, browser, page);
    } catch (error) {
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
      throw error;
    }
  }

  /** SIGKILL to every process of it, or what the end of a session sends; resolves when it is gone, at once where it was. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
      process.kill(-this.child.pid!, signal);
      await gone;
    }
    await this.browser.close().catch(() => undefined);
  }
}

function devtoolsEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = /DevTools listening on (ws:\S+)/.exec(text);
      if (match) resolve(match[1]!);
    });
    child.once('exit', () => reject(new Error(`Chromium ended early: ${text.slice(-400)}`)));
  });
}
