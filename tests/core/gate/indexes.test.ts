import { IDBDatabase } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { UnitOfWork } from '@renderer/data/unit-of-work';
import { openCore, TEST_PASSWORD } from '../../support/open-core';
import { syntheticBatch } from '../../support/factories/import-batch';

describe('what is stored', () => {
  it('is found through every index: no indexed field is ever missing, NaN, null or boolean', async () => {
    const opened = await openCore();
    const desk = opened.as('entry');
    const { tableVersion } = unwrap(await desk.ask('import.lookup', { uscc: { rows: 0, columns: {} } }));
    const { batchId } = unwrap(await desk.execute('import.commit', { ...syntheticBatch(1, 30), tableVersion }));
    unwrap(await desk.execute('merchant.create', { values: { name: '青禾便利店' }, submit: false }));
    unwrap(await desk.execute('draft.save', { key: 'k', json: '{}' }));
    unwrap(await desk.execute('view.save', { key: 'k', json: '{}' }));
    unwrap(await desk.execute('importMapping.save', { fingerprint: 'f', mapping: { name: 0 }, values: {} }));
    unwrap(await desk.execute('import.revert', { batchId }));
    unwrap(await opened.as('super').execute('sample.load', {}));
    await opened.as('readonly').execute('sample.load', {});
    await opened.core.execute('session.signIn', { loginName: 'super', password: 'not the password' });
    await opened.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super });

    const checked: string[] = [];
    for (const table of opened.core.context.db.dexie.tables) {
      const rows = await table.count();
      for (const index of table.schema.indexes) {
        expect(await table.orderBy(index.name).count(), `${table.name}.${index.name}`).toBe(rows);
        if (rows > 0) checked.push(`${table.name}.${index.name}`);
      }
    }
    expect(checked).toEqual(
      expect.arrayContaining(['audit.at', 'admins.loginKey', 'importBatches.sha256', 'drafts.adminId']),
    );
    await opened.close();
  });
});

describe('every write', () => {
  it('asks the engine for strict durability: what is acknowledged is on the disk', async () => {
    // Before the database opens: Dexie keeps the function it finds then.
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const opened = await openCore();
    transaction.mockClear();
    unwrap(await opened.as('entry').execute('view.save', { key: 'k', json: '{}' }));
    const writing = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite');
    transaction.mockRestore();
    expect(writing.map(([, , options]) => options)).toEqual([{ durability: 'strict' }]);
    await opened.close();
  });
});

describe('a unit of work', () => {
  it('reaches no table its command did not declare, least of all the audit', async () => {
    const opened = await openCore();
    const uow = new UnitOfWork(opened.core.context.db, 0, null, ['meta', 'admins']);
    expect(() => uow.table('audit')).toThrow('not declared');
    expect(() => uow.table('drafts')).toThrow('not declared');
    await expect(uow.table('admins').bulkPut([])).rejects.toThrow('audited one by one');
    await expect(uow.table('admins').removeWhere('loginKey', 'super')).rejects.toThrow('audited one by one');
    await opened.close();
  });
});
