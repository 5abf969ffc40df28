import { beforeEach, describe, expect, it } from 'vitest';
import type { Limits } from '@shared/access/roles';
import type { DataScope } from '@shared/access/scope';
import { unwrap } from '@shared/kernel/result';
import { ImportSession } from '@renderer/workers/sheet/import-session';
import { merchantCells, ROW_HEADER } from '../../support/factories/merchant-row';
import { BY_NUMBER } from '../../support/factories/merchants';
import { openCore, type OpenedCore } from '../../support/open-core';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

const HANGZHOU = { province: '浙江', city: '杭州', district: '西湖区' };
const SHENZHEN = { province: '广东省', city: '深圳市', district: '南山区' };
const FILE = [ROW_HEADER, merchantCells(1, HANGZHOU), merchantCells(2, SHENZHEN)];
const CLERK = 'entry';

async function limit(scope: DataScope, limits: Limits = {}): Promise<void> {
  const db = core.core.context.db;
  const row = (await db.table('admins').toArray()).find(({ roleIds }) => roleIds.includes(CLERK))!;
  const { id, rev, level, roleIds, grants, denies, managerId } = row;
  const rights = { level, roleIds, grants, denies, scope, limits, managerId };
  const input = { id, rev, rights, reason: '调整范围', acceptConflicts: true };
  unwrap(await core.as('super').execute('admin.setRights', input));
}

async function check(cells: readonly (readonly unknown[])[]) {
  const session = new ImportSession(core.as(CLERK));
  const text = cells.map((row) => row.join('\t')).join('\r\n');
  const { sheet, headerRow, mapping } = unwrap(await session.open({ name: 'list.tsv', blob: new Blob([text]) }));
  const summary = unwrap(await session.planRows({ sheet, headerRow, mapping, duplicateMode: 'skip' }));
  return { session, summary };
}

describe('rows of a file that lie outside what the clerk looks after', () => {
  it('are marked before anything is written, and left over when the rest is imported', async () => {
    await limit({ kind: 'region', regions: ['3301'] });
    const { session, summary } = await check(FILE);
    expect(summary).toMatchObject({ valid: 1, invalid: 1 });
    const { rows } = unwrap(session.rows('invalid', 0, 10));
    expect(rows).toMatchObject([{ row: 3, issues: [{ field: 'district', code: 'region.out_of_reach' }] }]);
    expect(unwrap(await session.dryRun())).toMatchObject({ create: 1, failed: 1 });
    expect(unwrap(await session.commit({ onlyValid: true, allowSameFile: false }))).toMatchObject({
      created: 1,
      failed: 1,
    });
    expect(unwrap(await core.as(CLERK).ask('merchant.list', BY_NUMBER)).total).toBe(1);
  });

  it('become good when their region is corrected', async () => {
    await limit({ kind: 'region', regions: ['33', '3201'] });
    const { session } = await check(FILE);
    const edits = Object.entries(HANGZHOU).map(([field, text]) => ({ row: 3, field, text }));
    expect(unwrap(await session.change((plan) => plan.edit(edits)))).toMatchObject({ valid: 2, invalid: 0 });
  });

  it.each<DataScope>([{ kind: 'all' }, { kind: 'self' }, { kind: 'team' }])(
    'do not exist for a reach over %o',
    async (scope) => {
      await limit(scope);
      expect((await check(FILE)).summary).toMatchObject({ valid: 2, invalid: 0 });
      expect(unwrap(await core.as(CLERK).ask('import.reach', {}))).toEqual({ regions: [] });
    },
  );

  it('are all of them for a reach over listed merchants, to which an import adds none', async () => {
    await limit({ kind: 'merchant', merchantIds: ['m1'] });
    expect((await check(FILE)).summary).toMatchObject({ valid: 0, invalid: 2 });
  });

  it('are not told apart by a commit that goes around the plan', async () => {
    const plan = await check(FILE);
    await limit({ kind: 'region', regions: ['3301'] });
    expect(await plan.session.commit({ onlyValid: true, allowSameFile: false })).toMatchObject({ ok: false });
    expect(unwrap(await core.as('super').ask('merchant.list', BY_NUMBER)).total).toBe(0);
  });
});

describe('how many merchants may be imported', () => {
  const cells = (...numbers: number[]) => [ROW_HEADER, ...numbers.map((n) => merchantCells(n))];

  it('is held at once and over the day, counting what is written', async () => {
    await limit({ kind: 'all' }, { 'merchant:import': { single: 2, day: 3 } });
    const commit = async (...numbers: number[]) =>
      (await check(cells(...numbers))).session.commit({ onlyValid: true, allowSameFile: false });
    expect(await commit(1, 2, 3)).toMatchObject({ error: { code: 'access.limit_single' } });
    expect(unwrap(await commit(1, 2)).created).toBe(2);
    expect(await commit(3, 4)).toMatchObject({ error: { code: 'access.limit_day', params: { limit: 3, used: 2 } } });
    expect(unwrap(await commit(3)).created).toBe(1);
    expect(unwrap(await core.as('super').ask('merchant.list', BY_NUMBER)).total).toBe(3);
  });
});
