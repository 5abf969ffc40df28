import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recover, SIGN_IN } from '../../support/core-page/drive';
import { KillableChromium } from '../../support/killable-chromium';
import { serveCorePage } from '../../support/core-page/serve';

/** Many more with `npm run torture`. */
const ROUNDS = process.env['TORTURE'] === '1' ? 40 : 4;
const LONGEST_MS = 600;

let folder: string;
let site: { url: string; server: Server };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-journal-'));
  site = await serveCorePage(join(folder, 'site'));
}, 120_000);

afterAll(() => {
  site.server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const open = () => KillableChromium.launch(join(folder, 'profile'), `${site.url}?outside=real`);

/** Signs in, sets up the first time, and waits until backup and journal hold everything. */
function begin(chrome: KillableChromium): Promise<string> {
  return chrome.page.evaluate(async (who) => {
    const { core, started } = window.corePage;
    const state = await started;
    if (!state.ok) throw new Error(state.error.code);
    if (state.value === 'recovery') return 'recovery';
    const entered =
      state.value === 'virgin'
        ? await core.execute('setup.create', {
            companyName: '断电测试公司',
            adminName: '测试超管',
            locale: 'zh',
            ...who,
          })
        : await core.execute('session.signIn', who);
    if (!entered.ok) throw new Error(`${state.value}: ${entered.error.code}`);
    for (;;) {
      const overview = await core.ask('backup.overview', {});
      if (!overview.ok) throw new Error(overview.error.code);
      if (overview.value.journal.state === 'whole') return state.value;
      const made = await core.execute('backup.create', { note: '' });
      if (!made.ok) throw new Error(made.error.code);
    }
  }, SIGN_IN);
}

/** Saves without end; the title is the number of the last that was acknowledged. */
function keepSaving(chrome: KillableChromium, round: number): Promise<void> {
  return chrome.page.evaluate((prefix) => {
    const save = async (n: number): Promise<void> => {
      const mapping = { fingerprint: `${prefix}-${n}`, mapping: { name: n }, values: {} };
      const saved = await window.corePage.core.execute('importMapping.save', mapping);
      if (!saved.ok) throw new Error(saved.error.code);
      document.title = String(n);
      await save(n + 1);
    };
    void save(1);
  }, String(round));
}

/** How many of a round's saves are there, without a hole. */
function saved(chrome: KillableChromium, round: number): Promise<number> {
  return chrome.page.evaluate(async (prefix) => {
    for (let n = 1; ; n++) {
      const found = await window.corePage.core.ask('importMapping.find', { fingerprint: `${prefix}-${n}` });
      if (!found.ok) throw new Error(found.error.code);
      if (found.value === null) return n - 1;
    }
  }, String(round));
}

async function loseDatabases(chrome: KillableChromium): Promise<void> {
  await chrome.page.route('**/gone', (route) => route.fulfill({ contentType: 'text/html', body: 'gone' }));
  await chrome.page.goto(`${site.url}gone`);
  await chrome.page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase(name!);
        request.onsuccess = done;
        request.onerror = failed;
      });
    }
  });
}

describe('killing the browser while it stores and writes down', () => {
  it(`loses nothing that was acknowledged in ${ROUNDS} kills, nor in the loss of the database after them`, async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const chrome = await open();
      expect(await begin(chrome)).toBe(round === 0 ? 'virgin' : 'ready');
      for (const [past, least] of acknowledged.entries())
        expect(await saved(chrome, past), `round ${round}`).toBeGreaterThanOrEqual(least);
      await keepSaving(chrome, round);
      await new Promise((resolve) => setTimeout(resolve, 50 + (LONGEST_MS * ((round * 7) % ROUNDS)) / ROUNDS));
      const title = Number(await chrome.page.title());
      await chrome.kill();
      acknowledged.push(Number.isFinite(title) ? title : 0);
    }
    // Now the database goes as well: what it held is in the newest backup and the journal.
    const last = await open();
    await begin(last);
    const stored = await Promise.all(acknowledged.map((_, round) => saved(last, round)));
    await keepSaving(last, ROUNDS);
    await last.page.waitForFunction(() => Number(document.title) >= 20);
    await loseDatabases(last);
    await last.page.goto(`${site.url}?outside=real`);
    expect(await begin(last)).toBe('recovery');
    await recover(last);
    await last.page.reload();
    expect(await begin(last)).toBe('ready');
    for (const [round, count] of stored.entries()) expect(await saved(last, round)).toBe(count);
    expect(await saved(last, ROUNDS)).toBeGreaterThanOrEqual(20);
    await last.kill();
    expect(Math.max(...acknowledged)).toBeGreaterThan(3);
  }, 900_000);
});
