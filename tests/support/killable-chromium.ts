import { spawn, type ChildProcess } from 'node:child_process';
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumArguments, chromiumPath } from './chromium';

/** A whole Chromium as a process group of its own, so that it can be killed the way a power cut kills it. */
export class KillableChromium {
  private constructor(
    private readonly child: ChildProcess,
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async launch(userData: string, url: string, locale = 'en-US'): Promise<KillableChromium> {
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
    const endpoint = await devtoolsEndpoint(child);
    const browser = await chromium.connectOverCDP(endpoint);
    const context = browser.contexts()[0]!;
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    return new KillableChromium(child, browser, page);
  }

  /** SIGKILL to every process of it; resolves when it is gone. */
  async kill(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    process.kill(-this.child.pid!, 'SIGKILL');
    await gone;
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
