import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD, type OpenedCore, type Who } from '../../support/open-core';
import { commitInput, dumpTables, failInTransaction, syntheticMerchant } from '../../support/factories/merchants';

const FILE = { fileName: '待导入.xlsx', bytes: 10, parts: 2, isText: false };
const SAVED = { ...FILE, rows: 5, changes: 1, json: '{"v":1,"secret":"11010519491231002X"}' };
const DAY = 86_400_000;

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const bytes = (...values: number[]) => Uint8Array.from(values);
const count = () => core.core.context.db.table('importPending').count();
const find = async (who: Who = 'entry', at = core) => unwrap(await at.as(who).ask('importPending.find', {}));

async function keep(uploadId = 'u1', who: Who = 'entry', at = core): Promise<void> {
  unwrap(await at.as(who).execute('importPending.begin', { uploadId, ...FILE }));
  unwrap(await at.as(who).execute('importPending.keep', { uploadId, part: 0, bytes: bytes(1, 2, 3, 4, 5) }));
  unwrap(await at.as(who).execute('importPending.keep', { uploadId, part: 1, bytes: bytes(6, 7, 8, 9, 10) }));
  unwrap(await at.as(who).execute('importPending.save', { uploadId, ...SAVED }));
}

describe('a pending import', () => {
  it('is kept sealed, over a restart and unaudited, and given back part by part', async () => {
    const audit = await core.core.context.db.table('audit').count();
    await keep();
    expect(await core.core.context.db.table('audit').count()).toBe(audit);
    const stored = await dumpTables(core);
    for (const secret of ['11010519491231002X', '待导入', '[1,2,3,4,5]']) expect(stored).not.toContain(secret);
    const again = await core.reopen();
    const { json, ...said } = SAVED;
    expect(await find('entry', again)).toEqual({ ...said, uploadId: 'u1', savedAt: again.clock.now() });
    const asEntry = again.as('entry');
    expect(unwrap(await asEntry.ask('importPending.decisions', { uploadId: 'u1' }))).toEqual({ json });
    const part = async (n: number) =>
      unwrap(await asEntry.ask('importPending.part', { uploadId: 'u1', part: n })).bytes;
    expect([...(await part(0)), ...(await part(1))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('is offered only when it is complete: file and decisions', async () => {
    const clerk = core.as('entry');
    unwrap(await clerk.execute('importPending.begin', { uploadId: 'u1', ...FILE }));
    expect(await find()).toBeNull();
    const gone = { error: { code: 'import.pending_gone' } };
    unwrap(await clerk.execute('importPending.keep', { uploadId: 'u1', part: 0, bytes: bytes(1) }));
    expect(await clerk.execute('importPending.save', { uploadId: 'u1', ...SAVED })).toMatchObject(gone);
    expect(await find()).toBeNull();
    expect(await clerk.ask('importPending.part', { uploadId: 'u1', part: 0 })).toMatchObject(gone);
    unwrap(await clerk.execute('importPending.keep', { uploadId: 'u1', part: 1, bytes: bytes(2) }));
    unwrap(await clerk.execute('importPending.save', { uploadId: 'u1', ...SAVED }));
    expect(await find()).toMatchObject({ uploadId: 'u1' });
    expect(await clerk.ask('importPending.part', { uploadId: 'u1', part: 2 })).toMatchObject(gone);
  });

  it('is one per admin: the next replaces it, and what still arrives for the old one is refused', async () => {
    await keep('u1');
    await keep('u1', 'super');
    unwrap(await core.as('entry').execute('importPending.begin', { uploadId: 'u2', ...FILE }));
    expect(await count()).toBe(1 + 4);
    expect(await find()).toBeNull();
    const gone = { error: { code: 'import.pending_gone' } };
    const late = { uploadId: 'u1', part: 1, bytes: bytes(1) };
    expect(await core.as('entry').execute('importPending.keep', late)).toMatchObject(gone);
    expect(await core.as('entry').execute('importPending.save', { uploadId: 'u1', ...SAVED })).toMatchObject(gone);
    expect(await core.as('entry').ask('importPending.decisions', { uploadId: 'u1' })).toMatchObject(gone);
    expect(await find('super')).toMatchObject({ uploadId: 'u1' });
  });

  it('does not open under another admin or for another upload', async () => {
    await keep('u1');
    const table = core.core.context.db.table('importPending');
    const { admins } = core;
    for (const row of await table.toArray()) {
      await table.put({ ...row, id: row.id.replace(admins.entry, admins.super), adminId: admins.super });
    }
    expect(await core.as('super').ask('importPending.find', {})).toMatchObject({ ok: false });
    const head = (await table.get(`${admins.entry}|head`))!;
    await table.put({ ...head, uploadId: 'u9' });
    expect(await core.as('entry').ask('importPending.find', {})).toMatchObject({ ok: false });
  });

  it('lives a week after its last change, and expired ones of anybody go when the next begins', async () => {
    await keep('u1', 'super');
    core.clock.advance(6 * DAY);
    unwrap(await core.as('super').execute('importPending.save', { uploadId: 'u1', ...SAVED }));
    core.clock.advance(7 * DAY);
    expect(await find('super')).not.toBeNull();
    core.clock.advance(1);
    expect(await find('super')).toBeNull();
    expect(await count()).toBe(4);
    await keep('u2');
    expect(await count()).toBe(4);
    expect(await find()).toMatchObject({ uploadId: 'u2' });
  });

  it('goes when anybody signs in after its time', async () => {
    await keep('u1');
    core.clock.advance(8 * DAY);
    const input = { loginName: 'super', password: TEST_PASSWORD.super };
    unwrap(await core.core.execute('session.signIn', input));
    expect(await count()).toBe(0);
  });

  it('goes in the transaction of the commit that finishes it, or stays with it', async () => {
    await keep('u1');
    const input = await commitInput(core, [syntheticMerchant(1)]);
    const stop = failInTransaction(core);
    expect((await core.as('entry').execute('import.commit', { ...input, pendingId: 'u1' })).ok).toBe(false);
    stop();
    expect(await find()).not.toBeNull();
    unwrap(await core.as('entry').execute('import.commit', { ...input, pendingId: 'u1' }));
    expect(await count()).toBe(0);
  });

  it('stays when another import is committed', async () => {
    await keep('u1');
    await keep('u1', 'super');
    const input = await commitInput(core, [syntheticMerchant(1)]);
    unwrap(await core.as('entry').execute('import.commit', { ...input, pendingId: 'u7' }));
    expect(await find()).not.toBeNull();
    const next = await commitInput(core, [syntheticMerchant(2)], [], 2);
    unwrap(await core.as('entry').execute('import.commit', { ...next, pendingId: 'u1' }));
    expect([await find(), await find('super')]).toMatchObject([null, { uploadId: 'u1' }]);
  });

  it('is discarded by its admin alone', async () => {
    await keep('u1');
    unwrap(await core.as('super').execute('importPending.clear', {}));
    expect(await find()).not.toBeNull();
    unwrap(await core.as('entry').execute('importPending.clear', {}));
    expect(await find()).toBeNull();
    expect(await count()).toBe(0);
  });

  it('is refused to who may not import, and input of the wrong shape or size', async () => {
    await keep('u1');
    const before = await dumpTables(core, ['audit']);
    const inputs = {
      'importPending.begin': [
        { uploadId: 'u2', ...FILE },
        { uploadId: 'u2', ...FILE, bytes: 50 * 1024 * 1024 + 1 },
      ],
      'importPending.keep': [
        { uploadId: 'u1', part: 0, bytes: bytes(1) },
        { uploadId: 'u1', part: 0, bytes: new Uint8Array(4 * 1024 * 1024 + 1) },
      ],
      'importPending.save': [
        { uploadId: 'u1', ...SAVED },
        { uploadId: 'u1', ...SAVED, json: 5 },
      ],
      'importPending.clear': [{}, { all: true }],
    } as const;
    for (const [name, [good, bad]] of Object.entries(inputs)) {
      const command = name as keyof typeof inputs;
      const denied = { error: { code: 'access.denied' } };
      expect(await core.as('finance').execute(command, good as never), name).toMatchObject(denied);
      const invalid = { error: { code: 'input.invalid' } };
      expect(await core.as('entry').execute(command, bad as never), name).toMatchObject(invalid);
    }
    expect(await dumpTables(core, ['audit'])).toBe(before);
  });

  it('is as it was when storing fails', async () => {
    await keep('u1');
    const before = await dumpTables(core);
    const full = (): never => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    const table = core.core.context.db.dexie.table('importPending');
    table.hook('creating', full);
    table.hook('updating', full);
    const refused = { error: { code: 'storage.full' } };
    const clerk = core.as('entry');
    expect(await clerk.execute('importPending.begin', { uploadId: 'u2', ...FILE })).toMatchObject(refused);
    expect(await clerk.execute('importPending.save', { uploadId: 'u1', ...SAVED, changes: 9 })).toMatchObject(refused);
    const again = { uploadId: 'u1', part: 0, bytes: bytes(9) };
    expect(await clerk.execute('importPending.keep', again)).toMatchObject(refused);
    expect(await dumpTables(core)).toBe(before);
  });
});
