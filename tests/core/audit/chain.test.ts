import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { packRowChanges, auditRowsId } from '@renderer/core/audit/bulk-rows';
import { AuditChain, GENESIS_HASH, type Sign } from '@renderer/core/audit/chain';
import { mustBeSigned } from '@renderer/core/audit/must-be-signed';
import { verifyAudit } from '@renderer/core/audit/verify';
import { createKeyRing } from '@renderer/core/vault/keyring';
import { Vault } from '@renderer/core/vault/vault';
import { Database } from '@renderer/data/db';
import type { AuditEntryRow } from '@renderer/data/tables';
import { auditDraft } from '../../support/factories/audit-draft';

const ROWS = 50;
const NEW_FIELDS = ['mac', 'v', 'tzOffset', 'level', 'requestId', 'rows'] as const;
let db: Database;
let chain: AuditChain;
let rows: AuditEntryRow[];
let sign: Sign;

const signer = (): Sign => {
  const vault = new Vault();
  vault.open(createKeyRing());
  return vault.auditSigner()!;
};

interface Anchor {
  seq: number;
  hash: string;
}

const drafts = (over: (n: number) => object = () => ({})) =>
  Array.from({ length: ROWS }, (_, n) => auditDraft(n, over(n)));
const asAnchor = ({ seq, hash }: Anchor) => ({ seq, head: hash, at: 0 });

/** Anchored every ten entries and at the end, unless told otherwise; as a later start of the program finds it. */
async function verify(anchors: Anchor[] = [...rows.filter((row) => row.seq % 10 === 0)]) {
  const later = await AuditChain.load(db);
  const list = anchors.map(asAnchor);
  return verifyAudit({ db, chain: later, anchors: list, sign, isSigned: mustBeSigned, now: 0 });
}

async function store(entries: AuditEntryRow[]): Promise<void> {
  await db.table('audit').clear();
  await db.table('audit').bulkAdd(entries);
}

beforeEach(async () => {
  db = new Database({ indexedDB: new IDBFactory(), IDBKeyRange });
  await db.open();
  sign = signer();
  chain = await AuditChain.load(db);
  rows = chain.link(drafts(), sign);
  await store(rows);
});

