import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { AuditChain, type AuditDraft } from '@renderer/core/audit/chain';
import { verifyAudit } from '@renderer/core/audit/verify';
import { Database } from '@renderer/data/db';
import type { AuditEntryRow } from '@renderer/data/tables';

const ROWS = 50;
let db: Database;
let chain: AuditChain;
let rows: AuditEntryRow[];

const draft = (n: number): AuditDraft => ({
  at: 1_767_600_000_000 + n,
  actorId: `admin-${n % 3}`,
  actorName: `管理员${n % 3}`,
  roleId: 'entry',
  sessionId: `session-${n % 5}`,
  action: 'merchant.update',
  targetType: 'merchant',
  targetId: `m-${n}`,
  targetLabel: `商户${n}`,
  diff: [{ field: 'name', before: `旧${n}`, after: `新${n}` }],
  counts: { changed: n },
  rowsHash: `rows-${n}`,
  reason: `原因${n}`,
  result: 'ok',
  appVersion: '0.0.0-test',
});

beforeEach(async () => {
  db = new Database({ indexedDB: new IDBFactory(), IDBKeyRange });
  await db.open();
  chain = await AuditChain.load(db);
  rows = chain.link(Array.from({ length: ROWS }, (_, n) => draft(n)));
  await db.table('audit').bulkAdd(rows);
  chain.advance(rows);
});

const verify = (anchor: { seq: number; hash: string } | null = chain.head) => verifyAudit(db, chain, anchor, 0);

describe('an audit chain', () => {
  it('is found intact when nobody touched it', async () => {
    expect(await verify()).toMatchObject({ verdict: 'ok', rows: ROWS });
  });

  it('names the altered entry, whichever field was altered', async () => {
    const fields = Object.keys(rows[0]!).filter((f) => f !== 'seq') as (keyof AuditEntryRow)[];
    for (const row of rows) {
      for (const field of fields) {
        await db.table('audit').put({ ...row, [field]: altered(row[field]) });
        expect(await verify(), `${field} of ${row.seq}`).toMatchObject({ verdict: 'altered', brokenSeq: row.seq });
      }
      await db.table('audit').put(row);
    }
    expect(await verify()).toMatchObject({ verdict: 'ok' });
  });

  it('names the gap when an entry is deleted at the start or in the middle', async () => {
    for (const seq of [1, 25]) {
      await db.table('audit').delete(seq);
      expect(await verify()).toMatchObject({ verdict: 'gap', brokenSeq: seq });
      await db.table('audit').put(rows[seq - 1]!);
    }
  });

  it('is called truncated when its tail is missing, because the anchor remembers it', async () => {
    await db.table('audit').where('seq').above(40).delete();
    expect(await verify()).toMatchObject({ verdict: 'truncated', brokenSeq: 41 });
  });

  it('shows swapped and duplicated entries as altered', async () => {
    const [a, b] = [rows[9]!, rows[10]!];
    await db.table('audit').bulkPut([
      { ...a, seq: b.seq },
      { ...b, seq: a.seq },
    ]);
    expect(await verify()).toMatchObject({ verdict: 'altered', brokenSeq: a.seq });
  });

  it('recomputed from the altered entry on, is still betrayed by the anchor', async () => {
    const forged = await AuditChain.empty();
    const again = forged.link(
      Array.from({ length: ROWS }, (_, n) => ({ ...draft(n), ...(n === 20 && { targetLabel: '伪造' }) })),
    );
    await db.table('audit').bulkPut(again);
    expect(await verify()).toMatchObject({ verdict: 'altered', brokenSeq: ROWS });
  });

  it('says honestly that nothing vouches for it when there is no anchor', async () => {
    expect(await verify(null)).toMatchObject({ verdict: 'unanchored', rows: ROWS });
  });
});

function altered(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  if (Array.isArray(value)) return [...(value as unknown[]), { field: 'status', before: '', after: 'x' }];
  return { ...(value as object), extra: 1 };
}
