import { IDBDatabase } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unwrap, type Result } from '@shared/kernel/result';
import { Core } from '@renderer/core/core';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const LIST = { filter: {}, sort: { field: 'createdAt', descending: true }, offset: 0, limit: 50 };
const SIGN_IN = { loginName: 'super', password: TEST_PASSWORD.super };
const draft = (name: string) => ({ values: { name }, submit: false });
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

let opened: OpenedCore;
const running: Core[] = [];

beforeEach(async () => {
  opened = await openCore();
});
afterEach(async () => {
  for (const core of running.splice(0)) await core.close();
  await opened.close();
});

/** Another start of the program over the same stored data and the same outside. */
async function startAnother(options: { startOver?: boolean; sentinelDelayMs?: number } = {}): Promise<Result<Core>> {
  let ids = 0;
  const { engine, host } = opened;
  const started = await Core.start({
    engine,
    host,
    appVersion: '0.0.0-test',
    now: opened.clock.now,
    newId: () => `another-${++ids}`,
    vault: { kdf: { memoryKib: 64, iterations: 1, parallelism: 1 } },
    sentinelDelayMs: 0,
    ...options,
  });
  if (started.ok) running.push(started.value);
  return started;
}

describe('a second start over the same data', () => {
  it('takes the writing over: the first can neither change anything nor go on answering from memory', async () => {
    const { core } = opened;
    unwrap(await core.execute('session.signIn', SIGN_IN));
    unwrap(await core.execute('merchant.create', draft('青禾便利店')));
    const notices: string[] = [];
    core.onChange((notice) => notices.push(...notice.tables));

    const another = unwrap(await startAnother());
    unwrap(await another.execute('session.signIn', SIGN_IN));
    expect(await core.execute('merchant.create', draft('旧窗口的商户'))).toMatchObject({
      error: { code: 'storage.closed' },
    });
    expect(await core.ask('merchant.list', LIST)).toMatchObject({ error: { code: 'storage.closed' } });
    expect(core.context.vault.isOpen).toBe(false);
    expect(notices).toContain('closed');

    unwrap(await another.execute('merchant.create', draft('新窗口的商户')));
    expect(unwrap(await another.ask('merchant.list', LIST)).rows.map((r) => r.name)).toEqual([
      '新窗口的商户',
      '青禾便利店',
    ]);
    expect(unwrap(await another.ask('audit.verify', {})).verdict).toBe('ok');
  });

  it('stops a command that was under way when it began', async () => {
    const { core } = opened;
    unwrap(await core.execute('session.signIn', SIGN_IN));
    const under = core.execute('merchant.create', draft('半路上的商户'));
    const another = unwrap(await startAnother());
    const answered = await under;
    unwrap(await another.execute('session.signIn', SIGN_IN));
    const { total } = unwrap(await another.ask('merchant.list', LIST));
    // Before the take-over or not at all; never acknowledged and gone, never stored and denied.
    expect(total).toBe(answered.ok ? 1 : 0);
  });
});

describe('losing the database while it is open', () => {
  it('tells the window and answers nothing more when another program deletes it', async () => {
    const { core } = opened;
    unwrap(await core.execute('session.signIn', SIGN_IN));
    const notices: string[] = [];
    core.onChange((notice) => notices.push(...notice.tables));
    await new Promise<void>((resolve, reject) => {
      const request = opened.engine.indexedDB.deleteDatabase(core.context.db.dexie.name);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(new Error('cannot delete'));
    });
    expect(notices).toContain('closed');
    expect(await core.ask('merchant.list', LIST)).toMatchObject({ error: { code: 'storage.closed' } });
    expect(await core.execute('merchant.create', draft('无处可存'))).toMatchObject({
      error: { code: 'storage.closed' },
    });
    // What the outside remembers must still be there to recognise the loss by.
    await settled();
    expect(unwrap(await startAnother()).status).toBe('recovery');
  });

  it('acknowledges nothing when Dexie opens an empty database in its place', async () => {
    const { core } = opened;
    unwrap(await core.execute('session.signIn', SIGN_IN));
    await core.context.db.dexie.table('meta').clear();
    expect(await core.execute('merchant.create', draft('写给空库'))).toMatchObject({
      error: { code: 'storage.closed' },
    });
  });
});

