import { ROLES } from '@shared/access/roles';
import type { IntegrityFinding } from '@shared/contracts/backups';
import type { CallOptions } from '@shared/contracts/core';
import type { Database } from '@renderer/data/db';
import { MerchantHeads } from '@renderer/data/merchant-heads';
import { TABLE_NAMES } from '@renderer/data/tables';
import { AuditChain } from '../../audit/chain';
import { verifyAudit } from '../../audit/verify';
import { refuse } from '../../define';
import { checkBooks } from './integrity-books';
import { checkTransactions } from './integrity-txns';

/** Head of an audit log as somebody remembers it. */
interface Anchor {
  seq: number;
  hash: string;
}

interface IntegrityOptions extends CallOptions {
  /** Gets all merchants where they could be read: whoever needs them does not read them twice. */
  onMerchants?: (merchants: MerchantHeads) => void;
}

/** Everything that must hold of any database of ours, whoever wrote it. Reads only. */
export async function checkIntegrity(
  db: Database,
  anchor: Anchor | null,
  now: number,
  { isCancelled, onProgress, onMerchants }: IntegrityOptions = {},
): Promise<IntegrityFinding[]> {
  const checks = [
    () => checkIndexes(db),
    () => checkOrphans(db),
    () => checkAudit(db, anchor, now),
    () => checkTransactions(db, isCancelled),
    () => checkBooks(db),
    () => checkMerchants(db, onMerchants),
  ];
  const found: IntegrityFinding[] = [];
  for (const [n, check] of checks.entries()) {
    if (isCancelled?.()) refuse('operation.cancelled');
    found.push(...(await check()));
    onProgress?.(n + 1, checks.length);
  }
  return found.filter(({ count }) => count > 0);
}

/** A key that is missing or NaN leaves a row out of an index: lists would lack it. */
async function checkIndexes(db: Database): Promise<IntegrityFinding[]> {
  const found: IntegrityFinding[] = [];
  for (const name of TABLE_NAMES) {
    const table = db.table(name);
    const rows = await table.count();
    for (const index of table.schema.indexes) {
      if (index.multi) continue;
      const indexed = await table.orderBy(index.name).count();
      found.push({ check: 'index', table: name, count: Math.abs(rows - indexed) });
    }
  }
  return found;
}

async function checkOrphans(db: Database): Promise<IntegrityFinding[]> {
  const admins = await db.table('admins').toArray();
  const ids = new Set(admins.map((admin) => admin.id));
  const roles = new Set([...Object.keys(ROLES), ...(await db.table('roles').toArray()).map((role) => role.id)]);
  const batches = new Set(await db.table('importBatches').toCollection().primaryKeys());
  const before = await db.table('importBefore').orderBy('batchId').uniqueKeys();
  const asked = await db.table('grantRequests').toArray();
  const supers = admins.filter((admin) => admin.level === 'SUPER' && admin.state === 'active');
  return [
    {
      check: 'orphan',
      table: 'admins',
      count: admins.filter((a) => a.managerId !== '' && !ids.has(a.managerId)).length,
    },
    { check: 'orphan', table: 'roles', count: admins.filter((a) => a.roleIds.some((id) => !roles.has(id))).length },
    { check: 'orphan', table: 'importBefore', count: before.filter((id) => !batches.has(id as string)).length },
    {
      check: 'orphan',
      table: 'grantRequests',
      count: asked.filter((one) => !(one.kind === 'admin' ? ids : roles).has(one.targetId)).length,
    },
    { check: 'admins', table: 'admins', count: supers.length === 0 ? 1 : 0 },
  ];
}

async function checkAudit(db: Database, anchor: Anchor | null, now: number): Promise<IntegrityFinding[]> {
  const { verdict } = await verifyAudit({
    db,
    chain: await AuditChain.load(db),
    anchors: anchor ? [{ seq: anchor.seq, head: anchor.hash, at: 0 }] : [],
    // The keys may be another installation's, and nobody need have opened them.
    sign: null,
    isSigned: () => false,
    now,
  });
  return [{ check: 'audit', table: 'audit', count: verdict === 'ok' || verdict === 'unanchored' ? 0 : 1 }];
}

/** Columns of a block must all have its rows, and all merchants must be readable. */
async function checkMerchants(db: Database, onMerchants: IntegrityOptions['onMerchants']): Promise<IntegrityFinding[]> {
  let broken = 0;
  await db.table('merchantBlocks').each(({ columns }) => {
    for (const { ends, text } of Object.values(columns.columns)) {
      if (ends.length !== columns.rows || (ends.at(-1) ?? 0) !== text.length) broken++;
    }
  });
  if (broken === 0) {
    const merchants = await MerchantHeads.of(db).catch(() => null);
    if (merchants) onMerchants?.(merchants);
    else broken++;
  }
  return [{ check: 'merchants', table: 'merchantBlocks', count: broken }];
}
