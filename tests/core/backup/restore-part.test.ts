import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BackupSecret, RestoreGroup } from '@shared/contracts/backups';
import { unwrap } from '@shared/kernel/result';
import { TABLE_GROUP } from '@renderer/data/table-groups';
import { billInput } from '../../support/factories/bill-input';
import { wechatBill, wechatDay } from '../../support/factories/bills';
import { syntheticBatch } from '../../support/factories/import-batch';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const SUPER: BackupSecret = { kind: 'password', loginName: 'super', secret: TEST_PASSWORD.super };
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const context = () => core.core.context;
const signIn = async () =>
  unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
const backUp = async () => unwrap(await core.as('super').execute('backup.create', { note: '' })).name;

async function importMerchants(seed: number, rows: number): Promise<void> {
  const uscc = { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } };
  const { tableVersion } = unwrap(await core.as('super').ask('import.lookup', { uscc }));
  unwrap(await core.as('super').execute('import.commit', { ...syntheticBatch(seed, rows), tableVersion }));
}
const importBill = async (day: string) =>
  unwrap(
    await core.as('super').execute('bill.commit', await billInput({ [`${day}.csv`]: wechatBill(wechatDay(8, day)) })),
  );
const anyMerchant = () => context().merchants.allIds()[0]!;

function stage(name: string, groups?: RestoreGroup[]) {
  return core.as('super').execute('backup.stage', { ref: { kind: 'folder', name }, secret: SUPER, groups });
}
async function activate(stagingId: string): Promise<void> {
  await signIn();
  unwrap(await core.core.execute('backup.activate', { stagingId, reason: '只恢复一部分' }));
  core = await core.reopen();
  await signIn();
}

/** Tables as stored, by what they are restored with. */
async function dump(group: RestoreGroup): Promise<Record<string, unknown[]>> {
  const names = Object.entries(TABLE_GROUP).flatMap(([name, of]) => (of === group ? [name] : []));
  const { dexie } = context().db;
  const rows = names.map(async (name): Promise<[string, unknown[]]> => [name, await dexie.table(name).toArray()]);
  return Object.fromEntries(await Promise.all(rows));
}