describe('what is remembered outside the database', () => {
  it('is up to date after closing, however short ago the last change was', async () => {
    const slow = unwrap(await startAnother({ sentinelDelayMs: 60_000 }));
    await settled();
    unwrap(await slow.execute('session.signIn', SIGN_IN));
    unwrap(await slow.execute('merchant.create', draft('青禾便利店')));
    const { seq } = slow.context.audit.head;
    await slow.close();
    expect(opened.host.sentinel).toMatchObject({ auditSeq: seq, counts: { merchants: 1 } });
  });

  it('goes on vouching for an audit that was cut while the program was closed', async () => {
    await opened.as('entry').execute('merchant.create', draft('青禾便利店'));
    const { db } = opened.core.context;
    await db.table('audit').where('seq').above(3).delete();
    await opened.close();
    for (let start = 0; start < 2; start++) {
      const again = unwrap(await startAnother());
      await settled();
      unwrap(await again.execute('session.signIn', SIGN_IN));
      const verdict = unwrap(await again.ask('audit.verify', {}));
      expect(verdict.verdict, `start ${start}`).not.toBe('ok');
      await again.close();
    }
    expect(opened.host.lines.map((line) => line.event)).toContain('audit.anchor_broken');
  });

  it('does not keep the desk shut when it cannot be read but the data is there', async () => {
    await opened.close();
    opened.host.readSentinel = () => Promise.reject(new Error('both copies damaged'));
    expect(unwrap(await startAnother()).status).toBe('ready');
  });

  it('opens no first-run wizard when it cannot be read and the data is not there either', async () => {
    await opened.close();
    const { name } = opened.core.context.db.dexie;
    await new Promise((resolve) => (opened.engine.indexedDB.deleteDatabase(name).onsuccess = resolve));
    opened.host.readSentinel = () => Promise.reject(new Error('both copies damaged'));
    expect(unwrap(await startAnother()).status).toBe('recovery');
  });
});

describe('starting over after a loss', () => {
  async function lose(): Promise<void> {
    await opened.close();
    const { name } = opened.core.context.db.dexie;
    await new Promise((resolve) => (opened.engine.indexedDB.deleteDatabase(name).onsuccess = resolve));
  }
  const FIRST = { companyName: '重来公司', loginName: 'super', adminName: '测试超管', locale: 'zh' as const };

  it('begins anew, keeps in mind what was lost, and vouches for the new audit', async () => {
    const before = structuredClone(opened.host.sentinel);
    await lose();
    expect(unwrap(await startAnother()).status).toBe('recovery');
    const anew = unwrap(await startAnother({ startOver: true }));
    expect(anew.status).toBe('virgin');
    unwrap(await anew.execute('setup.create', { ...FIRST, password: TEST_PASSWORD.super }));
    await settled();
    expect(opened.host.sentinel?.installId).not.toBe(before?.installId);
    expect(opened.host.sentinel?.previous).toEqual([
      expect.objectContaining({ installId: before?.installId, auditHead: expect.any(String) as string }),
    ]);
    expect(unwrap(await anew.ask('audit.verify', {})).verdict).toBe('ok');
    await anew.close();
    const later = unwrap(await startAnother());
    await settled();
    expect(later.status).toBe('ready');
    expect(opened.host.sentinel?.previous).toHaveLength(1);
  });

  it('is not possible over rows that are still there', async () => {
    await opened.core.context.db.table('admins').clear();
    await opened.close();
    expect(unwrap(await startAnother({ startOver: true })).status).toBe('recovery');
  });
});

describe('a start that cannot be made', () => {
  it('says that the data is newer than the program, and leaves it alone', async () => {
    await opened.close();
    const { name } = opened.core.context.db.dexie;
    await new Promise((resolve) => (opened.engine.indexedDB.open(name, 990).onsuccess = resolve));
    expect(await startAnother()).toEqual({ ok: false, error: { code: 'storage.newer_version' } });
  });

  it('leaves the reason in the log, without its message', async () => {
    await opened.close();
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new TypeError('secret text');
    });
    const started = await startAnother();
    transaction.mockRestore();
    expect(started).toEqual({ ok: false, error: { code: 'storage.unavailable' } });
    const line = opened.host.lines.find((l) => l.event === 'core.not_started');
    expect(line?.detail['errorName']).toBeTruthy();
    expect(JSON.stringify(opened.host.lines)).not.toContain('secret text');
    expect(unwrap(await startAnother()).status).toBe('ready');
  });
});
