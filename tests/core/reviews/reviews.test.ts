import { beforeEach, describe, expect, it } from 'vitest';
import type { ReviewScope, ReviewView } from '@shared/contracts/reviews';
import type { CommandIo } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { dumpTables, failInTransaction } from '../../support/factories/merchants';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';

let opened: OpenedCore;
const DAY_MS = 86_400_000;
type Lines = CommandIo['review.decide']['input']['lines'];

const create = (scope: ReviewScope = { kind: 'all' }, extra: object = {}, who: Who = 'super') =>
  opened.as(who).execute('review.create', {
    title: '一季度权限审查',
    scope,
    dueDate: '2026-01-12',
    reviewerId: opened.admins.super,
    ...extra,
  });
const get = async (id: string): Promise<ReviewView> => unwrap(await opened.as('auditor').ask('review.get', { id }));
const decide = (id: string, lines: Lines, who: Who = 'super') => opened.as(who).execute('review.decide', { id, lines });
const lastEntry = async () => (await opened.core.context.db.table('audit').orderBy('seq').last())!;

async function keepAll(id: string, except: Lines = []): Promise<void> {
  const { items } = await get(id);
  const lines = items.map(({ adminId, resource }) => {
    const other = except.find((line) => line.adminId === adminId && line.resource === resource);
    return other ?? { adminId, resource, decision: 'keep' as const, remove: [], comment: '' };
  });
  unwrap(await decide(id, lines));
}

/** A signed review of the clerk: imports go, of the merchants the import. */
async function signedForClerk(): Promise<string> {
  const adminId = opened.admins.entry;
  const { id } = unwrap(await create({ kind: 'people', adminIds: [adminId, opened.admins.readonly] }));
  await keepAll(id, [
    { adminId, resource: 'import', decision: 'revoke', remove: [], comment: '不再负责导入' },
    { adminId, resource: 'merchant', decision: 'reduce', remove: ['merchant:import'], comment: '不再负责导入' },
  ]);
  unwrap(await opened.as('super').execute('review.sign', { id }));
  return id;
}

beforeEach(async () => {
  opened = await openCore();
});

describe('review.create', () => {
  it('makes one line per person and kind of thing, with risk and last use, and never of the reviewer', async () => {
    unwrap(await opened.as('entry').ask('merchant.counts', { filter: {} }));
    unwrap(await opened.as('entry').execute('view.save', { key: 'k', json: '{}' }));
    const made = unwrap(await create());
    expect(made.no).toBe('R2026-001');
    const view = await get(made.id);
    expect(view.items.map((line) => line.adminId)).not.toContain(opened.admins.super);
    expect(view).toMatchObject({ state: 'open', isOverdue: false, people: 7, decided: 0, reviewerName: '测试超管' });
    const line = view.items.find((one) => one.adminId === opened.admins.entry && one.resource === 'merchant')!;
    expect(line).toMatchObject({ risk: 'medium', lastUsedAt: opened.clock.now(), decision: null });
    expect(line.permissions).toEqual(['merchant:view', 'merchant:create', 'merchant:update', 'merchant:import']);
    expect(unwrap(await create({ kind: 'level', levels: ['SENIOR'] })).no).toBe('R2026-002');
    expect(await lastEntry()).toMatchObject({ action: 'review.create', targetType: 'review' });
  });

  it('of a role, a level or people has these alone; of nobody there is none', async () => {
    const { entry, finance } = opened.admins;
    const of = async (scope: ReviewScope): Promise<string[]> => {
      const { items } = await get(unwrap(await create(scope)).id);
      return [...new Set(items.map((line) => line.adminId))];
    };
    expect(await of({ kind: 'role', roleIds: ['finance'] })).toEqual([finance]);
    expect((await of({ kind: 'people', adminIds: [entry, finance] })).sort()).toEqual([entry, finance].sort());
    expect(await create({ kind: 'level', levels: ['JUNIOR'] })).toMatchObject({ error: { code: 'review.empty' } });
  });

  it('refuses an unfit reviewer, a review of oneself, a day that is past and nonsense, and is denied to others', async () => {
    const { entry, super: owner } = opened.admins;
    expect(await create(undefined, { reviewerId: entry })).toMatchObject({ error: { code: 'review.reviewer_unfit' } });
    expect(await create({ kind: 'people', adminIds: [owner, entry] })).toMatchObject({
      error: { code: 'review.self' },
    });
    expect(await create(undefined, { dueDate: '2026-01-04' })).toMatchObject({ error: { code: 'review.due_past' } });
    expect(await create(undefined, { dueDate: '2026-02-30' })).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await create(undefined, {}, 'auditor')).toMatchObject({
      error: { code: 'access.denied', params: { permission: 'review:manage' } },
    });
    expect(await opened.core.context.db.table('reviews').count()).toBe(0);
  });

  it('is undone when storing fails', async () => {
    const before = await dumpTables(opened);
    const stop = failInTransaction(opened);
    expect((await create()).ok).toBe(false);
    stop();
    expect(await dumpTables(opened)).toBe(before);
  });
});

