import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BackupSecret } from '@shared/contracts/backups';
import { ERROR_TEXTS } from '@shared/kernel/error-texts';
import { unwrap, type Result } from '@shared/kernel/result';
import { syntheticBatch } from '../../support/factories/import-batch';
import { Faults, makeFaulty } from '../../support/faulty-host';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

/** trust.md D1 for a restore: every call with `npm run torture`. */
const STEP = process.env['TORTURE'] === '1' ? 1 : 5;
const SECRET: BackupSecret = { kind: 'password', loginName: 'super', secret: TEST_PASSWORD.super };
const SIGN_IN = { loginName: 'super', password: TEST_PASSWORD.super };
const THEN = 30;
const NOW = 50;

let core: OpenedCore;
let name: string;

beforeEach(async () => {
  core = await openCore();
  await importRows(1, THEN);
  name = unwrap(await core.as('super').execute('backup.create', { note: '' })).name;
  await importRows(2, NOW - THEN);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await core.close();
});

async function importRows(seed: number, rows: number): Promise<void> {
  const uscc = { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } };
  const { tableVersion } = unwrap(await core.as('super').ask('import.lookup', { uscc }));
  unwrap(await core.as('super').execute('import.commit', { ...syntheticBatch(seed, rows), tableVersion }));
}

const merchants = async () => unwrap(await core.as('super').ask('merchant.counts', { filter: {} })).total;
const staged = async () =>
  (await core.engine.indexedDB.databases()).filter(({ name }) => name!.includes('staging')).map(({ name }) => name);

/** Restores that the log calls done. */
async function restoresDone(): Promise<number> {
  const rows = await core.core.context.db.table('audit').where('action').equals('backup.activate').toArray();
  return rows.reduce((sum, { result }) => sum + (result === 'ok' ? 1 : -1), 0);
}

/** Reads the backup, then puts it in place. */
async function restore(): Promise<Result<unknown>> {
  const report = await core.core.execute('backup.stage', { ref: { kind: 'folder', name }, secret: SECRET });
  if (!report.ok) return report;
  return core.core.execute('backup.activate', { stagingId: report.value.stagingId, reason: '坏盘测试' });
}

/** Does it again and again, with the next call failing each time, until all were reached. @returns what was answered, by what failed */
async function atEachCall(faults: Faults, forever: boolean): Promise<Map<string, Set<string>>> {
  const answers = new Map<string, Set<string>>();
  for (let n = 1; ; n += STEP) {
    unwrap(await core.core.execute('session.signIn', SIGN_IN));
    const before = await staged();
    const doneBefore = await restoresDone();
    faults.arm(n, forever);
    const restored = await restore();
    if (!faults.disarm()) {
      expect(restored.ok).toBe(true);
      break;
    }
    const [hit] = faults.hit;
    const code = restored.ok ? 'restored' : restored.error.code;
    answers.set(hit!, (answers.get(hit!) ?? new Set()).add(code));
    const what = `${n}: ${hit} -> ${code}`;
    if (restored.ok) {
      // What did not matter to it: all of it is there, and nothing of it is half.
      core = await core.reopen();
      expect(await merchants(), what).toBe(THEN);
      unwrap(await core.core.execute('session.signIn', SIGN_IN));
      unwrap(await core.core.execute('backup.undoRestore', { reason: '坏盘测试' }));
      core = await core.reopen();
    } else {
      expect(code, what).toMatch(/^(storage|backup)\./);
      const { zh, en } = ERROR_TEXTS[restored.error.code];
      expect(zh, what).toMatch(/请|重试/);
      expect(en, what).toMatch(/try|check|choose|free|reopen|open|please/i);
    }
    expect(await restoresDone(), what).toBe(doneBefore + (restored.ok ? 1 : 0));
    expect(core.core.status, what).toBe('ready');
    expect(await merchants(), what).toBe(NOW);
    unwrap(await core.core.execute('session.signIn', SIGN_IN));
    expect(unwrap(await core.core.ask('integrity.check', {})).findings, what).toEqual([]);
    unwrap(await core.core.execute('backup.discard', {}));
    // What could not be switched to is cleared away by the next start.
    if (!restored.ok && (await staged()).length > before.length) core = await core.reopen();
    if (!restored.ok) await expect.poll(staged).toEqual(before);
  }
  core = await core.reopen();
  expect(await merchants()).toBe(THEN);
  return answers;
}

describe('a restore on an outside that fails', () => {
  it.each([false, true])(
    'says so and leaves the data as it was, or is done; and works later (for good: %s)',
    async (forever) => {
      expect((await atEachCall(makeFaulty(core.host), forever)).size).toBeGreaterThan(1);
    },
    120_000,
  );
});

/** What the engine does instead of, or after, the n-th write. */
const ENGINE = ['QuotaExceededError', 'UnknownError', 'abort'] as const;

describe('a restore into storage that fails', () => {
  it.each(ENGINE)(
    'says so and leaves the data as it was: %s at the n-th write',
    async (kind) => {
      const faults = new Faults();
      for (const method of ['add', 'put'] as const) {
        const real = Reflect.get(IDBObjectStore.prototype, method);
        vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, ...args) {
          const { db } = this.transaction;
          const strikes = /staging|active/.test(db.name) && faults.strikes(`${this.name} ${method}`);
          if (strikes && kind !== 'abort') throw new DOMException('', kind);
          const request = real.apply(this, args);
          if (strikes) queueMicrotask(() => this.transaction.abort());
          return request;
        });
      }
      expect((await atEachCall(faults, false)).size).toBeGreaterThan(1);
    },
    120_000,
  );
});
