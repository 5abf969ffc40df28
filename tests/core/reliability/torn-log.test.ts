import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter, OutsideOfPage, recover, startedAs } from '../../support/core-page/drive';
import { serveCorePage } from '../../support/core-page/serve';
import { KillableChromium } from '../../support/killable-chromium';

const SAVED = 10;
let folder: string;
let site: { url: string; server: Server };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'torn-log-'));
  site = await serveCorePage(join(folder, 'site'));
}, 120_000);

afterAll(() => {
  site.server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const open = (profile: string, outside: OutsideOfPage, mends: boolean) =>
  KillableChromium.launch(join(folder, profile), `${site.url}?outside=test`, 'en-US', outside.prepare, mends);

/** Signs in, and saves until the journal has everything. */
async function save(chrome: KillableChromium, prefix: string): Promise<void> {
  await enter(chrome);
  await chrome.page.evaluate(
    async ([name, count]) => {
      const { core } = window.corePage;
      const made = await core.execute('backup.create', { note: '' });
      if (!made.ok) throw new Error(made.error.code);
      for (let n = 1; n <= count; n++) {
        const mapping = { fingerprint: `${name}-${n}`, mapping: { name: n }, values: {} };
        const saved = await core.execute('importMapping.save', mapping);
        if (!saved.ok) throw new Error(saved.error.code);
      }
    },
    [prefix, SAVED] as const,
  );
}

function lastOf(chrome: KillableChromium, prefix: string): Promise<boolean> {
  return chrome.page.evaluate(async (fingerprint) => {
    const found = await window.corePage.core.ask('importMapping.find', { fingerprint });
    return found.ok && found.value !== null;
  }, `${prefix}-${SAVED}`);
}

/** What a kill leaves between the two writes of a record: its header, and nothing of it. */
function tear(profile: string): void {
  const root = join(folder, profile, 'Default', 'IndexedDB');
  const logs = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\d+\.log$/.test(name));
  appendFileSync(join(root, logs.sort().at(-1)!), Uint8Array.of(0x6e, 0xda, 0x1e, 0x1d, 0x47, 0x01, 0x01));
}

describe('a log that a kill has torn', () => {
  it('is mended by the program; where nobody mends it, the engine loses the database one start later, and recovery has it all', async () => {
    const outside = new OutsideOfPage();
    let chrome = await open('left', outside, false);
    await save(chrome, 'first');
    await chrome.kill();
    tear('left');
    cpSync(join(folder, 'left'), join(folder, 'mended'), {
      recursive: true,
      filter: (path) => !path.includes('Singleton'),
    });
    const copied = outside.copy(() => Promise.resolve(null));

    chrome = await open('left', outside, false);
    await save(chrome, 'second');
    await chrome.kill();
    chrome = await open('left', outside, false);
    expect(await startedAs(chrome)).toBe('recovery');
    expect(await recover(chrome)).toBe(true);
    await chrome.page.reload();
    await enter(chrome);
    expect([await lastOf(chrome, 'first'), await lastOf(chrome, 'second')]).toEqual([true, true]);
    await chrome.kill();

    chrome = await open('mended', copied, true);
    await save(chrome, 'second');
    await chrome.kill();
    chrome = await open('mended', copied, true);
    expect(await startedAs(chrome)).toBe('ready');
    await enter(chrome);
    expect([await lastOf(chrome, 'first'), await lastOf(chrome, 'second')]).toEqual([true, true]);
    await chrome.kill();
  }, 120_000);
});