describe('review.decide', () => {
  it('wants a comment for what is taken, and what is reduced to be part of the line', async () => {
    const { entry, finance } = opened.admins;
    const { id } = unwrap(await create());
    const line = { adminId: entry, resource: 'merchant', decision: 'revoke', remove: [], comment: '' } as const;
    expect(await decide(id, [line as never])).toMatchObject({ error: { code: 'review.comment_needed' } });
    const reduce = (remove: string[], resource = 'merchant') =>
      decide(id, [{ ...line, resource, decision: 'reduce', remove, comment: '用不到' } as never]);
    expect(await reduce([])).toMatchObject({ error: { code: 'review.line_unknown' } });
    expect(await reduce(['merchant:purge'])).toMatchObject({ error: { code: 'review.line_unknown' } });
    expect(await reduce(['import:revert'], 'audit')).toMatchObject({ error: { code: 'review.line_unknown' } });
    expect(await reduce(['merchant:all'])).toMatchObject({ error: { code: 'input.invalid' } });
    unwrap(await reduce(['merchant:import']));
    unwrap(await decide(id, [{ ...line, adminId: finance, comment: '离岗' } as never]));
    const { items, decided } = await get(id);
    expect(decided).toBe(2);
    expect(items.find((one) => one.adminId === entry && one.resource === 'merchant')).toMatchObject({
      decision: 'reduce',
      remove: ['merchant:import'],
      decidedAt: opened.clock.now(),
    });
  });

  it('is for the reviewer alone, in an open review, and is denied to who may not review', async () => {
    const second = unwrap(
      await opened.as('super').execute('admin.create', {
        loginName: 'second',
        name: '测试第二人',
        roleId: 'super',
        password: 'granite teacup voyage 9',
      }),
    );
    const { id } = unwrap(await create({ kind: 'role', roleIds: ['entry'] }, { reviewerId: second.id }));
    const { items } = await get(id);
    const keep = items.map(({ adminId, resource }) => ({
      adminId,
      resource,
      decision: 'keep' as const,
      remove: [],
      comment: '',
    }));
    expect(await decide(id, keep)).toMatchObject({ error: { code: 'review.not_reviewer' } });
    expect(await decide(id, keep, 'auditor')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await decide('none', keep)).toMatchObject({ error: { code: 'review.not_found' } });
    const before = await dumpTables(opened);
    const stop = failInTransaction(opened);
    expect((await decide(id, keep, second.id)).ok).toBe(false);
    stop();
    expect(await dumpTables(opened)).toBe(before);
    unwrap(await decide(id, keep, second.id));
    unwrap(await opened.as(second.id).execute('review.sign', { id }));
    expect(await decide(id, keep, second.id)).toMatchObject({ error: { code: 'review.closed' } });
  });
});

