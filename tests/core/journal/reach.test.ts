import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupSecret, RestoreReport } from '@shared/contracts/backups';
import { journalFileName, parseJournalName } from '@shared/contracts/journal';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

/** How far files reach that the clock, the power or people have put out of order. */
const SUPER: BackupSecret = { kind: 'password', loginName: 'super', secret: TEST_PASSWORD.super };
const MINUTE_MS = 60_000;
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const backUp = async () => unwrap(await core.as('super').execute('backup.create', { note: '' }));
/** Unlike the one somebody asks for it writes nothing afterwards: the file that it begins stays empty. */
const backUpByClock = () => core.core.context.backup.scheduled(core.core.context);
const save = async (key: string) => unwrap(await core.as('entry').execute('draft.save', { key, json: '{}' }));
const keeper = () => core.core.context.journal;
const files = () => core.host.journal.files;
const newestFile = () => [...files().keys()].at(-1)!;

async function lose(): Promise<void> {
  await core.close();
  core = await openCore({ host: core.host, setup: false, engine: { ...core.engine, indexedDB: new IDBFactory() } });
  expect(core.core.status).toBe('recovery');
}

const stage = async (name: string): Promise<RestoreReport> =>
  unwrap(
    await core.core.execute('recovery.stage', { ref: { kind: 'folder', name }, secret: SUPER, withJournal: true }),
  );

/** Loses everything, restores what is offered first, and says what drafts there are. */
async function recoverNewest(): Promise<{ journal: RestoreReport['journal']; drafts: string[] }> {
  await lose();
  const { backups } = unwrap(await core.core.ask('recovery.backups', {}));
  const { journal, stagingId } = await stage(backups[0]!.name);
  unwrap(await core.core.execute('recovery.activate', { stagingId }));
  core = await core.reopen();
  const rows = await core.core.context.db.table('drafts').toArray();
  return { journal, drafts: rows.map(({ id }) => id.slice(id.indexOf('draft-'))).sort() };
}

describe('a clock that was set back', () => {
  it('between two starts hides nothing that the second wrote down', async () => {
    await backUpByClock();
    const empty = newestFile();
    core = await core.reopen();
    await save('draft-1');
    await save('draft-2');
    expect(newestFile()).not.toBe(empty);
    core.host.journal.times.set(empty, 2);
    core = await core.reopen();
    expect(keeper().state).toBe('whole');
    const { journal, drafts } = await recoverNewest();
    expect(journal).toMatchObject({ complete: true });
    expect(drafts).toEqual(['draft-1', 'draft-2']);
  });

  it.each([
    ['two hours', 120],
    ['a year', 365 * 24 * 60],
  ])('by %s costs no backup that is needed, and the newest data is offered first', async (_far, minutes) => {
    const all: string[] = [];
    const work = async (): Promise<void> => {
      core.clock.advance(14 * MINUTE_MS);
      const key = `draft-${String(all.push('')).padStart(2, '0')}`;
      all[all.length - 1] = key;
      await save(key);
    };
    for (let n = 0; n < 9; n++) {
      await work();
      await backUp();
    }
    core.clock.advance(-minutes * MINUTE_MS);
    for (let n = 0; n < 4; n++) {
      await work();
      await backUpByClock();
      await work();
    }
    const { journal, drafts } = await recoverNewest();
    expect(journal).toMatchObject({ complete: true });
    expect(drafts).toEqual(all);
  });
});

describe('a power cut', () => {
  it('while a file is begun takes nothing of the files before it', async () => {
    await backUp();
    await save('draft-1');
    const { db } = core.core.context;
    const { epoch, seq } = (await db.journalPlace())!;
    files().set(journalFileName(epoch, seq + 1, '0badc0de'), files().values()[0]!.slice(0, 30));
    core = await core.reopen();
    expect(keeper().state).toBe('whole');
    await save('draft-2');
    const { journal, drafts } = await recoverNewest();
    expect(journal).toMatchObject({ complete: true });
    expect(drafts).toEqual(['draft-1', 'draft-2']);
  });

  it('while a file is begun does not hide that the database has lost its end', async () => {
    await backUp();
    await save('draft-1');
    const { db } = core.core.context;
    const { epoch, seq } = (await db.journalPlace())!;
    files().set(journalFileName(epoch, seq + 1, '0badc0de'), files().values()[0]!.slice(0, 30));
    await db.dexie.table('meta').put({ key: 'journal', value: { epoch, seq: seq - 1 } });
    core = await core.reopen();
    expect(core.core.status).toBe('recovery');
  });

  it('in the middle of an entry takes nothing of what the next start wrote down', async () => {
    await backUp();
    await save('draft-1');
    const name = newestFile();
    const whole = files().get(name)!;
    await core.close();
    files().set(name, new Uint8Array([...whole, ...whole.slice(-90, -8)]));
    core = await core.reopen();
    await save('draft-2');
    const { journal, drafts } = await recoverNewest();
    expect(journal).toMatchObject({ complete: true });
    expect(drafts).toEqual(['draft-1', 'draft-2']);
  });
});

