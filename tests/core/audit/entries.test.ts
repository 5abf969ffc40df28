import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import type { AuditEntryRow } from '@renderer/data/tables';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';
import { createOne, importRows, listOf, syntheticMerchant } from '../../support/factories/merchants';

const MINUTE = 60_000;
let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});
afterEach(() => core.close());

const entries = (): Promise<AuditEntryRow[]> => core.core.context.db.table('audit').toArray();
const verdict = async () => unwrap(await core.as('super').ask('audit.verify', {}));

describe('an entry', () => {
  it('says who, in which role and level, when by which clock, in which program, in which deed', async () => {
    const made = await createOne(core, 1);
    const entry = (await entries()).at(-1)!;
    expect(entry).toMatchObject({
      v: 2,
      action: 'merchant.create',
      targetId: made.id,
      roleId: 'entry',
      level: 'SENIOR',
      tzOffset: -new Date(entry.at).getTimezoneOffset(),
      appVersion: '0.0.0-test',
      result: 'ok',
    });
    expect(entry.requestId).not.toBe('');
    expect(entry.mac).toMatch(/^[\w+/]{43}=$/);
  });

  it('names the level of the first admin too, who did not exist before the deed', async () => {
    expect((await entries())[0]).toMatchObject({ action: 'setup.create', roleId: 'super', level: 'SUPER', mac: '' });
  });

  it('shares its request with the others of one deed, and with no other deed', async () => {
    const made = [await createOne(core, 1), await createOne(core, 2), await createOne(core, 3)];
    const ids = made.map((m) => m.id);
    unwrap(await core.as('super').execute('merchant.setStatus', { ids, to: 'ACTIVE', reason: '' }));
    const requests = (await entries()).slice(-4).map((entry) => entry.requestId);
    expect(new Set(requests.slice(1)).size).toBe(1);
    expect(requests[0]).not.toBe(requests[1]);
  });

  it('is linked but not signed where nobody unlocked the keys, and the log still verifies', async () => {
    unwrap(await core.core.execute('session.signOut', {}));
    await core.core.execute('session.signIn', { loginName: 'super', password: 'wrong' });
    unwrap(await core.core.execute('session.signIn', { loginName: 'super', password: TEST_PASSWORD.super }));
    const last = (await entries()).slice(-3);
    expect(last.map((e) => [e.action, e.result, e.mac === ''])).toEqual([
      ['session.signOut', 'ok', true],
      ['session.signIn', 'fail', true],
      ['session.signIn', 'ok', true],
    ]);
    expect(await verdict()).toMatchObject({ verdict: 'ok' });
  });
});

describe('a clock set back', () => {
  it('leaves one entry when it is more than five minutes, none below', async () => {
    await createOne(core, 1);
    core.clock.advance(-4 * MINUTE);
    await createOne(core, 2);
    expect((await entries()).some((e) => e.action === 'system.clockSetBack')).toBe(false);
    core.clock.advance(-60 * MINUTE);
    await createOne(core, 3);
    await createOne(core, 4);
    const found = (await entries()).filter((e) => e.action === 'system.clockSetBack');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ actorId: '', actorName: '', result: 'ok' });
    expect(found[0]!.diff).toEqual([
      {
        field: 'clock',
        before: new Date(core.clock.now() + 60 * MINUTE).toISOString(),
        after: new Date(core.clock.now()).toISOString(),
      },
    ]);
    expect(await verdict()).toMatchObject({ verdict: 'ok' });
  });
});

