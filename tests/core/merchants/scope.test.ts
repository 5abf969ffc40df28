import { beforeEach, describe, expect, it } from 'vitest';
import type { AssignedRights } from '@shared/access/rights';
import type { DataScope } from '@shared/access/scope';
import type { MerchantView } from '@shared/contracts/core';
import { unpackColumn } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { BY_NUMBER, createOne, importRows, syntheticMerchant } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let opened: OpenedCore;

async function setRights(id: string, rights: Partial<AssignedRights>): Promise<void> {
  const row = (await opened.core.context.db.table('admins').get(id))!;
  const { rev, level, roleIds, grants, denies, scope, limits, managerId } = row;
  const now = { level, roleIds, grants, denies, scope, limits, managerId, ...rights };
  const input = { id, rev, rights: now, reason: '调整范围', acceptConflicts: true };
  unwrap(await opened.as('super').execute('admin.setRights', input));
}

/** What one admin sees of the merchants, asked in every way there is: all must agree. */
async function seenBy(who: Who): Promise<string[]> {
  const as = opened.as(who);
  const { total, rows } = unwrap(await as.ask('merchant.list', BY_NUMBER));
  const ids = rows.map((row) => row.id);
  expect(total).toBe(ids.length);
  const counts = unwrap(await as.ask('merchant.counts', { filter: {} }));
  expect(counts.total).toBe(ids.length);
  const found = unwrap(await as.ask('merchant.list', { ...BY_NUMBER, filter: { text: '青禾' } }));
  expect(found.rows.map((row) => row.id)).toEqual(ids);
  for (const { id } of everything) {
    const isSeen = ids.includes(id);
    for (const name of ['merchant.get', 'merchant.history'] as const) {
      const answer = await as.ask(name, { id });
      expect(answer.ok, `${name} ${id}`).toBe(isSeen);
      if (!isSeen) expect(answer).toMatchObject({ error: { code: 'merchant.not_found' } });
    }
    const { uscc = '' } = everything.find((row) => row.id === id)!;
    const hints = unwrap(await as.ask('merchant.duplicates', { uscc }));
    expect(hints.map((hint) => hint.id)).toEqual(isSeen ? [id] : []);
  }
  return ids;
}

let everything: MerchantView[];

beforeEach(async () => {
  opened = await openCore();
  // 1 and 2 entered by the clerk, 3 and 4 imported by the clerk, 5 by the owner; two of them in Hangzhou.
  const hangzhou = { province: '浙江省', city: '杭州市', district: '西湖区' };
  await createOne(opened, 1);
  await createOne(opened, 2, hangzhou);
  await importRows(opened, [syntheticMerchant(3), { ...syntheticMerchant(4), ...hangzhou }]);
  unwrap(await opened.as('super').execute('merchant.create', { values: syntheticMerchant(5), submit: true }));
  everything = unwrap(await opened.as('super').ask('merchant.list', BY_NUMBER)).rows;
});

const idsOf = (...numbers: number[]): string[] => numbers.map((n) => everything[n - 1]!.id);

describe('a data scope', () => {
  it.each<[string, DataScope, number[]]>([
    ['all', { kind: 'all' }, [1, 2, 3, 4, 5]],
    ['a province', { kind: 'region', regions: ['33'] }, [2, 4]],
    ['a district', { kind: 'region', regions: ['440304'] }, [1, 3, 5]],
    ['two regions', { kind: 'region', regions: ['330106', '4403'] }, [1, 2, 3, 4, 5]],
    ['the own', { kind: 'self' }, []],
  ])('of %s limits lists, counts, search, details and hints alike', async (_name, scope, numbers) => {
    await setRights(opened.admins.readonly, { scope });
    expect(await seenBy('readonly')).toEqual(idsOf(...numbers));
  });

  it('of listed merchants, of the own and of the team', async () => {
    const { readonly, entry, manager } = opened.admins;
    await setRights(readonly, { scope: { kind: 'merchant', merchantIds: idsOf(5, 2) } });
    expect(await seenBy('readonly')).toEqual(idsOf(2, 5));
    await setRights(entry, { scope: { kind: 'self' }, managerId: manager });
    expect(await seenBy('entry')).toEqual(idsOf(1, 2, 3, 4));
    await setRights(manager, { scope: { kind: 'team' } });
    expect(await seenBy('manager')).toEqual(idsOf(1, 2, 3, 4));
  });

  it('is never wider than the manager’s', async () => {
    await setRights(opened.admins.manager, { scope: { kind: 'region', regions: ['33'] } });
    await setRights(opened.admins.readonly, { managerId: opened.admins.manager });
    expect(await seenBy('readonly')).toEqual(idsOf(2, 4));
  });

  it('holds for exports and for what is done to merchants', async () => {
    await setRights(opened.admins.finance, { scope: { kind: 'region', regions: ['33'] } });
    const as = opened.as('finance');
    const { filter, sort } = BY_NUMBER;
    const batch = unwrap(await as.execute('merchant.export', { filter, sort, fields: ['merchantNo'], format: 'csv' }));
    expect(unpackColumn(batch.columns['merchantNo']!)).toEqual([everything[1]!.merchantNo, everything[3]!.merchantNo]);
    const [hidden, seen] = [everything[0]!, everything[1]!];
    const status = { ids: [hidden.id, seen.id], to: 'ACTIVE' as const, reason: '审核' };
    expect(await as.execute('merchant.setStatus', status)).toMatchObject({ error: { code: 'merchant.not_found' } });
    expect(await as.execute('merchant.reveal', { id: hidden.id, field: 'accountNo' })).toMatchObject({
      error: { code: 'merchant.not_found' },
    });
    expect(unwrap(await as.execute('merchant.reveal', { id: seen.id, field: 'accountNo' })).value).toMatch(/^620000/);
    const moved = { province: '广东省', city: '深圳市', district: '福田区' };
    const update = (id: string, rev: number) => as.execute('merchant.update', { id, rev, values: moved });
    expect(await update(seen.id, seen.rev)).toMatchObject({ error: { code: 'merchant.out_of_reach' } });
    expect(await update(hidden.id, hidden.rev)).toMatchObject({ error: { code: 'merchant.not_found' } });
  });

  it('does not give away who holds a USCC out of reach', async () => {
    await setRights(opened.admins.entry, { scope: { kind: 'self' } });
    const taken = await opened.as('entry').execute('merchant.create', { values: syntheticMerchant(5), submit: true });
    expect(taken).toMatchObject({ error: { code: 'merchant.uscc_taken' } });
    expect(JSON.stringify(taken)).not.toContain(everything[4]!.merchantNo);
  });
});

