import { z } from 'zod';
import { isBackupFileName, type BackupRecord } from '@shared/contracts/backups';
import { MAX_CHUNK_BYTES } from '@shared/contracts/bridge';
import type { BridgeSchemas } from './contract';

const token = z.string().regex(/^[0-9a-f]{32}$/);
const count = z.int().min(0);
const name = z.string().refine(isBackupFileName);
const chunk = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= MAX_CHUNK_BYTES);
const length = z.int().min(1).max(MAX_CHUNK_BYTES);
const nothing = z.undefined() as unknown as z.ZodType<void>;
const usual = 50;
/** Of four megabytes each: no disk is faster. */
const chunks = 200;

export const backupRecordSchema: z.ZodType<BackupRecord> = z.strictObject({
  name,
  backupId: z.string().max(64),
  kind: z.enum(['manual', 'scheduled', 'exit', 'import', 'bulk', 'restore', 'upgrade']),
  createdAt: count,
  bytes: count,
  sha256: z.string().max(64),
  tables: z.record(z.string().max(64), count),
  merchants: count,
  appVersion: z.string().max(64),
  schemaVersion: count,
  installId: z.string().max(64),
  companyName: z.string().max(200),
  by: z.string().max(100),
  note: z.string().max(500),
  encrypted: z.boolean(),
  ownPassword: z.boolean().optional(),
  durationMs: count,
  verifiedAt: count,
  drilledAt: count,
  pinned: z.boolean(),
  journal: z.strictObject({ epoch: z.string().max(64), seq: count }).optional(),
});

const folder = z.object({
  displayName: z.string(),
  kind: z.enum(['default', 'chosen']),
  lost: z.boolean(),
  freeBytes: z.number().nullable(),
  files: z.array(z.object({ name: z.string(), bytes: count, modifiedAt: z.number() })),
  records: z.array(backupRecordSchema),
});

const second = z.object({
  displayName: z.string(),
  present: z.boolean(),
  sameDrive: z.boolean().nullable(),
  freeBytes: z.number().nullable(),
  chosenAt: count,
  lastCopyAt: count,
  failures: count,
  files: folder.shape.files,
  records: folder.shape.records,
});

export const backupSchemas: BridgeSchemas['backups'] = {
  list: { args: z.tuple([]), value: folder, perSecond: usual },
  begin: { args: z.tuple([name]), value: z.object({ token }), perSecond: usual },
  write: { args: z.tuple([token, count, chunk]), value: nothing, perSecond: chunks },
  finish: { args: z.tuple([token]), value: z.object({ bytes: count }), perSecond: usual },
  readBack: { args: z.tuple([token, count, length]), value: chunk, perSecond: chunks },
  publish: { args: z.tuple([token, backupRecordSchema]), value: nothing, perSecond: usual },
  abort: { args: z.tuple([token]), value: nothing, perSecond: usual },
  read: { args: z.tuple([name, count, length]), value: chunk, perSecond: chunks },
  note: { args: z.tuple([backupRecordSchema]), value: nothing, perSecond: usual },
  remove: { args: z.tuple([name]), value: nothing, perSecond: usual },
  second: { args: z.tuple([]), value: second.nullable(), perSecond: usual },
  chooseSecond: { args: z.tuple([]), value: z.object({ displayName: z.string() }).nullable(), perSecond: 10 },
  forgetSecond: { args: z.tuple([]), value: nothing, perSecond: 10 },
  copySecond: {
    args: z.tuple([backupRecordSchema]),
    value: z.object({ bytes: count, sha256: z.string() }),
    perSecond: usual,
  },
  removeSecond: { args: z.tuple([name]), value: nothing, perSecond: usual },
  chooseFolder: { args: z.tuple([]), value: z.object({ displayName: z.string() }).nullable(), perSecond: 10 },
};
