import { openAsStored } from '@renderer/data/old-shape';
import type { StorageEngine } from '@renderer/data/db';
import { readTable } from '@renderer/data/table-pages';
import type { AdminRow, AuditEntryRow } from '@renderer/data/tables';
import type { CoreContext, MetaValues } from '../context';
import { describeError } from '../describe-error';
import { toBase64 } from '../vault/base64';
import type { BackupHeader } from './file/header';
import { adminRecipients, createFileKey, sealToInstall } from './file/keys';
import { CHUNK_PLAIN_BYTES } from './file/layout';
import { requireRoom, writeVerified } from './make';
import { migrateRow } from './restore/load';

interface Upgrading extends Pick<CoreContext, 'host' | 'appVersion' | 'now' | 'newId'> {
  engine: StorageEngine;
}

/**
 * The data as an older program stored it, in a verified backup, before this one changes its shape. Not where no backup could
 * ever be sealed: nobody has signed in since backups exist.
 *
 * @param version of the stored shape
 * @returns false when it could not be made: then nothing may be changed
 */
export async function backUpBeforeUpgrade(desk: Upgrading, name: string, version: number): Promise<boolean> {
  const { host } = desk;
  const db = await openAsStored(desk.engine, name);
  try {
    const fileKey = createFileKey();
    const header = await makeHeader(desk, db.dexie, version, fileKey);
    if (!header) return true;
    await requireRoom(host);
    await writeVerified(desk, header, fileKey, (table) => readTable(db, table));
    return true;
  } catch (error) {
    host.log('error', 'backup.upgrade_failed', describeError(error));
    return false;
  } finally {
    db.dexie.close();
  }
}

type Stored = Awaited<ReturnType<typeof openAsStored>>['dexie'];

async function makeHeader(
  { host, appVersion, now, newId }: Upgrading,
  dexie: Stored,
  schemaVersion: number,
  fileKey: Uint8Array<ArrayBuffer>,
): Promise<BackupHeader | null> {
  const meta = async <K extends keyof MetaValues>(key: K): Promise<MetaValues[K] | undefined> =>
    (await dexie.table<{ value: MetaValues[K] }, string>('meta').get(key))?.value;
  const [install, key, company, journal] = [
    await meta('install'),
    await meta('backupKey'),
    await meta('company'),
    await meta('journal'),
  ];
  if (!install || !key) return null;
  const admins = await dexie.table('admins').toArray();
  const head = (await dexie.table<AuditEntryRow>('audit').orderBy(':id').last()) ?? { seq: 0, hash: '' };
  const remembered = await host.readSentinel().catch(() => null);
  const tables = await Promise.all(
    dexie.tables.map(async (table) => ({ name: table.name, rows: await table.count() })),
  );
  return {
    app: 'merchant-desk',
    appVersion,
    schemaVersion,
    createdAt: now(),
    backupId: newId(),
    installId: install.installId,
    companyName: company?.name ?? '',
    kind: 'upgrade',
    by: '',
    note: '',
    merchants: remembered?.counts['merchants'] ?? 0,
    tables,
    chunkBytes: CHUNK_PLAIN_BYTES,
    compression: 'gzip',
    hashing: 'pieces',
    cipher: 'A256GCM',
    noncePrefix: toBase64(crypto.getRandomValues(new Uint8Array(7))),
    recipients: [
      await sealToInstall(fileKey, key.publicKey),
      // Who may open it is told from today's shape of their rows.
      ...(await adminRecipients(admins.map((row) => migrateRow(schemaVersion, 'admins', row) as AdminRow))),
    ],
    auditAnchor: { seq: head.seq, hash: head.hash },
    ...(journal && { journal }),
  };
}