describe('everything is not promised', () => {
  it('where the journal no longer reaches back to the backup that was chosen', async () => {
    const { name } = await backUp();
    for (const key of ['draft-1', 'draft-2', 'draft-3']) {
      await save(key);
      await backUpByClock();
    }
    await lose();
    expect((await stage(name)).journal).toMatchObject({ complete: false });
  });

  it('where the journal is gone, or cannot be read', async () => {
    const { name } = await backUp();
    await save('draft-1');
    await lose();
    const { read, list } = core.host.journal;
    core.host.journal.read = async () => ({ ok: false, error: { code: 'storage.unavailable' } });
    expect((await stage(name)).journal).toMatchObject({ complete: false, entries: 0 });
    core.host.journal.list = async () => ({ ok: false, error: { code: 'storage.unavailable' } });
    expect((await stage(name)).journal).toMatchObject({ complete: false, entries: 0 });
    Object.assign(core.host.journal, { read, list });
    for (const file of files().keys()) files().delete(file);
    expect((await stage(name)).journal).toMatchObject({ complete: false, entries: 0 });
  });

  it('where something was stored when the journal could not be written', async () => {
    const { name } = await backUp();
    await save('draft-1');
    core.host.journal.unwritable = true;
    unwrap(await core.as('super').execute('merchant.create', { values: { name: '青禾便利店' }, submit: false }));
    await lose();
    expect((await stage(name)).journal).toMatchObject({ complete: false });
  });
});

describe('the journal goes on', () => {
  it('in another file when one call failed', async () => {
    await backUp();
    await save('draft-1');
    core.host.journal.failNext = 'append';
    await save('draft-2');
    await save('draft-3');
    expect(keeper().state).toBe('whole');
    const { journal, drafts } = await recoverNewest();
    expect(journal).toMatchObject({ complete: true });
    expect(drafts).toEqual(['draft-1', 'draft-2', 'draft-3']);
  });

  it('from a backup that is there: without one, another is due at once', async () => {
    await backUp();
    await save('draft-1');
    const second = await backUp();
    await save('draft-2');
    const third = await backUp();
    await save('draft-3');
    unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
    unwrap(await core.core.execute('backup.remove', { name: third.name }));
    expect(keeper().state).toBe('whole');
    unwrap(await core.core.execute('backup.remove', { name: second.name }));
    expect(keeper().state).toBe('gap');
    core.clock.advance(6 * MINUTE_MS);
    expect(await core.core.context.backup.isDue(core.core.context)).toBe(true);
  });

  it('and lets go of what two backups hold, though every start makes only one', async () => {
    for (let day = 1; day <= 4; day++) {
      await save(`draft-${day}`);
      await backUp();
      core = await core.reopen();
    }
    expect(files().size).toBeLessThanOrEqual(3);
    const { seq } = (await core.core.context.db.journalPlace())!;
    expect(Math.min(...[...files().keys()].map((name) => parseJournalName(name)!.firstSeq))).toBeLessThanOrEqual(seq);
    expect((await recoverNewest()).drafts).toEqual(['draft-1', 'draft-2', 'draft-3', 'draft-4']);
  });
});

describe('another window', () => {
  it('that stored something while this one looked is not taken for a loss', async () => {
    await backUp();
    const { list } = core.host.journal;
    let waits = true;
    core.host.journal.list = async () => {
      if (waits) {
        waits = false;
        await save('draft-1');
      }
      return list();
    };
    const second = await openCore({ host: core.host, engine: core.engine, setup: false });
    expect(second.core.status).toBe('ready');
    expect(await core.as('entry').execute('draft.save', { key: 'draft-2', json: '{}' })).toMatchObject({ ok: false });
    await second.close();
  });
});
