import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import {
  createOne,
  dumpTables,
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

describe('merchant.create', () => {
  it('stores a complete merchant with a number, derived fields and masked secrets', async () => {
    const made = await createOne(core, 7);
    expect(made).toMatchObject({
      merchantNo: 'M00000001',
      status: 'SUBMITTED',
      rev: 1,
      subjectType: 'ENTERPRISE',
      regionCode: '440304',
      contactPhone: '138****0007',
      createdBy: core.admins.entry,
    });
    expect(made.accountNo).toMatch(/^\*{4}\d{4}$/);
    expect(made.legalIdNo).toMatch(/^440\*{11}\d{3}[\dX]$/);
    expect(unwrap(await core.as('readonly').ask('merchant.get', { id: made.id }))).toEqual(made);
  });

  it('lets a draft lack everything but its name, and a submitted merchant nothing that is required', async () => {
    const draft = await core.as('entry').execute('merchant.create', { values: { name: '草稿商户' }, submit: false });
    expect(unwrap(draft)).toMatchObject({ status: 'DRAFT', uscc: '' });
    const nameless = await core.as('entry').execute('merchant.create', { values: { mcc: '5311' }, submit: false });
    expect(nameless).toMatchObject({ error: { code: 'input.invalid', issues: [{ field: 'name', code: 'required' }] } });
    const early = await core.as('entry').execute('merchant.create', { values: { name: '草稿商户' }, submit: true });
    const issues = early.ok ? [] : (early.error.issues ?? []);
    expect(issues.map((i) => i.field)).toEqual(expect.arrayContaining(['uscc', 'legalIdNo', 'accountNo', 'ratePpm']));
  });

  it('hands a draft in when its last value is filled in, by whoever may edit it, and not before', async () => {
    const entry = core.as('entry');
    const draft = unwrap(await entry.execute('merchant.create', { values: { name: '草稿商户' }, submit: false }));
    const { id } = draft;
    const early = await entry.execute('merchant.update', { id, rev: 1, values: { remark: '稍后补' }, submit: true });
    expect(early).toMatchObject({ error: { code: 'input.invalid' } });
    const values = syntheticMerchant(3);
    const handedIn = unwrap(await entry.execute('merchant.update', { id, rev: 1, values, submit: true }));
    expect(handedIn).toMatchObject({ status: 'SUBMITTED', rev: 2, name: values.name });
    const twice = await entry.execute('merchant.update', { id, rev: 2, values: {}, submit: true });
    expect(twice).toMatchObject({ error: { code: 'merchant.status_not_allowed' } });
  });

  it('refuses a wrong value even in a draft', async () => {
    const values = { name: '草稿商户', uscc: '92440300MA5XXXXX0X' };
    const result = await core.as('entry').execute('merchant.create', { values, submit: false });
    expect(result).toMatchObject({ error: { code: 'input.invalid', issues: [{ field: 'uscc' }] } });
  });

  it('gives a USCC to one merchant only, until that one is closed or deleted', async () => {
    const first = await createOne(core, 1);
    const again = { values: { ...syntheticMerchant(1), name: '另一家' }, submit: true };
    expect(await core.as('entry').execute('merchant.create', again)).toMatchObject({
      error: { code: 'merchant.uscc_taken', params: { merchantNo: first.merchantNo } },
    });
    unwrap(await core.as('super').execute('merchant.setStatus', { ids: [first.id], to: 'CLOSED', reason: '停业' }));
    expect(await core.as('entry').execute('merchant.create', again)).toMatchObject({ ok: true });
  });

  it('numbers without gaps: a failed creation takes none, a purged merchant gives none back', async () => {
    const first = await createOne(core, 1, {}, false);
    const stop = failInTransaction(core);
    const failed = await core.as('entry').execute('merchant.create', { values: { name: '失败' }, submit: false });
    stop();
    expect(failed.ok).toBe(false);
    const second = await createOne(core, 2, {}, false);
    unwrap(await core.as('super').execute('merchant.delete', { ids: [first.id, second.id], reason: '' }));
    unwrap(await core.as('super').execute('merchant.purge', { ids: [first.id, second.id], reason: '' }));
    const again = await core.reopen();
    const third = await createOne(again, 3);
    expect([first, second, third].map((m) => m.merchantNo)).toEqual(['M00000001', 'M00000002', 'M00000003']);
  });

  it('never stores or records a sensitive value in the clear', async () => {
    await createOne(core, 5);
    const { legalIdNo, contactPhone, accountNo } = syntheticMerchant(5);
    const stored = await dumpTables(core);
    for (const secret of [legalIdNo, contactPhone, accountNo]) expect(stored).not.toContain(secret);
  });
});

describe('merchant.update', () => {
  it('changes what the patch names, bumps the revision and records the difference field by field', async () => {
    const made = await createOne(core, 1);
    const values = { name: '青禾新店', contactPhone: '13900001234' };
    const changed = unwrap(await core.as('entry').execute('merchant.update', { id: made.id, rev: 1, values }));
    expect(changed).toMatchObject({ name: '青禾新店', contactPhone: '139****1234', rev: 2, uscc: made.uscc });
    expect((await audit())[0]).toMatchObject({
      action: 'merchant.update',
      targetId: made.id,
      diff: [
        { field: 'name', before: made.name, after: '青禾新店' },
        { field: 'contactPhone', before: '138****0001', after: '139****1234' },
      ],
    });
    expect(await listOf(core, { filter: { text: 'qhxd' } })).toHaveLength(1);
  });

  it('records a secret that changed behind the same mask', async () => {
    const made = await createOne(core, 1, { contactPhone: '13812340001' });
    const values = { contactPhone: '13800000001' };
    unwrap(await core.as('entry').execute('merchant.update', { id: made.id, rev: 1, values }));
    expect((await audit())[0]?.diff).toEqual([{ field: 'contactPhone', before: '138****0001', after: '138****0001' }]);
  });

  it('takes a masked value sent back as no change, and no change as nothing to write', async () => {
    const made = await createOne(core, 1);
    const before = await dumpTables(core);
    const values = { contactPhone: made.contactPhone, name: made.name } as { contactPhone: string; name: string };
    const same = unwrap(await core.as('entry').execute('merchant.update', { id: made.id, rev: 1, values }));
    expect(same).toEqual(made);
    expect(await dumpTables(core)).toBe(before);
  });

  it('refuses an older revision and says what the present one is', async () => {
    const made = await createOne(core, 1);
    const change = { id: made.id, rev: 1, values: { remark: '先改' } };
    unwrap(await core.as('finance').execute('merchant.update', change));
    expect(await core.as('entry').execute('merchant.update', change)).toMatchObject({
      error: { code: 'merchant.conflict', params: { rev: 2, by: core.admins.finance } },
    });
  });

  it('refuses to empty a required field, to take a USCC that is held, and to touch what is not there', async () => {
    const made = await createOne(core, 1);
    const other = await createOne(core, 2);
    const edit = (values: object, id = made.id) => core.as('entry').execute('merchant.update', { id, rev: 1, values });
    expect(await edit({ legalIdNo: '' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await edit({ uscc: other.uscc })).toMatchObject({ error: { code: 'merchant.uscc_taken' } });
    expect(await edit({ remark: 'x' }, 'nobody')).toMatchObject({ error: { code: 'merchant.not_found' } });
  });

  it('cannot set the status or the number', async () => {
    const made = await createOne(core, 1);
    for (const values of [{ status: 'ACTIVE' }, { merchantNo: 'M1' }]) {
      const result = await core.as('super').execute('merchant.update', { id: made.id, rev: 1, values: values });
      expect(result.ok && result.value.status).not.toBe('ACTIVE');
      expect(result).toMatchObject({ error: { code: 'input.invalid' } });
    }
  });

  it('works on a row that an import brought, and wins over it after a restart', async () => {
    await importRows(core, [syntheticMerchant(1), syntheticMerchant(2)]);
    const [row] = await listOf(core);
    const values = { accountNo: syntheticMerchant(9).accountNo ?? '' };
    unwrap(await core.as('entry').execute('merchant.update', { id: row!.id, rev: row!.rev, values }));
    const again = await core.reopen();
    const [after, untouched] = await listOf(again);
    expect(after).toMatchObject({ id: row!.id, rev: 2, name: row!.name });
    const reveal = async (id: string, field: 'accountNo' | 'legalIdNo') =>
      unwrap(await again.as('finance').execute('merchant.reveal', { id, field })).value;
    expect(await reveal(row!.id, 'accountNo')).toBe(syntheticMerchant(9).accountNo);
    expect(await reveal(row!.id, 'legalIdNo')).toBe(syntheticMerchant(1).legalIdNo);
    expect(await reveal(untouched!.id, 'accountNo')).toBe(syntheticMerchant(2).accountNo);
  });
});