describe('merchant.assign', () => {
  it('hands merchants over, in history, scope and memory, and after a restart', async () => {
    const { readonly } = opened.admins;
    await setRights(readonly, { scope: { kind: 'self' } });
    const assign = { ids: idsOf(1, 3), ownerId: readonly, reason: '转岗' };
    expect(unwrap(await opened.as('super').execute('merchant.assign', assign))).toEqual({ changed: 2 });
    expect(unwrap(await opened.as('super').execute('merchant.assign', assign))).toEqual({ changed: 0 });
    expect(await seenBy('readonly')).toEqual(idsOf(1, 3));
    const history = unwrap(await opened.as('super').ask('merchant.history', { id: idsOf(1)[0]! }));
    expect(history[0]).toMatchObject({ action: 'merchant.assign', reason: '转岗' });
    opened = await opened.reopen();
    expect(await seenBy('readonly')).toEqual(idsOf(1, 3));
    const own = { ...BY_NUMBER, filter: { ownerId: opened.admins.entry } };
    expect(unwrap(await opened.as('super').ask('merchant.list', own)).rows.map((r) => r.id)).toEqual(idsOf(2, 4));
  });

  it('is denied to others, refuses whom nobody knows, and is undone when storing fails', async () => {
    const input = { ids: idsOf(1), ownerId: opened.admins.entry, reason: '' };
    expect(await opened.as('finance').execute('merchant.assign', input)).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('super').execute('merchant.assign', { ...input, ownerId: 'x' })).toMatchObject({
      error: { code: 'admin.not_found' },
    });
    expect(await opened.as('super').execute('merchant.assign', { ...input, ids: [] })).toMatchObject({
      error: { code: 'input.invalid' },
    });
    opened.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const to = { ...input, ownerId: opened.admins.finance };
    expect(await opened.as('super').execute('merchant.assign', to)).toMatchObject({ error: { code: 'storage.full' } });
    expect(opened.core.context.merchants.get(idsOf(1)[0]!)?.ownerId).toBe('');
  });
});

describe('limits', () => {
  it('stop what is too much at once and what is too much in a day, and start anew the next day', async () => {
    await setRights(opened.admins.finance, { limits: { 'merchant:export': { single: 5, day: 8 } } });
    const { filter, sort } = BY_NUMBER;
    const take = () =>
      opened.as('finance').execute('merchant.export', { filter, sort, fields: ['name'], format: 'xlsx' });
    expect((await take()).ok).toBe(true);
    expect(await take()).toMatchObject({
      error: { code: 'access.limit_day', params: { limit: 8, used: 5, amount: 5 } },
    });
    opened.clock.advance(24 * 3_600_000);
    expect((await take()).ok).toBe(true);
    await createOne(opened, 6);
    expect(await take()).toMatchObject({ error: { code: 'access.limit_single', params: { limit: 5, amount: 6 } } });
  });

  it('count each look at a sensitive value', async () => {
    await setRights(opened.admins.finance, { limits: { 'merchant:revealPhone': { day: 1 } } });
    const look = (field: 'contactPhone' | 'accountNo') =>
      opened.as('finance').execute('merchant.reveal', { id: idsOf(1)[0]!, field });
    expect((await look('contactPhone')).ok).toBe(true);
    expect(await look('contactPhone')).toMatchObject({ error: { code: 'access.limit_day' } });
    expect((await look('accountNo')).ok).toBe(true);
  });
});
