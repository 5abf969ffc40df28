import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Permission } from '@shared/access/resources';
import type { QueryIo } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import type { AuditDraft } from '@renderer/core/audit/chain';
import type { AuditEntryRow } from '@renderer/data/tables';
import { auditDraft } from '../../support/factories/audit-draft';
import { openCore, type OpenedCore } from '../../support/open-core';

const START = 1_767_600_000_000;
const ACTIONS = ['merchant.update', 'merchant.reveal', 'merchant.export', 'session.signIn'];
const RESULTS = ['ok', 'ok', 'denied', 'fail'] as const;
let core: OpenedCore;
let stored: AuditEntryRow[];

const draft = (n: number): AuditDraft =>
  auditDraft(n, {
    // Every tenth entry was written by a clock set back.
    at: START + n * 1_000 - (n % 10 === 9 ? 60_000 : 0),
    actorId: `admin-${n % 5}`,
    action: ACTIONS[n % 4]!,
    targetId: `m-${n % 7}`,
    targetLabel: `商户 ${n % 11}`,
    result: RESULTS[n % 4]!,
  });

beforeEach(async () => {
  core = await openCore();
  const { audit, db } = core.core.context;
  const rows = audit.link(
    Array.from({ length: 600 }, (_, n) => draft(n)),
    null,
  );
  await db.table('audit').bulkAdd(rows);
  audit.advance(rows);
  stored = await db.table('audit').toArray();
});
afterEach(() => core.close());

type Filter = Partial<QueryIo['audit.list']['input']>;
const list = async (filter: Filter) =>
  unwrap(await core.as('super').ask('audit.list', { log: 'all', limit: 500, ...filter }));
const expected = (test: (row: AuditEntryRow) => boolean): number[] =>
  stored
    .filter(test)
    .map((row) => row.seq)
    .reverse();

describe('audit.list', () => {
  it('gives the newest first, page by page, and how many there are', async () => {
    const all = expected(() => true);
    const first = await list({ limit: 20 });
    const second = await list({ limit: 20, before: first.next! });
    expect(first.total).toBe(stored.length);
    expect([...first.rows, ...second.rows].map((row) => row.seq)).toEqual(all.slice(0, 40));
    const last = await list({ before: 3 });
    expect(last.rows.map((row) => row.seq)).toEqual([2, 1]);
    expect(last.next).toBeNull();
    expect((await list({ before: 1 })).rows).toEqual([]);
  });

  it('moves no page when entries come meanwhile', async () => {
    const first = await list({ limit: 20 });
    const second = await list({ limit: 20, before: first.next! });
    unwrap(await core.as('super').execute('company.update', { companyName: '改名公司' }));
    expect(await list({ limit: 20, before: first.next! })).toEqual({
      ...second,
      total: second.total + 2,
    });
    // The clock of the test stands before the entries made up here: that is an entry too.
    expect((await list({ limit: 1 })).rows[0]).toMatchObject({ action: 'company.update' });
  });

  it.each<[string, Filter, (row: AuditEntryRow) => boolean]>([
    ['action', { action: 'merchant.reveal' }, (r) => r.action === 'merchant.reveal'],
    ['actor', { actorId: 'admin-2' }, (r) => r.actorId === 'admin-2'],
    ['target', { targetId: 'm-3' }, (r) => r.targetId === 'm-3'],
    ['beginning of its name', { target: '商户 1' }, (r) => r.targetLabel.startsWith('商户 1')],
    ['result', { result: 'denied' }, (r) => r.result === 'denied'],
    ['beginning', { from: START + 550_000 }, (r) => r.at >= START + 550_000],
    ['span', { from: START + 1_000, to: START + 99_000 }, (r) => r.at >= START + 1_000 && r.at <= START + 99_000],
    ['the log of operations', { log: 'operations' }, (r) => !r.action.startsWith('session.')],
    ['the log of sign-ins', { log: 'signIns' }, (r) => r.action.startsWith('session.')],
    ['the log of exports', { log: 'exports' }, (r) => r.action === 'merchant.export'],
    ['the log of denials', { log: 'denied' }, (r) => r.result === 'denied'],
    ['the log of rights', { log: 'rights' }, (r) => r.action === 'admin.create'],
    [
      'everything at once',
      { log: 'operations', action: 'merchant.update', actorId: 'admin-0', result: 'ok', to: START + 400_000 },
      (r) => r.action === 'merchant.update' && r.actorId === 'admin-0' && r.result === 'ok' && r.at <= START + 400_000,
    ],
  ])('filters by %s like a look at every entry would', async (_name, filter, test) => {
    const seqs = expected(test);
    expect(seqs.length).toBeGreaterThan(3);
    const page = await list({ ...filter, before: seqs[1]!, limit: 2 });
    expect(page.total).toBe(seqs.length);
    expect(page.rows.map((row) => row.seq)).toEqual(seqs.slice(2, 4));
    expect(page.next).toBe(seqs.length > 4 ? seqs[3] : null);
  });

  it('finds the changes by which somebody gained or lost one right, in the log of rights or in all', async () => {
    const { finance, readonly } = core.admins;
    const give = async (id: string, grants: Permission[]) => {
      core.clock.advance(1_000);
      const row = (await core.core.context.db.table('admins').get(id))!;
      const { rev, level, roleIds, denies, scope, limits, managerId } = row;
      const list = grants.map((permission) => ({ permission, expiresAt: 0, scope: null }));
      const rights = { level, roleIds, grants: list, denies, scope, limits, managerId };
      unwrap(
        await core.as('super').execute('admin.setRights', { id, rev, rights, reason: '补位', acceptConflicts: true }),
      );
    };
    await give(readonly, ['bill:view']);
    await give(finance, ['import:revert']);
    await give(readonly, []);
    const found = (filter: Filter) => list(filter).then(({ rows }) => rows.map((row) => row.rights));
    const expectedRights = [
      { added: [], removed: ['bill:view'] },
      { added: ['bill:view'], removed: [] },
    ];
    expect(await found({ log: 'rights', permission: 'bill:view' })).toEqual(expectedRights);
    expect(await found({ log: 'all', permission: 'bill:view' })).toEqual(expectedRights);
    expect(await found({ log: 'all', permission: 'audit:archive' })).toEqual([]);
  });

  it('answers nonsense with one issue per field', async () => {
    const nonsense = { log: 'none' as 'all', before: 0, limit: 501, from: Number.NaN };
    const result = await core.as('super').ask('audit.list', nonsense);
    expect(result).toMatchObject({ error: { code: 'input.invalid' } });
    const issues = result.ok ? [] : (result.error.issues ?? []);
    expect(issues.map((i) => i.field).sort()).toEqual(['before', 'from', 'limit', 'log']);
  });
});

describe('audit.words', () => {
  it('has a word in both languages for everything an entry can be about', async () => {
    const words = unwrap(await core.as('readonly').ask('audit.words', {}));
    const names = words.map((word) => word.name);
    expect(names).toEqual(expect.arrayContaining([...core.commands.keys(), ...core.queries.keys()]));
    expect(words.find((word) => word.name === 'system.clockSetBack')).toMatchObject({ audited: true });
    expect(words.find((word) => word.name === 'draft.save')).toMatchObject({ audited: false });
    for (const { name, zh, en } of words)
      expect(
        [zh, en].every((text) => text !== ''),
        name,
      ).toBe(true);
    expect(await core.as('readonly').ask('audit.words', { x: 1 } as never)).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });
});
