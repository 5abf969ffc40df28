import type { BackupRecord } from '@shared/contracts/backups';
import type { CallOptions } from '@shared/contracts/core';
import { SCHEMA_VERSION } from '@renderer/data/db';
import { readTable } from '@renderer/data/table-pages';
import type { TableName } from '@renderer/data/tables';
import type { CoreContext } from '../../context';
import { BackupError } from '../backup-error';
import { openFileKey } from '../file/keys';
import { readHeader } from '../file/read';
import { encodeRecord } from '../file/records';
import { startTableHash } from '../file/hashes';
import { openSource } from '../source';
import { checkIntegrity } from './integrity';
import { drop, loadBackup } from './load';

/**
 * A restore for nothing: into a scratch database, read back from there row by row, compared with the hashes in the file, and
 * thrown away. Nobody should trust a backup that was never restored.
 *
 * @throws BackupError `backup.not_intact` with the table
 */
export async function drill(ctx: CoreContext, record: BackupRecord, call: CallOptions): Promise<void> {
  const source = await openSource(ctx.host, { kind: 'folder', name: record.name });
  const opened = await readHeader(source);
  const { fileKey } = await openFileKey(opened.header, { kind: 'ring', ring: ctx.vault.ring });
  const { db, summary } = await loadBackup(ctx, source, opened, fileKey, ctx.newId(), call);
  try {
    const { auditAnchor, schemaVersion, tables } = opened.header;
    const findings = await checkIntegrity(db, auditAnchor.seq > 0 ? auditAnchor : null, ctx.now());
    if (findings.length > 0) throw new BackupError('backup.not_intact', { table: findings[0]!.table });
    for (const [index, { name, rows }] of tables.entries()) {
      if ((await db.table(name as TableName).count()) !== rows)
        throw new BackupError('backup.not_intact', { table: name });
      // Rows of an older shape were changed on the way; their hashes are those of the old ones.
      if (schemaVersion !== SCHEMA_VERSION) continue;
      const hasher = await startTableHash(opened.header);
      for await (const batch of readTable(db, name)) {
        for (const row of batch) await hasher.update(await encodeRecord(index, row));
      }
      if ((await hasher.digest()) !== summary.tables[name]?.sha256)
        throw new BackupError('backup.not_intact', { table: name });
    }
  } finally {
    await drop(db);
  }
}
