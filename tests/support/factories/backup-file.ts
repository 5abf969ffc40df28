import { createFileKey } from '@renderer/core/backup/file/keys';
import { type BackupHeader } from '@renderer/core/backup/file/header';
import { type ByteSource } from '@renderer/core/backup/file/opening';
import { writeBackup, type WrittenBackup } from '@renderer/core/backup/file/write';

export interface MadeBackup extends WrittenBackup {
  file: Uint8Array<ArrayBuffer>;
  header: BackupHeader;
  fileKey: Uint8Array<ArrayBuffer> | null;
}

/** A backup of tables given as they are, in memory. */
export async function makeBackup(
  tables: Record<string, readonly unknown[]>,
  options: Partial<BackupHeader> = {},
): Promise<MadeBackup> {
  const header: BackupHeader = {
    app: 'merchant-desk',
    appVersion: '0.0.0-test',
    schemaVersion: 3,
    createdAt: Date.UTC(2026, 0, 5),
    backupId: 'backup-1',
    installId: 'install-1',
    companyName: '示例商管公司',
    kind: 'manual',
    by: '测试超管',
    note: '',
    merchants: 0,
    tables: Object.entries(tables).map(([name, rows]) => ({ name, rows: rows.length })),
    chunkBytes: 1024,
    compression: 'gzip',
    hashing: 'pieces',
    cipher: 'A256GCM',
    noncePrefix: Buffer.from(crypto.getRandomValues(new Uint8Array(7))).toString('base64'),
    recipients: [],
    auditAnchor: { seq: 7, hash: 'ab'.repeat(32) },
    ...options,
  };
  const fileKey = header.cipher === 'none' ? null : createFileKey();
  const pieces: Uint8Array[] = [];
  const written = writeBackup(header, fileKey, async function* (name) {
    yield tables[name] ?? [];
  });
  for (;;) {
    const { done, value } = await written.next();
    if (done) return { ...value, file: new Uint8Array(Buffer.concat(pieces)), header, fileKey };
    pieces.push(value);
  }
}

export function sourceOf(file: Uint8Array): ByteSource {
  return { size: file.length, read: async (offset, length) => file.slice(offset, offset + length) };
}