describe('a bulk deed', () => {
  const makeThirty = async (): Promise<string[]> => {
    await importRows(
      core,
      Array.from({ length: 30 }, (_, i) => syntheticMerchant(i)),
    );
    return (await listOf(core)).map((row) => row.id);
  };
  const history = async (id: string) => unwrap(await core.as('super').ask('merchant.history', { id }));

  it('is one entry, and stands in the history of each of its merchants', async () => {
    const ids = await makeThirty();
    const before = (await entries()).length;
    const boss = core.as('super');
    unwrap(await boss.execute('merchant.setStatus', { ids, to: 'ACTIVE', reason: '批量通过' }));
    unwrap(await boss.execute('merchant.assign', { ids, ownerId: core.admins.manager, reason: '移交' }));
    unwrap(await boss.execute('merchant.setStatus', { ids, to: 'CLOSED', reason: '清退' }));
    unwrap(await boss.execute('merchant.delete', { ids, reason: '删除' }));
    expect((await entries()).length).toBe(before + 4);
    for (const id of [ids[0]!, ids[17]!, ids[29]!]) {
      const found = await history(id);
      expect(found.map((e) => [e.action, e.reason, e.diff[0]?.field])).toEqual([
        ['merchant.delete', '删除', 'deletedAt'],
        ['merchant.setStatus', '清退', 'status'],
        ['merchant.assign', '移交', 'ownerId'],
        ['merchant.setStatus', '批量通过', 'status'],
        ['import.commit', '', undefined],
      ]);
      expect(found[3]!.diff).toEqual([{ field: 'status', before: 'SUBMITTED', after: 'ACTIVE' }]);
    }
    expect(await verdict()).toMatchObject({ verdict: 'ok' });
  });

  it('lists its rows to who may see the log, page by page', async () => {
    const ids = await makeThirty();
    unwrap(await core.as('super').execute('merchant.setStatus', { ids, to: 'ACTIVE', reason: '' }));
    const { seq, rows } = (await entries()).at(-1)!;
    expect(rows).toBe(30);
    const page = unwrap(await core.as('auditor').ask('audit.rows', { seq, offset: 20, limit: 20 }));
    expect(page.total).toBe(30);
    expect(page.rows.map((row) => row.id)).toEqual([...ids].sort().slice(20));
    expect(page.rows[0]!.name).not.toBe('');
    expect(page.rows[0]!.diff).toEqual([{ field: 'status', before: 'SUBMITTED', after: 'ACTIVE' }]);
    expect(await core.as('entry').ask('audit.rows', { seq, offset: 0, limit: 1 })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('super').ask('audit.rows', { seq: 0, offset: -1, limit: 1 })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('leaves out of the history of others what was not done to them', async () => {
    const ids = await makeThirty();
    unwrap(await core.as('super').execute('merchant.setStatus', { ids: ids.slice(0, 25), to: 'ACTIVE', reason: '' }));
    expect((await history(ids[27]!)).map((e) => e.action)).toEqual(['import.commit']);
  });

  it('keeps of purged merchants nothing but their names', async () => {
    const ids = await makeThirty();
    const boss = core.as('super');
    unwrap(await boss.execute('merchant.setStatus', { ids, to: 'CLOSED', reason: '' }));
    unwrap(await boss.execute('merchant.delete', { ids, reason: '' }));
    unwrap(await boss.execute('merchant.purge', { ids, reason: '' }));
    const { seq } = (await entries()).at(-1)!;
    const { rows } = unwrap(await boss.ask('audit.rows', { seq, offset: 0, limit: 500 }));
    expect(rows).toHaveLength(30);
    expect(new Set(rows.flatMap((row) => row.diff.map((d) => d.field)))).toEqual(new Set(['name']));
  });
});

describe('the history of an administrator', () => {
  it('tells what was changed in them, newest first, and not their comings and goings', async () => {
    const id = core.admins.entry;
    unwrap(await core.as('super').execute('admin.update', { id, name: '新名字' }));
    unwrap(await core.core.execute('session.signIn', { loginName: 'entry', password: TEST_PASSWORD.entry }));
    const found = unwrap(await core.as('auditor').ask('admin.history', { id }));
    expect(found.map((e) => e.action)).toEqual(['admin.update', 'admin.create']);
    expect(found[0]!.diff).toEqual([{ field: 'name', before: '测试entry', after: '新名字' }]);
    expect(await core.as('entry').ask('admin.history', { id })).toMatchObject({ error: { code: 'access.denied' } });
    expect(await core.as('super').ask('admin.history', { id: '' })).toMatchObject({ error: { code: 'input.invalid' } });
  });
});
