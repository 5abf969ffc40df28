import { beforeEach, describe, expect, it } from 'vitest';
import type { DataScope } from '@shared/access/scope';
import { packColumn } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { syntheticBatch, syntheticMerchant } from '../../support/factories/import-batch';
import { BY_NUMBER } from '../../support/factories/merchants';
import { openCore, type OpenedCore } from '../../support/open-core';

/** Both hold `import:history` and `import:revert`; only the reach of the first is changed. */
const CLERK = 'entry';
const OTHER = 'super';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

async function limit(scope: DataScope): Promise<void> {
  const admins = await core.core.context.db.table('admins').toArray();
  const row = admins.find(({ roleIds }) => roleIds.includes(CLERK))!;
  const { id, rev, level, roleIds, denies, limits, managerId } = row;
  const grants = [{ permission: 'import:revert' as const, scope: null, expiresAt: 0 }];
  const rights = { level, roleIds, grants, denies, scope, limits, managerId };
  const input = { id, rev, rights, reason: '调整范围', acceptConflicts: true };
  unwrap(await core.as(OTHER).execute('admin.setRights', input));
}

const versioned = (seed: number, rows: number) => ({
  ...syntheticBatch(seed, rows),
  tableVersion: core.core.context.merchants.version,
});

async function imported(who: string, seed: number): Promise<string> {
  return unwrap(await core.as(who).execute('import.commit', versioned(seed, 2))).batchId;
}

describe('imports of others', () => {
  it.each<DataScope>([{ kind: 'self' }, { kind: 'region', regions: ['33'] }, { kind: 'team' }])(
    'are not there for who reaches %o only',
    async (scope) => {
      const own = await imported(CLERK, 1);
      const foreign = await imported(OTHER, 2);
      await limit(scope);
      const clerk = core.as(CLERK);
      const listed = unwrap(await clerk.ask('import.batches', { offset: 0, limit: 10 }));
      expect(listed).toMatchObject({ total: 1, rows: [{ id: own }] });
      expect(unwrap(await clerk.ask('import.batch', { batchId: own })).id).toBe(own);
      const gone = { error: { code: 'import.batch_not_found' } };
      expect(await clerk.ask('import.batch', { batchId: foreign })).toMatchObject(gone);
      expect(await clerk.ask('import.revertPreview', { batchId: foreign })).toMatchObject(gone);
      expect(await clerk.execute('import.revert', { batchId: foreign })).toMatchObject(gone);
      expect(unwrap(await core.as(OTHER).ask('import.batches', { offset: 0, limit: 10 })).total).toBe(2);
    },
  );

  it('are all there for who reaches everything', async () => {
    await imported(OTHER, 1);
    await limit({ kind: 'all' });
    expect(unwrap(await core.as(CLERK).ask('import.batches', { offset: 0, limit: 10 })).total).toBe(1);
  });
});

describe('merchants of others', () => {
  it('are told apart by nothing but their code being taken', async () => {
    await imported(OTHER, 1);
    await limit({ kind: 'self' });
    const { uscc } = syntheticMerchant(10_000);
    const batch = { rows: 1, columns: { uscc: packColumn([uscc]) } };
    const { hits } = unwrap(await core.as(CLERK).ask('import.lookup', { uscc: batch }));
    expect(hits).toEqual([{ row: 0, id: '', rev: 0, merchantNo: '', name: '' }]);
    const again = { ...versioned(1, 1), sha256: 'a'.repeat(64) };
    expect(await core.as(CLERK).execute('import.commit', again)).toMatchObject({
      error: { issues: [{ field: 'creates.0.uscc', code: 'uscc.taken' }] },
    });
    const rows = again.creates;
    const similar = unwrap(await core.as(CLERK).ask('import.similar', { rows }));
    expect(similar.hits.rows).toBe(0);
  });

  it('cannot be updated by naming them', async () => {
    await imported(OTHER, 1);
    await limit({ kind: 'self' });
    const [row] = unwrap(await core.as(OTHER).ask('merchant.list', BY_NUMBER)).rows;
    const columns = { id: packColumn([row!.id]), rev: packColumn([String(row!.rev)]), remark: packColumn(['改']) };
    const input = { ...versioned(3, 0), updates: { rows: 1, columns } };
    expect(await core.as(CLERK).execute('import.commit', input)).toMatchObject({
      error: { code: 'merchant.out_of_reach' },
    });
  });

  it('stay when an import of the clerk is undone that was handed to somebody else', async () => {
    const own = await imported(CLERK, 1);
    const [row] = unwrap(await core.as(OTHER).ask('merchant.list', BY_NUMBER)).rows;
    const admins = await core.core.context.db.table('admins').toArray();
    const ownerId = admins.find(({ roleIds }) => roleIds.includes(OTHER))!.id;
    unwrap(await core.as(OTHER).execute('merchant.assign', { ids: [row!.id], ownerId, reason: '移交' }));
    await limit({ kind: 'self' });
    expect(unwrap(await core.as(CLERK).execute('import.revert', { batchId: own }))).toMatchObject({
      removed: 1,
      keptTotal: 1,
      kept: [],
    });
  });
});
