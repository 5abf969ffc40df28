import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KillableChromium } from '../../support/killable-chromium';
import { serveCorePage } from '../../support/core-page/serve';

/** trust.md K1: fifty with `npm run torture`. */
const ROUNDS = process.env['TORTURE'] === '1' ? 50 : 5;
const ROWS = 3_000;
const SIGN_IN = { loginName: 'super', password: 'copper lantern orbit 27' };

let folder: string;
let site: { url: string; server: Server };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-import-'));
  site = await serveCorePage(join(folder, 'site'));
}, 120_000);

afterAll(() => {
  site.server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Facts {
  merchants: number;
  batches: number;
  created: number;
  verdict: string;
}

/** Signs in (or sets up) and counts what is there. */
function facts(chrome: KillableChromium): Promise<Facts> {
  return chrome.page.evaluate(async (who) => {
    const { core, started } = window.corePage;
    const state = await started;
    if (!state.ok) throw new Error(state.error.code);
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
    const list = await core.ask('merchant.counts', { filter: {} });
    const batches = await core.ask('import.batches', { offset: 0, limit: 100 });
    const audit = await core.ask('audit.verify', {});
    if (!list.ok || !batches.ok || !audit.ok) throw new Error('cannot count');
    return {
      merchants: list.value.total,
      batches: batches.value.total,
      created: batches.value.rows.reduce((sum, b) => sum + b.created, 0),
      verdict: audit.value.verdict,
    };
  }, SIGN_IN);
}

/** Starts an import and returns when its command was given; `acknowledged` is set if it came back before the end. */
function beginImport(chrome: KillableChromium, round: number): Promise<void> {
  return chrome.page.evaluate(
    async ([seed, rows]) => {
      const { core, batch } = window.corePage;
      const input = batch(seed!, rows!);
      const lookup = await core.ask('import.lookup', {
        uscc: { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } },
      });
      if (!lookup.ok) throw new Error(lookup.error.code);
      void core
        .execute('import.commit', { ...input, tableVersion: lookup.value.tableVersion })
        .then((r) => (document.title = r.ok ? 'acknowledged' : r.error.code));
    },
    [round, ROWS],
  );
}

describe('killing the browser while an import is committed', () => {
  it(`leaves the whole batch or nothing, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    const profile = join(folder, 'profile');
    let before: Facts = { merchants: 0, batches: 0, created: 0, verdict: 'ok' };
    let commitMs = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const chrome = await KillableChromium.launch(profile, site.url);
      const now = await facts(chrome);
      expect(now.merchants, `round ${round}`).toBe(now.batches * ROWS);
      expect(now.created).toBe(now.merchants);
      expect(['ok', 'unanchored']).toContain(now.verdict);
      expect(now.merchants).toBeGreaterThanOrEqual(before.merchants);
      before = now;
      const begun = performance.now();
      await beginImport(chrome, round);
      if (round % 5 === 0 || round === ROUNDS - 1) {
        // Killed right after the acknowledgement; and how long a commit takes here just now, for the kills that follow.
        await chrome.page.waitForFunction(() => document.title === 'acknowledged');
        commitMs = performance.now() - begun;
      } else if (round % 5 > 1) {
        await new Promise((resolve) => setTimeout(resolve, commitMs * (((round * 7) % ROUNDS) / ROUNDS)));
      }
      const title = await chrome.page.title();
      await chrome.kill();
      // What was acknowledged must be there next time.
      if (title === 'acknowledged') before = { ...before, merchants: before.merchants + ROWS };
    }
    const last = await KillableChromium.launch(profile, site.url);
    const end = await facts(last);
    await last.kill();
    expect(end.merchants).toBe(end.batches * ROWS);
    expect(end.merchants).toBeGreaterThanOrEqual(before.merchants);
    // A test that never hit either side would prove nothing: the first and the last batch are there, one killed at once is not.
    expect(end.batches).toBeGreaterThan(1);
    expect(end.batches).toBeLessThan(ROUNDS);
  }, 600_000);
});
