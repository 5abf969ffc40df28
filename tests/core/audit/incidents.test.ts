import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import { dumpTables, failInTransaction } from '../../support/factories/merchants';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const list = async (state?: 'open' | 'handled') =>
  unwrap(await core.as('auditor').ask('incident.list', { ...(state && { state }), limit: 100 }));
const REPORT = { id: '0badf00d', place: 'vue.render', errorName: 'TypeError', frames: 'at x (y.ts:1:1)' };

async function breakOne(): Promise<string> {
  const stop = failInTransaction(core);
  const values = { name: '青禾便利店', contactPhone: '13800001111' };
  const broken = await core.as('entry').execute('merchant.create', { values, submit: false });
  stop();
  await vi.waitFor(async () => expect((await list()).rows).toHaveLength(1));
  return broken.ok ? '' : (broken.error.incident ?? '');
}

describe('the error log', () => {
  it('has what failed unexpectedly, under the number the person was told, without anybody’s data', async () => {
    const id = await breakOne();
    const { open, rows } = await list();
    expect(open).toBe(1);
    expect(rows[0]).toMatchObject({
      id,
      code: 'internal.unexpected',
      place: 'merchant.create',
      errorName: 'Error',
      state: 'open',
      byName: '测试entry',
    });
    expect(JSON.stringify(rows)).not.toMatch(/青禾|13800001111|planted/);
  });

  it('takes what the window reports, of whoever is signed in', async () => {
    unwrap(await core.as('readonly').execute('incident.report', REPORT));
    expect((await list()).rows[0]).toMatchObject({ ...REPORT, state: 'open', byName: '测试readonly' });
    expect(await core.as('readonly').execute('incident.report', { ...REPORT, id: 'x' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('is for those who may see the security of the desk', async () => {
    expect(await core.as('entry').ask('incident.list', { limit: 1 })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('super').ask('incident.list', { limit: 0 })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});

describe('incident.settle', () => {
  it('marks one as handled, with a note and an entry in the audit', async () => {
    const id = await breakOne();
    unwrap(await core.as('super').execute('incident.settle', { id, state: 'handled', note: '已升级' }));
    expect((await list()).open).toBe(0);
    expect((await list('handled')).rows[0]).toMatchObject({ state: 'handled', note: '已升级', settledBy: '测试超管' });
    expect((await list('open')).rows).toEqual([]);
    const last = unwrap(await core.as('super').ask('audit.list', { log: 'all', limit: 1 })).rows[0];
    expect(last).toMatchObject({
      action: 'incident.settle',
      reason: '已升级',
      diff: [{ field: 'state', before: 'open', after: 'handled' }],
    });
  });

  it('is denied without the permission, refused for nonsense and for what is not there, and rolls back', async () => {
    const id = await breakOne();
    const input = { id, state: 'ignored' as const, note: '' };
    expect(await core.as('auditor').execute('incident.settle', input)).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('super').execute('incident.settle', { ...input, state: 'open' as 'ignored' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    expect(await core.as('super').execute('incident.settle', { ...input, id: 'none' })).toMatchObject({
      error: { code: 'incident.not_found' },
    });
    const before = await dumpTables(core);
    const stop = failInTransaction(core);
    expect((await core.as('super').execute('incident.settle', input)).ok).toBe(false);
    stop();
    expect(await dumpTables(core)).toBe(before);
    expect((await list('open')).rows.map((row) => row.id)).toContain(id);
  });
});
