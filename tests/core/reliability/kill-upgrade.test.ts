import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '@renderer/data/db';
import { enter, importRows, OutsideOfPage, startedAs, storedFacts } from '../../support/core-page/drive';
import type { StoredShape } from '../../support/core-page/old-data';
import { serveCorePage } from '../../support/core-page/serve';
import { KillableChromium } from '../../support/killable-chromium';

/** trust.md K4: ten kills for each older shape whose rows are changed on the way to today's, with `npm run torture`. */
const TORTURE = process.env['TORTURE'] === '1';
const FROM = TORTURE ? [1, 2, 4, 18] : [1];
const POINTS = TORTURE ? 10 : 1;
/** In each table that is changed: enough to be killed in the middle of. */
const MORE_ROWS = TORTURE ? 20_000 : 6_000;
const MERCHANTS = 300;
const JUST_BEGUN_MS = 60;

let folder: string;
let site: { url: string; server: Server };
let outside: OutsideOfPage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-upgrade-'));
  site = await serveCorePage(join(folder, 'site'));
}, 120_000);

afterAll(() => {
  site.server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const open = (profile: string, query: string): Promise<KillableChromium> =>
  KillableChromium.launch(join(folder, profile), `${site.url}?outside=real${query}`, 'en-US', outside.prepare);

/** Without the links by which Chromium knows a profile in use. */
function copyProfile(from: string, to: string): void {
  rmSync(join(folder, to), { recursive: true, force: true, maxRetries: 5 });
  const filter = (path: string): boolean => !basename(path).startsWith('Singleton');
  cpSync(join(folder, from), join(folder, to), { recursive: true, filter });
}

const shapeOf = (chrome: KillableChromium) => chrome.page.evaluate(() => window.corePage.readShape());

/** Of the old shape: a profile to copy, and what is in it. */
async function prepare(version: number) {
  outside = new OutsideOfPage();
  const chrome = await open('template', '');
  await enter(chrome);
  await importRows(chrome, 1, MERCHANTS);
  const { findings } = await storedFacts(chrome);
  expect(findings).toEqual([]);
  await chrome.page.goto(`${site.url}?idle`);
  await chrome.page.evaluate(([version, more]) => window.corePage.storeAs(version!, more!), [version, MORE_ROWS]);
  const shape = await shapeOf(chrome);
  expect(shape.version).toBe(version);
  await chrome.kill('SIGTERM');
  return { shape, sentinel: outside.sentinel };
}

/** The same rows, all with what the migrations bring, none with what they take away. */
function asBroughtOn(old: StoredShape): StoredShape {
  const tables = Object.entries(old.rows).map(([table, marks]) => {
    const fields = Object.keys(marks).map((field) => [field, field === 'roleId' ? 0 : marks['all']]);
    return [table, Object.fromEntries(fields)] as const;
  });
  return { version: SCHEMA_VERSION, rows: Object.fromEntries(tables), sum: old.sum };
}

/** Until the backup before it is there: then the shape is changed. */
const backedUp = (chrome: KillableChromium) =>
  chrome.page.waitForFunction(() => document.documentElement.dataset['backups'] !== undefined, null, { polling: 5 });

/** Names of the backups made before the shape was changed; each of them is read and checked once more. */
function verifiedBackups(chrome: KillableChromium): Promise<string[]> {
  return chrome.page.evaluate(async () => {
    const { core } = window.corePage;
    const overview = await core.ask('backup.overview', {});
    if (!overview.ok) throw new Error(overview.error.code);
    const made = overview.value.backups.filter(({ kind }) => kind === 'upgrade');
    for (const { name } of made) {
      const verified = await core.execute('backup.verify', { name });
      if (!verified.ok) throw new Error(verified.error.code);
    }
    return made.map(({ name }) => name);
  });
}

describe.each(FROM)('killing the browser while data of shape %i is brought to today’s', (version) => {
  it(`leaves all of it in the old shape or all in the new, ${POINTS} times out of ${POINTS}`, async () => {
    rmSync(join(folder, 'template'), { recursive: true, force: true, maxRetries: 5 });
    const { shape: old, sentinel } = await prepare(version);
    const begin = (): Promise<KillableChromium> => {
      copyProfile('template', 'profile');
      outside = new OutsideOfPage();
      outside.sentinel = sentinel;
      return open('profile', '');
    };
    const today = asBroughtOn(old);
    let chrome: KillableChromium;
    let wholeMs = 0;
    if (TORTURE) {
      // Once in peace: how long it takes here just now.
      chrome = await begin();
      await backedUp(chrome);
      const began = performance.now();
      expect(await startedAs(chrome)).toBe('ready');
      wholeMs = performance.now() - began;
      await chrome.kill();
    }

    const found = { old: 0, today: 0 };
    for (let point = 0; point < POINTS; point++) {
      chrome = await begin();
      // The first of many while the backup is made, the last when all is done.
      if (point > 0 || POINTS === 1) {
        await backedUp(chrome);
        await new Promise((resolve) => setTimeout(resolve, (wholeMs * 1.2 * point) / POINTS + JUST_BEGUN_MS));
      }
      await chrome.kill();
      chrome = await open('profile', '&idle');
      const left = await shapeOf(chrome);
      const is = left.version === version ? 'old' : 'today';
      expect(left, `point ${point}`).toMatchObject(is === 'old' ? old : today);
      found[is]++;
      await chrome.page.goto(`${site.url}?outside=real`);
      expect(await startedAs(chrome), `point ${point}`).toBe('ready');
      await enter(chrome);
      expect((await storedFacts(chrome)).merchants).toBe(MERCHANTS);
      expect((await verifiedBackups(chrome)).length).toBeGreaterThanOrEqual(1);
      await chrome.kill();
    }
    // A test that never hit either side would prove nothing.
    if (POINTS > 1) expect(Math.min(found.old, found.today)).toBeGreaterThan(0);
  }, 900_000);
});