describe('review.sign', () => {
  it('needs every line decided, freezes what was decided under a hash, and changes nobody’s rights', async () => {
    const { id } = unwrap(await create({ kind: 'role', roleIds: ['readonly'] }));
    expect(await opened.as('super').execute('review.sign', { id })).toMatchObject({
      error: { code: 'review.undecided', params: { count: 2 } },
    });
    await keepAll(id);
    const before = await dumpTables(opened);
    const stop = failInTransaction(opened);
    expect((await opened.as('super').execute('review.sign', { id })).ok).toBe(false);
    stop();
    expect(await dumpTables(opened)).toBe(before);
    const { hash } = unwrap(await opened.as('super').execute('review.sign', { id }));
    expect(await lastEntry()).toMatchObject({ action: 'review.sign', rowsHash: hash, counts: { keep: 2, revoke: 0 } });
    expect(await get(id)).toMatchObject({ state: 'signed', hash, isIntact: true, toApply: 0 });
    expect(await opened.as('super').execute('review.sign', { id })).toMatchObject({ error: { code: 'review.closed' } });
    expect(await opened.as('finance').execute('review.sign', { id })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('super').execute('review.sign', {} as never)).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('shows when what is stored is no longer what was signed', async () => {
    const id = await signedForClerk();
    const row = (await opened.core.context.db.table('reviews').get(id))!;
    const items = row.items.map((line) => ({ ...line, decision: 'keep' as const }));
    await opened.core.context.db.table('reviews').put({ ...row, items });
    expect((await get(id)).isIntact).toBe(false);
  });
});

describe('review.apply', () => {
  it('takes what was signed by the rules of setRights, tells the person, and stays intact', async () => {
    const { entry } = opened.admins;
    const id = await signedForClerk();
    expect((await get(id)).toApply).toBe(1);
    const { removed } = unwrap(await opened.as('super').execute('review.apply', { id, adminId: entry }));
    expect(removed).toEqual(['merchant:import', 'import:history', 'import:revert']);
    expect(await opened.as('entry').ask('import.batches', { offset: 0, limit: 1 })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(unwrap(await opened.as('entry').ask('rights.pending', {}))).toMatchObject([
      { by: '测试超管', reason: 'R2026-001 不再负责导入', removed },
    ]);
    expect(await get(id)).toMatchObject({ toApply: 0, isIntact: true });
    expect(await opened.as('super').execute('review.apply', { id, adminId: entry })).toMatchObject({
      error: { code: 'review.nothing_to_apply' },
    });
  });

  it('works on the rights as they are by then, waits for the signature, and is denied without the right to set rights', async () => {
    const { entry, readonly } = opened.admins;
    const { id } = unwrap(await create({ kind: 'people', adminIds: [entry] }));
    const input = { id, adminId: entry };
    expect(await opened.as('super').execute('review.apply', input)).toMatchObject({
      error: { code: 'review.not_signed' },
    });
    const signed = await signedForClerk();
    expect(await opened.as('super').execute('review.apply', { id: signed, adminId: readonly })).toMatchObject({
      error: { code: 'review.nothing_to_apply' },
    });
    // A manager sets rights of own staff only.
    expect(await opened.as('manager').execute('review.apply', { id: signed, adminId: entry })).toMatchObject({
      error: { code: 'admin.not_yours' },
    });
    expect(await opened.as('auditor').execute('review.apply', { id: signed, adminId: entry })).toMatchObject({
      error: { code: 'access.denied', params: { permission: 'admin:rights' } },
    });
    expect(await opened.as('super').execute('review.apply', { id: signed } as never)).toMatchObject({
      error: { code: 'input.invalid' },
    });
    const before = await dumpTables(opened);
    const stop = failInTransaction(opened, 'rightsChanges');
    expect((await opened.as('super').execute('review.apply', { id: signed, adminId: entry })).ok).toBe(false);
    stop();
    expect(await dumpTables(opened)).toBe(before);
  });

  it('never takes the last super administrator', async () => {
    const { super: owner } = opened.admins;
    const second = unwrap(
      await opened.as('super').execute('admin.create', {
        loginName: 'second',
        name: '测试第二人',
        roleId: 'super',
        password: 'granite teacup voyage 9',
      }),
    );
    const { id } = unwrap(await create({ kind: 'people', adminIds: [owner] }, { reviewerId: second.id }));
    const { items } = await get(id);
    expect(items).toMatchObject([{ resource: 'super', risk: 'high' }]);
    const line = { adminId: owner, resource: 'super' as const, remove: [], comment: '交接' };
    expect(await decide(id, [{ ...line, decision: 'reduce', remove: ['merchant:purge'] }], second.id)).toMatchObject({
      error: { code: 'review.line_unknown' },
    });
    unwrap(await decide(id, [{ ...line, decision: 'revoke' }], second.id));
    unwrap(await opened.as(second.id).execute('review.sign', { id }));
    await opened.core.context.db.table('admins').update(second.id, { heldUntil: opened.clock.now() + DAY_MS });
    const applied = await opened.as(second.id).execute('review.apply', { id, adminId: owner });
    // The second one can be signed in again, so the first may go.
    expect(unwrap(applied).removed.length).toBeGreaterThan(30);
    expect(await opened.core.context.db.table('admins').get(owner)).toMatchObject({ roleIds: [], level: 'JUNIOR' });
  });
});

describe('review.cancel', () => {
  it('closes an open one with a reason, and no other', async () => {
    const { id } = unwrap(await create());
    const cancel = (who: Who, reason = '重复') => opened.as(who).execute('review.cancel', { id, reason });
    expect(await cancel('auditor')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await cancel('super', '')).toMatchObject({ error: { code: 'input.invalid' } });
    const before = await dumpTables(opened);
    const stop = failInTransaction(opened);
    expect((await cancel('super')).ok).toBe(false);
    stop();
    expect(await dumpTables(opened)).toBe(before);
    unwrap(await cancel('super'));
    expect(await lastEntry()).toMatchObject({ action: 'review.cancel', reason: '重复' });
    expect(await cancel('super')).toMatchObject({ error: { code: 'review.closed' } });
  });
});

describe('review.export', () => {
  it('gives the review to who may see it, and is on record', async () => {
    const id = await signedForClerk();
    expect(unwrap(await opened.as('auditor').execute('review.export', { id }))).toEqual(await get(id));
    expect(await lastEntry()).toMatchObject({ action: 'review.export', actorId: opened.admins.auditor });
    expect(await opened.as('entry').execute('review.export', { id })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('auditor').execute('review.export', { id: 'x' })).toMatchObject({
      error: { code: 'review.not_found' },
    });
    const stop = failInTransaction(opened);
    expect((await opened.as('auditor').execute('review.export', { id })).ok).toBe(false);
    stop();
  });
});

describe('review.list, review.mine and the list of administrators', () => {
  it('remind the reviewer, and say who is due', async () => {
    const { entry, finance } = opened.admins;
    const { id } = unwrap(await create({ kind: 'people', adminIds: [entry] }));
    expect(unwrap(await opened.as('super').ask('review.mine', {}))).toMatchObject([
      { id, isOverdue: false, people: 1 },
    ]);
    expect(unwrap(await opened.as('auditor').ask('review.mine', {}))).toEqual([]);
    const stateOf = async (adminId: string) =>
      unwrap(await opened.as('super').ask('admin.list', {})).find((one) => one.id === adminId)!;
    expect(await stateOf(entry)).toMatchObject({ lastReviewAt: null, reviewDue: false });
    opened.clock.advance(8 * DAY_MS);
    expect(unwrap(await opened.as('super').ask('review.mine', {}))).toMatchObject([{ isOverdue: true }]);
    expect(unwrap(await opened.as('auditor').ask('review.list', {}))).toMatchObject([{ isOverdue: true, decided: 0 }]);
    expect(await stateOf(entry)).toMatchObject({ reviewDue: true });
    expect(await stateOf(finance)).toMatchObject({ reviewDue: false });
    await keepAll(id);
    unwrap(await opened.as('super').execute('review.sign', { id }));
    expect(await stateOf(entry)).toMatchObject({ lastReviewAt: opened.clock.now(), reviewDue: false });
    opened.clock.advance(181 * DAY_MS);
    expect(await stateOf(entry)).toMatchObject({ reviewDue: true });
    expect(unwrap(await opened.as('super').ask('review.mine', {}))).toEqual([]);
    expect(await opened.as('entry').ask('review.list', {})).toMatchObject({ error: { code: 'access.denied' } });
    expect(await opened.as('auditor').ask('review.get', { id: 'x' })).toMatchObject({
      error: { code: 'review.not_found' },
    });
  });
});
