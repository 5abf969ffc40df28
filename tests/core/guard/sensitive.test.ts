import { beforeEach, describe, expect, it } from 'vitest';
import { unpackRows } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { signInSettled } from '../../support/authenticator';
import { createOne, importRows, syntheticMerchant } from '../../support/factories/merchants';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

let opened: OpenedCore;
const entries = async (action: string) =>
  (await opened.core.context.db.table('audit').toArray()).filter((row) => row.action === action);

beforeEach(async () => {
  opened = await openCore();
});

describe('an export of sensitive values as they are', () => {
  const input = {
    filter: {},
    sort: { field: 'merchantNo', descending: false },
    fields: ['name', 'legalIdNo', 'contactPhone', 'accountNo', 'ratePpm'],
    format: 'xlsx',
    clear: true,
  } as const;

  beforeEach(async () => {
    await importRows(
      opened,
      [1, 2, 3].map((n) => syntheticMerchant(n)),
    );
    await createOne(opened, 4);
  });

  it('gives what was entered, of rows stored together and apart, and tells who took what', async () => {
    const batch = unwrap(await opened.as('super').execute('merchant.export', { ...input, fields: [...input.fields] }));
    const byName = new Map(unpackRows(batch).map((row) => [row['name'], row]));
    for (const n of [1, 2, 3, 4]) {
      const { name, legalIdNo, contactPhone, accountNo } = syntheticMerchant(n);
      expect(byName.get(name)).toMatchObject({ legalIdNo, contactPhone, accountNo });
    }
    const [entry] = await entries('merchant.export');
    expect(entry).toMatchObject({
      result: 'ok',
      counts: { rows: 4, fields: 5, clearFields: 3 },
      diff: [{ field: 'fields' }, { field: 'clearFields', after: 'legalIdNo, contactPhone, accountNo' }],
    });
    expect(JSON.stringify(entry)).not.toContain(syntheticMerchant(1).accountNo);
  });

  it('is denied without that right of its own, and without a fresh proof', async () => {
    const fields = [...input.fields];
    expect(await opened.as('finance').execute('merchant.export', { ...input, fields })).toMatchObject({
      error: { code: 'access.denied', params: { permission: 'merchant:exportSensitive' } },
    });
    await signInSettled(opened, 'super');
    opened.clock.advance(6 * 60_000);
    expect(await opened.core.execute('merchant.export', { ...input, fields })).toMatchObject({
      error: { code: 'access.step_up' },
    });
    // Masked ones need neither.
    unwrap(await opened.core.execute('merchant.export', { ...input, fields, clear: false }));
  });

  it('is a workbook only, counts against both limits, and gives nothing that is not recorded', async () => {
    const fields = [...input.fields];
    expect(await opened.as('super').execute('merchant.export', { ...input, fields, format: 'csv' })).toMatchObject({
      error: { code: 'input.invalid', issues: [{ field: 'format' }] },
    });
    const admins = opened.core.context.db.table('admins');
    await admins.update(opened.admins.finance, {
      grants: [{ permission: 'merchant:exportSensitive', scope: null, expiresAt: 0 }],
      limits: { 'merchant:exportSensitive': { single: 3 } },
    });
    await opened.core.context.access.load(opened.core.context.db);
    expect(await opened.as('finance').execute('merchant.export', { ...input, fields })).toMatchObject({
      error: { code: 'access.limit_single', params: { permission: 'merchant:exportSensitive' } },
    });
    opened.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const result = await opened.as('super').execute('merchant.export', { ...input, fields });
    expect(result).toMatchObject({ error: { code: 'storage.full' } });
    expect(JSON.stringify(result)).not.toContain(syntheticMerchant(1).accountNo);
  });
});

describe('looking at one sensitive value after the other', () => {
  it('asks who is there after twenty within ten minutes, and leaves one alert', async () => {
    const { id } = await createOne(opened, 1);
    await signInSettled(opened, 'finance');
    const reveal = () => opened.core.execute('merchant.reveal', { id, field: 'contactPhone' });
    for (let i = 0; i < 20; i++) unwrap(await reveal());
    for (let i = 0; i < 3; i++) {
      const refused = await reveal();
      expect(refused).toEqual({ ok: false, error: { code: 'access.step_up' } });
    }
    const alerts = (await entries('merchant.reveal')).filter((row) => row.result === 'fail');
    expect(alerts).toMatchObject([
      { actorId: opened.admins.finance, targetId: id, diff: [{ field: 'reveals', before: '', after: '20' }] },
    ]);
    unwrap(await opened.core.execute('session.prove', { password: TEST_PASSWORD.finance }));
    for (let i = 0; i < 20; i++) unwrap(await reveal());
    expect(await reveal()).toMatchObject({ error: { code: 'access.step_up' } });
    opened.clock.advance(10 * 60_000);
    unwrap(await reveal());
    const use = await opened.core.context.db.table('rightsUse').toArray();
    expect(use.find((row) => row.permission === 'merchant:revealPhone')?.amount).toBe(41);
  });
});
