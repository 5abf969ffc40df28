import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  enter,
  importRows,
  OutsideOfPage,
  recover,
  SIGN_IN,
  startedAs,
  storedFacts,
} from '../../support/core-page/drive';
import { serveCorePage } from '../../support/core-page/serve';
import { KillableChromium } from '../../support/killable-chromium';

/** trust.md D2, with `npm run torture` where a disk of our own can be mounted. */
const TORTURE = process.env['TORTURE'] === '1';
const KB = 1024;
const MB = 1024 * KB;
const LEFT = [0, 16 * KB, 256 * KB, MB, 4 * MB, 64 * MB];
const CASES = LEFT.flatMap((left) => (['SIGTERM', 'SIGKILL'] as const).map((signal) => ({ left, signal })));
const MERCHANTS = 3_000;
/** The disk is small: the guard, which wants 300 MB, is told ten times what is there. */
const SCALE = 10;
const FULL = (300 * MB) / SCALE;

let folder: string;
let disk: string;
let site: { url: string; server: Server };
let template: OutsideOfPage;
let canMount = false;

beforeAll(async () => {
  if (!TORTURE) return;
  folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
  disk = join(folder, 'disk');
  mkdirSync(disk);
  canMount = mount();
  if (!canMount) return;
  site = await serveCorePage(join(folder, 'site'));
  await prepare();
}, 180_000);

