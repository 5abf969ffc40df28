import { beforeEach, describe, expect, it } from 'vitest';
import { unpackRows } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import {
  BY_NUMBER,
  createOne,
  failInTransaction,
  importRows,
  listOf,
  syntheticMerchant,
} from '../../support/factories/merchants';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const audit = async () => unwrap(await core.as('super').ask('audit.list', { log: 'all', limit: 100 })).rows;

describe('merchant.reveal', () => {
  it('gives one value and leaves an entry that does not hold it', async () => {
    const made = await createOne(core, 1);
    const input = { id: made.id, field: 'contactPhone' } as const;
    expect(unwrap(await core.as('finance').execute('merchant.reveal', input))).toEqual({ value: '13800000001' });
    const [entry] = await audit();
    expect(entry).toMatchObject({ action: 'merchant.reveal', targetId: made.id, actorId: core.admins.finance });
    expect(entry?.diff).toEqual([{ field: 'contactPhone', before: '138****0001', after: '138****0001' }]);
  });

  it('gives nothing when the entry cannot be stored', async () => {
    const made = await createOne(core, 1);
    const stop = failInTransaction(core);
    const result = await core.as('finance').execute('merchant.reveal', { id: made.id, field: 'legalIdNo' });
    stop();
    expect(JSON.stringify(result)).not.toContain(syntheticMerchant(1).legalIdNo);
    expect(result.ok).toBe(false);
  });

  it('says so when there is no such merchant', async () => {
    expect(await core.as('finance').execute('merchant.reveal', { id: 'nobody', field: 'legalIdNo' })).toMatchObject({
      error: { code: 'merchant.not_found' },
    });
  });
});

describe('merchant.export', () => {
  const input = { filter: { text: '青禾' }, sort: BY_NUMBER.sort, format: 'xlsx' } as const;

  it('gives the filtered rows in the order and with the fields asked for, masked even for who may reveal', async () => {
    await importRows(
      core,
      [3, 1, 2].map((n) => syntheticMerchant(n)),
    );
    await createOne(core, 8, { name: '别家', shortName: '别家' });
    const fields = ['accountNo', 'name', 'ratePpm', 'createdAt'];
    const batch = unwrap(await core.as('super').execute('merchant.export', { ...input, fields }));
    expect(Object.keys(batch.columns)).toEqual(fields);
    expect(unpackRows(batch).map((r) => r['name'])).toEqual([3, 1, 2].map((n) => syntheticMerchant(n).name));
    for (const row of unpackRows(batch)) {
      expect(row['accountNo']).toMatch(/^\*{4}\d{4}$/);
      expect(Number(row['createdAt'])).toBe(core.clock.now());
    }
    expect((await audit())[0]).toMatchObject({
      action: 'merchant.export',
      counts: { rows: 3, fields: 4 },
      diff: [
        { field: 'fields', before: '', after: fields.join(', ') },
        { field: 'filter', before: '', after: 'text=青禾' },
      ],
    });
  });

  it('refuses a field it does not know, a secret index among them', async () => {
    const result = await core.as('super').execute('merchant.export', { ...input, fields: ['name', '#accountNo'] });
    expect(result).toMatchObject({ error: { code: 'input.invalid' } });
  });
});

describe('merchant.history', () => {
  it('tells creation, edits, imports and undos of one merchant, newest first', async () => {
    await importRows(core, [syntheticMerchant(1), syntheticMerchant(2)]);
    const [row] = await listOf(core);
    const { batchId } = await importRows(core, [], [{ id: row!.id, rev: 1, remark: '二次导入' }], 2);
    unwrap(await core.as('super').execute('import.revert', { batchId }));
    const values = { address: '新地址2号' };
    unwrap(await core.as('finance').execute('merchant.update', { id: row!.id, rev: 3, values }));
    const entries = unwrap(await core.as('readonly').ask('merchant.history', { id: row!.id }));
    expect(entries.map((e) => [e.action, e.by, e.diff])).toEqual([
      ['merchant.update', '测试finance', [{ field: 'address', before: '人民路1号', after: '新地址2号' }]],
      ['import.revert', '测试超管', [{ field: 'remark', before: '二次导入', after: '' }]],
      ['import.commit', '测试entry', [{ field: 'remark', before: '', after: '二次导入' }]],
      ['import.commit', '测试entry', []],
    ]);
  });

  it('leaves out what happened to others', async () => {
    await createOne(core, 1);
    const other = await createOne(core, 2);
    expect(unwrap(await core.as('readonly').ask('merchant.history', { id: other.id }))).toHaveLength(1);
  });
});

describe('merchant.duplicates', () => {
  const ask = async (input: object) => unwrap(await core.as('entry').ask('merchant.duplicates', input));

  it('hints by USCC, by name however it is spelt, and by sealed numbers', async () => {
    const made = await createOne(core, 1, { name: '深圳市青禾便利店（个体工商户）' });
    const { uscc = '', legalIdNo = '', accountNo = '' } = syntheticMerchant(1);
    expect(await ask({ uscc })).toMatchObject([{ id: made.id, by: 'uscc', merchantNo: 'M00000001' }]);
    expect(await ask({ name: '深圳市 青禾便利店' })).toMatchObject([{ by: 'name' }]);
    expect(await ask({ contactPhone: '138 0000 0001' })).toMatchObject([{ by: 'phone' }]);
    expect(await ask({ accountNo })).toMatchObject([{ by: 'account' }]);
    expect(await ask({ legalIdNo: legalIdNo.toLowerCase() })).toMatchObject([{ by: 'idCard' }]);
    expect(await ask({ uscc, name: '深圳市青禾便利店', accountNo })).toHaveLength(1);
  });

  it('stays silent about the merchant itself, about part of a name, and about the deleted', async () => {
    const made = await createOne(core, 1);
    const { uscc = '' } = syntheticMerchant(1);
    expect(await ask({ uscc, exceptId: made.id })).toEqual([]);
    expect(await ask({ name: '青禾试验' })).toEqual([]);
    unwrap(await core.as('super').execute('merchant.delete', { ids: [made.id], reason: '' }));
    expect(await ask({ uscc })).toEqual([]);
  });
});

describe('sample.load and sample.remove', () => {
  it('load sixty valid merchants once, and take them away for good', async () => {
    const boss = core.as('super');
    const own = await createOne(core, 1);
    expect(unwrap(await boss.execute('sample.load', {}))).toEqual({ created: 60 });
    expect(unwrap(await boss.execute('sample.load', {}))).toEqual({ created: 0 });
    const rows = await listOf(core);
    expect(rows).toHaveLength(61);
    expect(rows.filter((r) => r.isSample && r.status === 'ACTIVE' && r.regionCode !== '')).toHaveLength(60);
    const edited = rows.find((r) => r.isSample)!;
    unwrap(await boss.execute('merchant.update', { id: edited.id, rev: 1, values: { remark: '改过' } }));
    expect(unwrap(await boss.execute('sample.remove', {}))).toEqual({ removed: 60 });
    expect(unwrap(await boss.execute('sample.remove', {}))).toEqual({ removed: 0 });
    expect(await listOf(await core.reopen())).toEqual([own]);
  });
});
