import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QueryIo } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import type { AuditDraft } from '@renderer/core/audit/chain';
import type { AuditEntryRow } from '@renderer/data/tables';
import { openCore, type OpenedCore } from '../../support/open-core';

const START = 1_767_600_000_000;
const ACTIONS = ['merchant.update', 'merchant.reveal', 'merchant.export'];
const RESULTS = ['ok', 'ok', 'denied', 'fail'] as const;
let core: OpenedCore;
let stored: AuditEntryRow[];

const draft = (n: number): AuditDraft => ({
  // Every tenth entry was written by a clock set back.
  at: START + n * 1_000 - (n % 10 === 9 ? 60_000 : 0),
  actorId: `admin-${n % 5}`,
  actorName: `管理员${n % 5}`,
  roleId: 'entry',
  sessionId: 's',
  action: ACTIONS[n % 3]!,
  targetType: 'merchant',
  targetId: `m-${n % 7}`,
  targetLabel: '',
  diff: [],
  counts: {},
  rowsHash: '',
  reason: '',
  result: RESULTS[n % 4]!,
  appVersion: '0',
});

beforeEach(async () => {
  core = await openCore();
  const { audit, db } = core.core.context;
  const rows = audit.link(Array.from({ length: 600 }, (_, n) => draft(n)));
  await db.table('audit').bulkAdd(rows);
  audit.advance(rows);
  stored = await db.table('audit').toArray();
});
afterEach(() => core.close());

type Filter = Partial<QueryIo['audit.list']['input']>;
const list = async (filter: Filter) =>
  unwrap(await core.as('super').ask('audit.list', { offset: 0, limit: 500, ...filter }));
const expected = (test: (row: AuditEntryRow) => boolean): number[] =>
  stored
    .filter(test)
    .map((row) => row.seq)
    .reverse();

describe('audit.list', () => {
  it('gives the newest first, page by page, and how many there are', async () => {
    const all = expected(() => true);
    const first = await list({ limit: 20 });
    const second = await list({ offset: 20, limit: 20 });
    expect(first.total).toBe(stored.length);
    expect([...first.rows, ...second.rows].map((row) => row.seq)).toEqual(all.slice(0, 40));
    expect((await list({ offset: stored.length })).rows).toEqual([]);
  });

  it.each<[string, Filter, (row: AuditEntryRow) => boolean]>([
    ['action', { action: 'merchant.reveal' }, (r) => r.action === 'merchant.reveal'],
    ['actor', { actorId: 'admin-2' }, (r) => r.actorId === 'admin-2'],
    ['target', { targetId: 'm-3' }, (r) => r.targetId === 'm-3'],
    ['result', { result: 'denied' }, (r) => r.result === 'denied'],
    ['beginning', { from: START + 550_000 }, (r) => r.at >= START + 550_000],
    ['span', { from: START + 1_000, to: START + 99_000 }, (r) => r.at >= START + 1_000 && r.at <= START + 99_000],
    [
      'everything at once',
      { action: 'merchant.update', actorId: 'admin-0', result: 'ok', to: START + 400_000 },
      (r) => r.action === 'merchant.update' && r.actorId === 'admin-0' && r.result === 'ok' && r.at <= START + 400_000,
    ],
  ])('filters by %s like a look at every entry would', async (_name, filter, test) => {
    const seqs = expected(test);
    expect(seqs.length).toBeGreaterThan(3);
    const page = await list({ ...filter, offset: 2, limit: 5 });
    expect(page.total).toBe(seqs.length);
    expect(page.rows.map((row) => row.seq)).toEqual(seqs.slice(2, 7));
  });

  it('names every action there is, whatever the filter and the page', async () => {
    const known = [...new Set(stored.map((row) => row.action))].sort();
    expect(known).toContain('setup.create');
    expect((await list({ action: 'merchant.reveal', limit: 1 })).actions).toEqual(known);
  });

  it('answers nonsense with one issue per field', async () => {
    const nonsense = { offset: -1, limit: 501, from: Number.NaN };
    const result = await core.as('super').ask('audit.list', nonsense);
    expect(result).toMatchObject({ error: { code: 'input.invalid' } });
    const issues = result.ok ? [] : (result.error.issues ?? []);
    expect(issues.map((i) => i.field).sort()).toEqual(['from', 'limit', 'offset']);
  });
});