afterAll(() => {
  if (canMount) execFileSync('umount', ['--lazy', disk]);
  if (canMount) site.server.close();
  if (TORTURE) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function freeBytes(): number {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
}

/** Somebody else's file takes up the disk but for so much. */
function leave(bytes: number): void {
  rmSync(join(disk, 'film'), { force: true });
  try {
    writeFileSync(join(disk, 'film'), Buffer.alloc(Math.max(0, freeBytes() - bytes)));
  } catch (error) {
    // The browser was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

const guardOn = async (): Promise<number> => freeBytes() * SCALE;
const guardOff = (): Promise<null> => Promise.resolve(null);

let running: KillableChromium | undefined;
afterEach(() => running?.kill());

async function open(profile: string, outside: OutsideOfPage): Promise<KillableChromium> {
  running = await KillableChromium.launch(profile, `${site.url}?outside=test`, 'en-US', outside.prepare);
  return running;
}

/** A desk with merchants, a backup, saves after it, and so much beside them that the engine has tables to move about. */
async function prepare(): Promise<void> {
  template = new OutsideOfPage();
  const chrome = await open(join(folder, 'template'), template);
  await enter(chrome);
  await importRows(chrome, 1, MERCHANTS);
  await chrome.page.evaluate(async () => {
    const made = await window.corePage.core.execute('backup.create', { note: '' });
    if (!made.ok) throw new Error(made.error.code);
  });
  expect((await keepSaving(chrome, 'before', 30)).saved).toHaveLength(30);
  await chrome.page.evaluate(
    () =>
      new Promise((done, failed) => {
        const request = indexedDB.open('beside');
        request.onupgradeneeded = () => request.result.createObjectStore('rows', { autoIncrement: true });
        request.onsuccess = () => {
          const transaction = request.result.transaction('rows', 'readwrite', { durability: 'strict' });
          for (let i = 0; i < 400; i++)
            transaction.objectStore('rows').add(crypto.getRandomValues(new Uint8Array(24_000)));
          transaction.oncomplete = done;
          transaction.onabort = failed;
        };
      }),
  );
  await chrome.kill('SIGTERM');
}

function freshDesk(): string {
  for (const name of ['film', 'profile']) rmSync(join(disk, name), { recursive: true, force: true, maxRetries: 5 });
  const filter = (path: string): boolean => !basename(path).startsWith('Singleton') && !path.includes('Cache');
  cpSync(join(folder, 'template'), join(disk, 'profile'), { recursive: true, filter });
  return join(disk, 'profile');
}

interface Saves {
  /** Fingerprints of what was acknowledged. */
  saved: string[];
  /** Codes of what was not, each once. */
  refused: string[];
}

/** Saves one after the other until `most` were acknowledged or ten in a row were not. */
function keepSaving(chrome: KillableChromium, prefix: string, most: number): Promise<Saves> {
  return chrome.page.evaluate(
    async ([prefix, most]) => {
      const saved: string[] = [];
      const refused = new Set<string>();
      for (let n = 0, failures = 0; saved.length < most && failures < 10; n++) {
        const mapping = { fingerprint: `${prefix}-${n}`, mapping: { name: n }, values: {} };
        const answer = await window.corePage.core.execute('importMapping.save', mapping);
        if (answer.ok) saved.push(mapping.fingerprint);
        else refused.add(answer.error.code);
        failures = answer.ok ? 0 : failures + 1;
      }
      return { saved, refused: [...refused] };
    },
    [prefix, most] as const,
  );
}

/** What people do at a desk that stores nothing; whether it is allowed or not must not matter to the data. */
function comeAndGo(chrome: KillableChromium): Promise<void> {
  return chrome.page.evaluate(async (who) => {
    const { core } = window.corePage;
    for (let n = 0; n < 5; n++) {
      await core.execute('session.lock', { reason: 'idle' });
      await core.execute('session.unlock', { password: who.password });
      await core.execute('session.signIn', who);
    }
  }, SIGN_IN);
}

/** Which of these are not there. */
function missing(chrome: KillableChromium, fingerprints: string[]): Promise<string[]> {
  return chrome.page.evaluate(async (fingerprints) => {
    const gone: string[] = [];
    for (const fingerprint of fingerprints) {
      const found = await window.corePage.core.ask('importMapping.find', { fingerprint });
      if (!found.ok) throw new Error(found.error.code);
      if (!found.value) gone.push(fingerprint);
    }
    return gone;
  }, fingerprints);
}

/** With room again: all that was acknowledged, at once or by way of the recovery screen. */
async function everythingIsThere(profile: string, outside: OutsideOfPage, acknowledged: string[]): Promise<string> {
  leave(Infinity);
  const chrome = await open(profile, outside);
  const started = await startedAs(chrome);
  expect(['ready', 'recovery']).toContain(started);
  if (started === 'recovery') {
    await recover(chrome);
    await chrome.page.reload();
    expect(await startedAs(chrome)).toBe('ready');
  }
  await enter(chrome);
  expect(await missing(chrome, acknowledged)).toEqual([]);
  expect((await storedFacts(chrome)).merchants).toBe(MERCHANTS);
  await chrome.kill();
  return started;
}

const said = (codes: string[]): void => {
  for (const code of codes) expect(code).toMatch(/^(storage\.|access\.signed_out$)/);
};

describe.skipIf(!TORTURE)('a disk that somebody else fills', () => {
  it.for(CASES)(
    'up to $left bytes, $signal: nothing acknowledged is lost',
    { timeout: 120_000 },
    async ({ left, signal }, test) => {
      if (!canMount) test.skip('no disk can be mounted here');
      const outside = template.copy(guardOn);
      const profile = freshDesk();
      leave(FULL + 10 * MB);
      let chrome = await open(profile, outside);
      expect(await startedAs(chrome)).toBe('ready');
      await enter(chrome);
      const before = await keepSaving(chrome, 'room', 20);
      expect(before.refused).toEqual([]);
      leave(left);
      const after = await keepSaving(chrome, 'full', left < FULL ? 2_000 : 100);
      // By the guard, or by the engine where the disk filled up between two looks.
      if (left < FULL) expect(after.refused.length).toBeGreaterThan(0);
      said(after.refused);
      await comeAndGo(chrome);
      await chrome.kill(signal);
      leave(left);
      chrome = await open(profile, outside);
      expect(await startedAs(chrome)).toBe(left < FULL ? 'refused storage.disk_full' : 'ready');
      await chrome.kill(signal);
      const started = await everythingIsThere(profile, outside, [...before.saved, ...after.saved]);
      // Where the guard was quicker than the disk, the engine was not put to it.
      if (after.refused.every((code) => code === 'storage.disk_full')) expect(started).toBe('ready');
    },
  );

  it.for(CASES)(
    'up to $left bytes, $signal, unguarded: it comes back',
    { timeout: 120_000 },
    async ({ left, signal }, test) => {
      if (!canMount) test.skip('no disk can be mounted here');
      const outside = template.copy(guardOff);
      const profile = freshDesk();
      const acknowledged: string[] = [];
      for (const start of ['first', 'second']) {
        leave(left);
        const chrome = await open(profile, outside);
        const state = await startedAs(chrome);
        expect(state).toMatch(/^(ready|recovery|refused storage\.(unavailable|aborted|full))$/);
        if (state === 'ready') {
          // Even this writes.
          await enter(chrome).catch(() => undefined);
          const saves = await keepSaving(chrome, start, 300);
          acknowledged.push(...saves.saved);
          said(saves.refused);
        }
        await chrome.kill(signal);
      }
      await everythingIsThere(profile, outside, acknowledged);
    },
  );
});
