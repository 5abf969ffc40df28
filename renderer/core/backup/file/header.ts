import { z } from 'zod/mini';
import { MAX_CHUNK_PLAIN_BYTES } from './layout';

const count = z.int().check(z.gte(0));
const text = (max: number) => z.string().check(z.maxLength(max));
const base64 = (max: number) => z.string().check(z.maxLength(max), z.regex(/^[A-Za-z0-9+/]*={0,2}$/));

/** Costs a file may ask for: a forged one must not hang the program or take all memory. */
const kdf = z.object({
  algorithm: z.literal('argon2id'),
  memoryKib: z.int().check(z.gte(8), z.lte(1024 * 1024)),
  iterations: z.int().check(z.gte(1), z.lte(20)),
  parallelism: z.int().check(z.gte(1), z.lte(8)),
  salt: base64(128),
});

const wrappedKeys = z.object({ v: z.literal(1), box: base64(64 * 1024) });

/**
 * Ways to the file's key. `install`: sealed to the public key of the installation, whose private half follows from the key
 * ring. `admin` and `recovery`: the key ring as it was wrapped for a super admin, so that their password or recovery code
 * is enough on any computer; `name` is a hash of the sign-in name. `password`: the file's key under a password of its own.
 */
const recipient = z.discriminatedUnion('type', [
  z.object({ type: z.literal('install'), publicKey: base64(64), ephemeral: base64(64), box: base64(256) }),
  z.object({ type: z.literal('admin'), id: text(64), name: base64(64), kdf, wrappedKeys }),
  z.object({ type: z.literal('recovery'), id: text(64), name: base64(64), kdf, wrappedKeys }),
  z.object({ type: z.literal('password'), kdf, box: base64(256) }),
]);

/** What seals a file, whatever lies in it. */
export const sealingFields = {
  cipher: z.enum(['A256GCM', 'none']),
  noncePrefix: base64(16),
  recipients: z.array(recipient).check(z.maxLength(200)),
};

export const BACKUP_KINDS = ['manual', 'scheduled', 'exit', 'import', 'bulk', 'restore', 'upgrade'] as const;

export const headerSchema = z.object({
  app: z.literal('merchant-desk'),
  appVersion: text(64),
  /** Shape of the rows: `shared/migrations` leads on from here. */
  schemaVersion: z.int().check(z.gte(1), z.lte(65_535)),
  createdAt: count,
  backupId: text(64),
  installId: text(64),
  companyName: text(200),
  kind: z.enum(BACKUP_KINDS),
  /** Who made it; '' for the program itself. */
  by: text(100),
  note: text(500),
  /** Living and in the recycle bin. */
  merchants: count,
  /** In the order in which they are stored: a record names its table by its place here. */
  tables: z.array(z.object({ name: text(64), rows: count })).check(z.maxLength(500)),
  chunkBytes: z.int().check(z.gte(1024), z.lte(MAX_CHUNK_PLAIN_BYTES)),
  compression: z.literal('gzip'),
  /** How tables and the whole are hashed; missing in files from before there were pieces. */
  hashing: z.optional(z.literal('pieces')),
  ...sealingFields,
  /** Head of the audit chain: whoever holds the file can tell a log that was cut later. */
  auditAnchor: z.object({ seq: count, hash: text(128) }),
  /** From where on the journal goes on from these rows; missing in files from before there was one. */
  journal: z.optional(z.object({ epoch: z.string().check(z.regex(/^[0-9a-f]{16}$/)), seq: count })),
});

export type BackupHeader = z.infer<typeof headerSchema>;
export type SealedHeader = Pick<BackupHeader, keyof typeof sealingFields>;
export type Recipient = BackupHeader['recipients'][number];

const hex = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** The last chunk: what everything before must come to. */
export const manifestSchema = z.object({
  /** SHA-256 of each chunk as stored, head included. */
  chunks: z.array(hex),
  tables: z.record(text(64), z.object({ rows: count, sha256: hex })),
  plainBytes: count,
});

export type Manifest = z.infer<typeof manifestSchema>;