describe('a restore of chosen parts', () => {
  it('puts these back as they were, leaves the rest as it is, names them in the log, and can be taken back', async () => {
    await importMerchants(1, 20);
    await importBill('2025-06-16');
    const [merchants, company] = [await dump('merchants'), await context().db.table('meta').get('company')];
    const name = await backUp();
    core.clock.advance(60_000);
    await importMerchants(2, 5);
    await importBill('2025-06-17');
    const bills = await dump('bills');
    const log = (await context().db.table('audit').toArray()).map((entry) => entry.hash);

    const report = unwrap(await stage(name, ['merchants']));
    expect(report).toMatchObject({ groups: ['merchants'], merchants: { now: 25, backup: 20, missing: 5 } });
    expect(report.tables.map((one) => one.table)).toEqual(['importBatches']);
    // People go on working until it is decided.
    await importBill('2025-06-18');
    const later = await dump('bills');
    expect(later['bills']!.length).toBe(bills['bills']!.length + 1);

    await activate(report.stagingId);
    expect(await dump('merchants')).toEqual(merchants);
    expect(await dump('bills')).toEqual(later);
    expect(await context().db.table('meta').get('company')).toEqual(company);
    const entries = await context().db.table('audit').toArray();
    expect(entries.map((entry) => entry.hash).slice(0, log.length)).toEqual(log);
    const diff = [{ field: 'restoredGroups', before: '', after: '["merchants"]' }];
    for (const action of ['backup.activate', 'system.restored'])
      expect(entries.find((entry) => entry.action === action)).toMatchObject({ reason: '只恢复一部分', diff });
    // It is the log that was there, nothing is missing from it.
    expect(unwrap(await core.core.ask('audit.verify', {})).verdict).toBe('ok');
    expect(unwrap(await core.core.ask('integrity.check', {})).findings).toEqual([]);

    core.clock.advance(60_000);
    unwrap(await core.core.execute('backup.undoRestore', { reason: '还是要新的' }));
    core = await core.reopen();
    await signIn();
    expect(context().merchants.size).toBe(25);
    expect(unwrap(await core.core.ask('audit.verify', {}))).toMatchObject({
      verdict: 'restored',
      restored: { isUndo: true },
    });
  });

  it('does not copy the rest into what room a nearly full disk has left, and leaves nothing half copied', async () => {
    await importMerchants(1, 20);
    await importBill('2025-06-16');
    const name = await backUp();
    await importMerchants(2, 5);
    const [merchants, bills] = [await dump('merchants'), await dump('bills')];
    const { disk } = context();
    for (const looksBefore of [0, 2]) {
      const { stagingId } = unwrap(await stage(name, ['merchants']));
      await signIn();
      let looks = 0;
      // The gate looks once of its own before the command.
      const look = vi.spyOn(disk, 'glance').mockImplementation(async () => {
        if (looks++ > looksBefore) disk.freeBytes = 1e8;
        return Promise.resolve();
      });
      const activated = await core.core.execute('backup.activate', { stagingId, reason: '只恢复一部分' });
      expect(activated).toMatchObject({ error: { code: 'storage.disk_full' } });
      look.mockRestore();
      disk.freeBytes = 5e9;
      expect(await core.core.execute('backup.activate', { stagingId, reason: '再试' })).toMatchObject({
        error: { code: 'backup.staging_gone' },
      });
      expect([await dump('merchants'), await dump('bills')]).toEqual([merchants, bills]);
    }
  });

  it('is refused where it would leave references that lead nowhere, and says which', async () => {
    const name = await backUp();
    await importMerchants(1, 6);
    unwrap(
      await core.as('super').execute('expense.enter', {
        bizDate: '2026-01-05',
        category: 'rent',
        amountFen: 100_00,
        merchantId: anyMerchant(),
        payee: '',
        memo: '',
      }),
    );
    expect(await stage(name, ['merchants'])).toMatchObject({
      error: { code: 'backup.part_incomplete', params: { table: 'expenses', count: 1, needs: 'expenses' } },
    });
    const both = unwrap(await stage(name, ['merchants', 'expenses']));
    expect(both.tables.find((one) => one.table === 'expenses')).toMatchObject({ now: 1, backup: 0, missing: 1 });
    // What came to refer to it meanwhile is found before anything changes.
    const alone = unwrap(await stage(name, ['settings', 'merchants', 'expenses']));
    await importBill('2025-06-16');
    const [account] = await context().db.table('channelAccounts').toArray();
    const assign = { id: account!.id, merchantId: anyMerchant() };
    unwrap(await core.as('super').execute('channel.link', assign));
    await signIn();
    expect(await core.core.execute('backup.activate', { stagingId: alone.stagingId, reason: 'x' })).toMatchObject({
      error: { code: 'backup.part_incomplete', params: { table: 'channelAccounts', needs: 'bills' } },
    });
    expect(core.core.isReplaced).toBe(false);
    expect(context().merchants.size).toBe(6);
  });

  it('of administrators asks for a super administrator of then; settings come back without them', async () => {
    const name = await backUp();
    unwrap(await core.as('super').execute('company.update', { companyName: '改了名字的公司' }));
    expect(unwrap(await stage(name, ['admins'])).tables.map((one) => one.table)).toContain('admins');
    expect(
      await core.as('super').execute('backup.stage', {
        ref: { kind: 'folder', name },
        secret: { ...SUPER, secret: 'not the password' },
        groups: ['admins'],
      }),
    ).toMatchObject({ error: { code: 'backup.wrong_secret' } });
    const report = unwrap(await stage(name, ['settings']));
    expect(report.tables).toEqual([{ table: 'settings', now: 2, backup: 2, added: 0, missing: 0, changed: 1 }]);
    await activate(report.stagingId);
    expect(await context().db.table('meta').get('company')).toMatchObject({ value: { name: '示例商管公司' } });
  });

  it('is not offered of another installation, and refused', async () => {
    const name = await backUp();
    const ref = { kind: 'folder', name } as const;
    expect(unwrap(await core.as('super').ask('backup.inspect', { ref })).parts).toContainEqual({
      group: 'reports',
      rows: 0,
    });
    await context()
      .db.dexie.table('meta')
      .put({ key: 'install', value: { installId: 'other', createdAt: 1 } });
    expect(unwrap(await core.as('super').ask('backup.inspect', { ref })).parts).toEqual([]);
    expect(await stage(name, ['reports'])).toMatchObject({ error: { code: 'backup.part_foreign' } });
    expect(await stage(name, [])).toMatchObject({ error: { code: 'input.invalid' } });
  });
});