describe('an audit chain', () => {
  it('is found intact when nobody touched it', async () => {
    expect(await verify()).toMatchObject({
      verdict: 'ok',
      cause: '',
      rows: ROWS,
      tail: 0,
      agreesTo: ROWS,
      head: rows.at(-1)!.hash,
    });
  });

  it('names the altered entry, whichever field of whichever of fifty was altered', async () => {
    const fields = Object.keys(rows[0]!).filter((f) => f !== 'seq') as (keyof AuditEntryRow)[];
    expect(fields.length).toBeGreaterThan(20);
    for (const row of rows) {
      for (const field of fields) {
        await db.table('audit').put({ ...row, [field]: altered(row[field]) });
        const found = await verify();
        expect(found, `${field} of ${row.seq}`).toMatchObject({ verdict: 'altered', brokenSeq: row.seq });
        expect(found.cause).toBe(field === 'mac' ? 'signature' : field === 'prevHash' ? 'link' : 'entry');
      }
      await db.table('audit').put(row);
    }
    expect(await verify()).toMatchObject({ verdict: 'ok' });
  });

  it('names an entry whose field, signature or version was taken away', async () => {
    const row = rows[24]!;
    for (const field of NEW_FIELDS) {
      const without = { ...row };
      delete without[field];
      await db.table('audit').put(without);
      expect(await verify(), field).toMatchObject({ verdict: 'altered', brokenSeq: 25 });
    }
    await db.table('audit').put({ ...row, mac: '' });
    expect(await verify()).toMatchObject({ verdict: 'altered', brokenSeq: 25, cause: 'entry' });
  });

  it('names the gap when an entry is deleted at the start or in the middle', async () => {
    for (const seq of [1, 25]) {
      await db.table('audit').delete(seq);
      expect(await verify()).toMatchObject({ verdict: 'gap', brokenSeq: seq });
      await db.table('audit').put(rows[seq - 1]!);
    }
  });

  it('is called truncated when its tail is missing, one entry or ten: anchors remember it', async () => {
    await db.table('audit').delete(ROWS);
    expect(await verify()).toMatchObject({ verdict: 'truncated', brokenSeq: ROWS, agreesTo: 40 });
    await db.table('audit').where('seq').above(40).delete();
    expect(await verify()).toMatchObject({ verdict: 'truncated', brokenSeq: 41, agreesTo: 40 });
  });

  it('is called truncated in the same session even where no anchor was written yet', async () => {
    chain.advance(rows);
    await db.table('audit').where('seq').above(40).delete();
    const found = await verifyAudit({ db, chain, anchors: [], sign, isSigned: mustBeSigned, now: 0 });
    expect(found).toMatchObject({ verdict: 'truncated', brokenSeq: 41 });
  });

  it('shows swapped, moved and duplicated entries', async () => {
    const [a, b] = [rows[9]!, rows[10]!];
    await db.table('audit').bulkPut([
      { ...a, seq: b.seq },
      { ...b, seq: a.seq },
    ]);
    expect(await verify()).toMatchObject({ verdict: 'altered', brokenSeq: a.seq });
    await db.table('audit').bulkPut([a, { ...a, seq: b.seq }]);
    expect(await verify()).toMatchObject({ verdict: 'altered', brokenSeq: b.seq, cause: 'link' });
    await db.table('audit').bulkPut([a, b, { ...a, seq: ROWS + 1 }]);
    expect(await verify()).toMatchObject({ verdict: 'altered', brokenSeq: ROWS + 1 });
  });

  it('written anew with a key of somebody’s own, is betrayed by the first signature', async () => {
    const forged = (await AuditChain.empty()).link(drafts(forgery), signer());
    await store(forged);
    expect(await verify([])).toMatchObject({ verdict: 'altered', cause: 'signature', brokenSeq: 1 });
  });

  it('written anew without signatures, is betrayed by the first deed that must have one', async () => {
    const forged = (await AuditChain.empty()).link(drafts(forgery), null);
    await store(forged);
    expect(await verify([])).toMatchObject({ verdict: 'altered', cause: 'signature', brokenSeq: 1 });
  });

  it('written anew by who holds the key, is betrayed by the anchors', async () => {
    const forged = (await AuditChain.empty()).link(drafts(forgery), sign);
    await store(forged);
    expect(await verify()).toMatchObject({ verdict: 'altered', cause: 'anchor', brokenSeq: 30, agreesTo: 20 });
  });

  it('put back from an older database and gone on with, is betrayed by anchors of the time between', async () => {
    const older = await AuditChain.empty();
    const kept = rows.slice(0, 30);
    older.advance(kept);
    const since = older.link(
      drafts(() => ({ reason: '之后' })),
      sign,
    );
    await store([...kept, ...since]);
    expect(await verify()).toMatchObject({ verdict: 'altered', cause: 'anchor', brokenSeq: 40, agreesTo: 30 });
    // Anchors that contradict each other do not vouch for either course.
    expect(await verify([rows[39]!, since[9]!])).toMatchObject({ verdict: 'altered', cause: 'anchor', brokenSeq: 40 });
  });

  it('says how many entries at the end nothing outside vouches for', async () => {
    expect(await verify([rows[29]!])).toMatchObject({ verdict: 'unanchored', tail: 20, agreesTo: 30, brokenSeq: 0 });
    expect(await verify([])).toMatchObject({ verdict: 'unanchored', tail: ROWS, agreesTo: 0, anchor: null });
  });

  it('notices rows of a bulk deed that are not those it recorded', async () => {
    const changes = Array.from({ length: 30 }, (_, n) => ({
      id: `m-${n}`,
      diff: [{ field: 'status', before: 'ACTIVE', after: 'SUSPENDED' }],
    }));
    const packed = packRowChanges(changes, (text) => chain.sha256(text));
    chain.advance(rows);
    const draft = auditDraft(ROWS, { rows: packed.count, rowsHash: packed.hash });
    const [entry] = chain.link([draft], sign);
    await db.table('audit').add(entry!);
    const block = { id: auditRowsId(entry!.seq, 'm-0'), seq: entry!.seq, columns: packed.blocks[0]!.columns };
    await db.table('auditRows').add(block);
    expect(await verify([entry!])).toMatchObject({ verdict: 'ok' });
    const lied = { ...block.columns, same: { ...block.columns.same, '<status': 'CLOSED' } };
    for (const stored of [{ ...block, columns: lied }, null]) {
      if (stored) await db.table('auditRows').put(stored);
      else await db.table('auditRows').clear();
      expect(await verify([entry!])).toMatchObject({ verdict: 'altered', cause: 'rows', brokenSeq: ROWS + 1 });
    }
  });

  it('stops when told to, and says how far it is', async () => {
    const seen: [number, number][] = [];
    const call = { onProgress: (done: number, total: number) => seen.push([done, total]), isCancelled: () => true };
    const verifying = verifyAudit({ db, chain, anchors: [], sign, isSigned: mustBeSigned, now: 0, call });
    await expect(verifying).rejects.toMatchObject({ error: { code: 'operation.cancelled' } });
    expect(seen).toEqual([[ROWS, ROWS]]);
  });
});

