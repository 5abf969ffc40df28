import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter, importRows, OutsideOfPage, SIGN_IN, startedAs, storedFacts } from '../../support/core-page/drive';
import { serveCorePage } from '../../support/core-page/serve';
import { KillableChromium } from '../../support/killable-chromium';

/** trust.md K3: five kills at each of the nine steps from reading to restart with `npm run torture`. */
const ROUNDS = process.env['TORTURE'] === '1' ? 45 : 2;
const ROWS = 1_500;

let folder: string;
let site: { url: string; server: Server };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-restore-'));
  site = await serveCorePage(join(folder, 'site'));
}, 120_000);

afterAll(() => {
  site.server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const outside = new OutsideOfPage();
const open = () =>
  KillableChromium.launch(join(folder, 'profile'), `${site.url}?outside=real`, 'en-US', outside.prepare);

/** Restores the backup; the title says which part is under way, or done. */
function restore(chrome: KillableChromium, name: string): Promise<void> {
  return chrome.page.evaluate(
    async ({ name, loginName, password }) => {
      const { core } = window.corePage;
      document.title = 'reading';
      const secret = { kind: 'password', loginName, secret: password } as const;
      const report = await core.execute('backup.stage', { ref: { kind: 'folder', name }, secret });
      if (!report.ok) throw new Error(report.error.code);
      document.title = 'switching';
      const { stagingId } = report.value;
      const done = await core.execute('backup.activate', { stagingId, reason: '断电测试' });
      if (!done.ok) throw new Error(done.error.code);
      document.title = 'restored';
    },
    { name, ...SIGN_IN },
  );
}

const databases = (chrome: KillableChromium) =>
  chrome.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name!));

describe('killing the browser while a backup is restored', () => {
  it(`leaves the old data or the restored data, whole, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    let chrome = await open();
    await enter(chrome);
    await importRows(chrome, 1, ROWS);
    const name = await chrome.page.evaluate(async () => {
      const made = await window.corePage.core.execute('backup.create', { note: '' });
      if (!made.ok) throw new Error(made.error.code);
      return made.value.name;
    });
    await importRows(chrome, 2, ROWS);
    // How long it takes here just now, from the beginning to the end: the kills are spread over it.
    let began = performance.now();
    await restore(chrome, name);
    const wholeMs = performance.now() - began;
    await chrome.kill();
    const killedIn: Record<string, number> = {};
    let title = 'restored';
    let seed = 2;
    for (let round = 0; round <= ROUNDS; round++) {
      chrome = await open();
      expect(await startedAs(chrome), `round ${round}`).toBe('ready');
      await enter(chrome);
      const facts = await storedFacts(chrome);
      // The anchor outside is set right soon after the start, where the kill came before that.
      await expect.poll(async () => (await storedFacts(chrome)).findings, { timeout: 10_000 }).toEqual([]);
      expect(['ok', 'unanchored', 'restored']).toContain(facts.audit);
      expect(facts.merchants).toBe(facts.batches * ROWS);
      expect([ROWS, 2 * ROWS]).toContain(facts.merchants);
      // What was said to be restored is; what was not yet switched is not.
      if (title === 'restored') expect(facts.merchants, `round ${round}`).toBe(ROWS);
      if (title === 'reading') expect(facts.merchants, `round ${round}`).toBe(2 * ROWS);
      // Nothing half filled stays: what is active, what it replaced, and the pointer.
      await expect.poll(() => databases(chrome).then((all) => all.length), { timeout: 10_000 }).toBeLessThanOrEqual(4);
      if (round === ROUNDS) break;
      if (facts.merchants === ROWS) await importRows(chrome, ++seed, ROWS);
      began = performance.now();
      const running = restore(chrome, name).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, (wholeMs * ((round * 7) % ROUNDS)) / ROUNDS + 20));
      title = await chrome.page.title();
      killedIn[title] = (killedIn[title] ?? 0) + 1;
      await chrome.kill();
      await running;
    }
    await chrome.kill();
    if (ROUNDS > 10) expect(Object.keys(killedIn).length).toBeGreaterThan(1);
  }, 1_800_000);
});
