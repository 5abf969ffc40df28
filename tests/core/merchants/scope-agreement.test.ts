import { beforeEach, describe, expect, it } from 'vitest';
import { PERMISSIONS } from '@shared/access/resources';
import type { DataScope } from '@shared/access/scope';
import type { CommandName, MerchantView } from '@shared/contracts/core';
import { packRows, unpackColumn } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { BY_NUMBER, createOne, dumpTables, importRows, syntheticMerchant } from '../../support/factories/merchants';
import { openCore, type OpenedCore } from '../../support/open-core';

/** One person with every right on merchants, whose scope is the question: every way to a merchant must give one answer. */
let opened: OpenedCore;
let everything: MerchantView[];
let asked: OpenedCore['admins']['readonly'];

async function setScope(scope: DataScope): Promise<void> {
  const { rev } = (await opened.core.context.db.table('admins').get(asked))!;
  const grants = PERMISSIONS.filter((one) => one.startsWith('merchant:') || one.startsWith('import:')).map(
    (permission) => ({ permission, scope: null, expiresAt: 0 }),
  );
  const rights = { level: 'SENIOR' as const, roleIds: [], grants, denies: [], scope, limits: {}, managerId: '' };
  const input = { id: asked, rev, rights, reason: '调整范围', acceptConflicts: true };
  unwrap(await opened.as('super').execute('admin.setRights', input));
}

beforeEach(async () => {
  opened = await openCore();
  asked = opened.admins.readonly;
  const hangzhou = { province: '浙江省', city: '杭州市', district: '西湖区' };
  await createOne(opened, 1, {}, false);
  await createOne(opened, 2, hangzhou, false);
  await importRows(opened, [syntheticMerchant(3), { ...syntheticMerchant(4), ...hangzhou }]);
  unwrap(await opened.as('super').execute('merchant.create', { values: syntheticMerchant(5), submit: false }));
  everything = unwrap(await opened.as('super').ask('merchant.list', BY_NUMBER)).rows;
  const own = { ids: [everything[4]!.id], ownerId: asked, reason: '移交' };
  unwrap(await opened.as('super').execute('merchant.assign', own));
  // The clerk works for the one who is asked about.
  const clerk = (await opened.core.context.db.table('admins').get(opened.admins.entry))!;
  const { level, roleIds, grants, denies, scope, limits, rev } = clerk;
  const rights = { level, roleIds, grants, denies, scope, limits, managerId: asked };
  const led = { id: clerk.id, rev, rights, reason: '归队', acceptConflicts: true };
  unwrap(await opened.as('super').execute('admin.setRights', led));
});

