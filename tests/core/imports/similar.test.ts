import { beforeEach, describe, expect, it } from 'vitest';
import type { MerchantValues } from '@shared/entities/merchant';
import { SIMILAR_FIELDS } from '@shared/imports/similar-rows';
import { packRows, unpackRows } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import { createOne, importRows, syntheticMerchant } from '../../support/factories/merchants';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const many = (count: number, from = 0) => Array.from({ length: count }, (_, i) => syntheticMerchant(from + i));

async function similar(rows: readonly MerchantValues[], who: 'entry' | 'super' = 'entry') {
  const asked = { rows: packRows(SIMILAR_FIELDS, rows) };
  const { hits } = unwrap(await core.as(who).ask('import.similar', asked));
  return unpackRows(hits);
}

describe('import.similar', () => {
  it('finds living merchants by name and region, account and mobile, surest first', async () => {
    const made = await createOne(core, 1, { name: '青禾（福田）便利店' });
    const other = await createOne(core, 2, { contactPhone: syntheticMerchant(1).contactPhone });
    const { name, accountNo, contactPhone } = { ...syntheticMerchant(1), name: '青禾便利店' };
    const asked = { ...syntheticMerchant(50), name, accountNo, contactPhone };
    const base = { rev: '1', row: '1' };
    expect(await similar([syntheticMerchant(51), asked])).toEqual([
      { ...base, id: made.id, merchantNo: 'M00000001', name: made.name, by: 'name,account,phone' },
      { ...base, id: other.id, merchantNo: 'M00000002', name: other.name, by: 'phone' },
    ]);
    // The same name elsewhere is another shop.
    expect(await similar([{ ...syntheticMerchant(52), name, district: '南山区' }])).toEqual([]);
    expect(await similar([{}, { name: '青' }])).toEqual([]);
  });

  it('leaves out merchants that are closed or in the recycle bin, and follows changes', async () => {
    const gone = await createOne(core, 1, {}, false);
    const closed = await createOne(core, 2);
    const changed = await createOne(core, 3);
    const asked = [1, 2, 3].map((n) => syntheticMerchant(n));
    expect((await similar(asked)).map((hit) => hit['id'])).toEqual([gone.id, closed.id, changed.id]);
    unwrap(await core.as('super').execute('merchant.delete', { ids: [gone.id], reason: '' }));
    unwrap(await core.as('super').execute('merchant.setStatus', { ids: [closed.id], to: 'CLOSED', reason: '' }));
    const values = { name: '改了名字的店', accountNo: syntheticMerchant(80).accountNo! };
    unwrap(await core.as('super').execute('merchant.update', { id: changed.id, rev: 1, values }));
    expect(await similar(asked)).toMatchObject([{ row: '2', id: changed.id, rev: '2', by: 'phone' }]);
  });

  it('gives at most five per row, and two of those that share nothing but the mobile', async () => {
    const contactPhone = '13812345678';
    const chain = many(8).map((values, n) => (n < 5 ? { ...values, contactPhone } : values));
    const sameName = many(4, 20).map((values) => ({ ...values, name: '同名店', contactPhone }));
    await importRows(core, [...chain, ...sameName]);
    const hits = await similar([{ ...syntheticMerchant(90), name: '同名店', contactPhone }]);
    expect(hits.map((hit) => hit['by'])).toEqual(['name,phone', 'name,phone', 'name,phone', 'name,phone', 'phone']);
    expect(await similar([{ ...syntheticMerchant(91), contactPhone }])).toHaveLength(2);
  });

  it('says at which version it holds, and is answered before there is any merchant', async () => {
    const nothing = { rows: packRows(SIMILAR_FIELDS, many(1)) };
    const first = unwrap(await core.as('entry').ask('import.similar', nothing));
    expect(first.hits.rows).toBe(0);
    await createOne(core, 0);
    const then = unwrap(await core.as('entry').ask('import.similar', nothing));
    expect(then.tableVersion).toBeGreaterThan(first.tableVersion);
    expect(then.hits.rows).toBe(1);
    const lookup = unwrap(await core.as('entry').ask('import.lookup', { uscc: { rows: 0, columns: {} } }));
    expect(lookup).toMatchObject({ tableVersion: then.tableVersion, merchants: 1 });
  });
});