describe('entries of the first shape', () => {
  /** Computed by hand from the first released canonical text; frozen. */
  const OLD: Omit<AuditEntryRow, 'hash'> = {
    seq: 1,
    at: 1_767_600_000_000,
    actorId: 'a',
    actorName: '周予安',
    roleId: 'super',
    sessionId: 's',
    action: 'setup.create',
    targetType: '',
    targetId: '',
    targetLabel: '',
    diff: [{ field: 'name', before: '', after: '青禾' }],
    counts: { b: 2, a: 1 },
    rowsHash: '',
    reason: '',
    result: 'ok',
    appVersion: '0.1.0',
    prevHash: GENESIS_HASH,
  };
  const TEXT =
    `["${GENESIS_HASH}",1,1767600000000,"a","周予安","super","s","setup.create","","","",` +
    `[["name","","青禾"]],[["a",1],["b",2]],"","","ok","0.1.0"]`;

  it('still verify, before those of today’s shape', async () => {
    expect(chain.hashOf(OLD)).toBe(chain.sha256(TEXT));
    const first: AuditEntryRow = { ...OLD, hash: chain.sha256(TEXT) };
    const later = await AuditChain.empty();
    later.advance([first]);
    const entries = [first, ...later.link(drafts(), sign)];
    await store(entries);
    expect(await verify([entries.at(-1)!])).toMatchObject({ verdict: 'ok', rows: ROWS + 1 });
  });

  it('cannot follow on new ones: that would be a way to leave the signature out', async () => {
    const [last, ...before] = [...rows].reverse();
    const old = { ...last! };
    for (const field of NEW_FIELDS) delete old[field];
    await store([...before.reverse(), { ...old, hash: chain.hashOf(old) }]);
    expect(await verify([])).toMatchObject({ verdict: 'altered', cause: 'entry', brokenSeq: ROWS });
  });
});

describe('what the gate writes', () => {
  it('opens and verifies as one chain', async () => {
    const { openCore } = await import('../../support/open-core');
    const opened = await openCore();
    expect(unwrap(await opened.as('auditor').ask('audit.verify', {}))).toMatchObject({ verdict: 'ok', tail: 0 });
    await opened.close();
  });
});

function forgery(n: number): object {
  return n === 20 ? { targetLabel: '伪造' } : {};
}

function altered(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  if (Array.isArray(value)) return [...(value as unknown[]), { field: 'status', before: '', after: 'x' }];
  return { ...(value as object), extra: 1 };
}