/** Every way there is to come by merchants: which of the five it gives. */
const WAYS: Record<string, () => Promise<string[]>> = {
  'merchant.list': async () => idsIn(unwrap(await as().ask('merchant.list', BY_NUMBER)).rows),
  'merchant.counts': async () => {
    const { total } = unwrap(await as().ask('merchant.counts', { filter: {} }));
    const listed = await WAYS['merchant.list']!();
    return total === listed.length ? listed : [`${total} counted`];
  },
  'search by name': async () =>
    idsIn(unwrap(await as().ask('merchant.list', { ...BY_NUMBER, filter: { text: '青禾' } })).rows),
  'search by a whole mobile': () =>
    each(async (_view, n) => {
      const text = syntheticMerchant(n)['contactPhone'] ?? '';
      return unwrap(await as().ask('merchant.list', { ...BY_NUMBER, filter: { text } })).total > 0;
    }),
  'merchant.get': () => each(async ({ id }) => (await as().ask('merchant.get', { id })).ok),
  'merchant.history': () => each(async ({ id }) => (await as().ask('merchant.history', { id })).ok),
  'merchant.duplicates': () =>
    each(async ({ uscc = '' }) => unwrap(await as().ask('merchant.duplicates', { uscc })).length > 0),
  'merchant.reveal': () =>
    each(async ({ id }) => (await as().execute('merchant.reveal', { id, field: 'contactPhone' })).ok),
  'merchant.export': async () => {
    const { filter, sort } = BY_NUMBER;
    const taken = await as().execute('merchant.export', { filter, sort, fields: ['merchantNo'], format: 'csv' });
    const numbers = unpackColumn(unwrap(taken).columns['merchantNo']!);
    return idsIn(everything.filter((row) => numbers.includes(row['merchantNo'] ?? '')));
  },
  'import.lookup': async () => {
    const uscc = packRows(
      ['uscc'],
      everything.map((row) => ({ uscc: row['uscc'] ?? '' })),
    );
    const { hits } = unwrap(await as().ask('import.lookup', { uscc }));
    return idsIn(hits.filter((hit) => hit.id !== ''));
  },
  'import.existing': async () =>
    idsIn(unwrap(await as().ask('import.existing', { ids: everything.map((row) => row.id) })).rows),
  'import.similar': async () => {
    const fields = ['name', 'province', 'city', 'district', 'contactPhone', 'accountNo'];
    const rows = packRows(
      fields,
      everything.map((row, i) => ({ ...syntheticMerchant(i + 1), name: row['name'] ?? '' })),
    );
    const { hits } = unwrap(await as().ask('import.similar', { rows }));
    return [...new Set(unpackColumn(hits.columns['id']!))].sort();
  },
  'import.preview': () =>
    each(async ({ id }) => {
      const none = packRows(['name', 'id', 'rev'], []);
      const { rev } = opened.core.context.merchants.get(id)!;
      const updates = packRows(['name', 'id', 'rev'], [{ name: '青禾改名', id, rev: String(rev) }]);
      const { tableVersion } = unwrap(await as().ask('import.lookup', { uscc: packRows(['uscc'], []) }));
      return (await as().ask('import.preview', { creates: none, updates, fills: none, tableVersion })).ok;
    }),
};

const DEEDS: Partial<Record<CommandName, object>> = {
  'merchant.setStatus': { to: 'SUBMITTED', reason: '送审' },
  'merchant.assign': { ownerId: 'SELF', reason: '移交' },
  'merchant.delete': { reason: '清理' },
  'merchant.restore': {},
  'merchant.purge': { reason: '清理' },
};

const as = () => opened.as(asked);
const idsIn = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id).sort();
async function each(isSeen: (view: MerchantView, n: number) => Promise<boolean>): Promise<string[]> {
  const seen: MerchantView[] = [];
  for (const [i, view] of everything.entries()) if (await isSeen(view, i + 1)) seen.push(view);
  return idsIn(seen);
}

const SCOPES: readonly [string, () => DataScope, number[]][] = [
  ['all', () => ({ kind: 'all' }), [1, 2, 3, 4, 5]],
  ['region', () => ({ kind: 'region', regions: ['3301'] }), [2, 4]],
  ['merchant', () => ({ kind: 'merchant', merchantIds: [everything[2]!.id, everything[1]!.id] }), [2, 3]],
  ['team', () => ({ kind: 'team' }), [1, 2, 3, 4, 5]],
  ['self', () => ({ kind: 'self' }), [5]],
];

describe.each(SCOPES)('the scope %s', (_kind, scope, numbers) => {
  const expected = (): string[] => numbers.map((n) => everything[n - 1]!.id).sort();

  it('is one and the same in every list, count, search, detail, export, look-up and hint', async () => {
    await setScope(scope());
    for (const [name, way] of Object.entries(WAYS)) expect(await way(), name).toEqual(expected());
  });

  it('stops every deed on what is outside, alone or among others, and changes nothing', async () => {
    await setScope(scope());
    const outside = everything.filter((row) => !expected().includes(row.id));
    const inside = everything.find((row) => expected().includes(row.id))!;
    const before = await dumpTables(opened);
    for (const [name, rest] of Object.entries(DEEDS)) {
      const input = JSON.parse(JSON.stringify(rest).replace('SELF', asked)) as object;
      for (const row of outside) {
        for (const ids of [[row.id], [inside.id, row.id]]) {
          const result = await as().execute(name as CommandName, { ...input, ids });
          expect(result, name).toMatchObject({ error: { code: 'merchant.not_found' } });
        }
      }
    }
    expect(await dumpTables(opened)).toBe(before);
    expect(unwrap(await as().execute('merchant.delete', { ids: [inside.id], reason: '清理' }))).toEqual({ changed: 1 });
  });
});
