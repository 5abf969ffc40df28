import { z } from 'zod';
import {
  type Bridge,
  type BridgeArea,
  MAX_ANCHORS,
  MAX_CHUNK_BYTES,
  MAX_THROTTLE_CHARS,
} from '@shared/contracts/bridge';
import type { Result } from '@shared/kernel/result';
import { backupSchemas } from './backup-contract';
import { journalSchemas } from './journal-contract';

/** The window that asks, as main knows it: a caller cannot name itself. */
export interface Caller {
  contentsId: number;
}

type AnyMethod = (...args: never[]) => Promise<Result<unknown>>;
type Method<Area extends BridgeArea, Name extends keyof Bridge[Area]> = Extract<Bridge[Area][Name], AnyMethod>;
type Answer<Call extends AnyMethod> = Extract<Awaited<ReturnType<Call>>, { ok: true }>['value'];

export interface CallSchema<Call extends AnyMethod> {
  args: z.ZodType<Parameters<Call>>;
  value: z.ZodType<Answer<Call>>;
  /** How often one window may call this in a second. */
  perSecond: number;
}

export type BridgeSchemas = {
  [Area in BridgeArea]: { [Name in keyof Bridge[Area]]: CallSchema<Method<Area, Name>> };
};

export type BridgeHandlers = {
  [Area in BridgeArea]: {
    [Name in keyof Bridge[Area]]: (
      caller: Caller,
      ...args: Parameters<Method<Area, Name>>
    ) => ReturnType<Method<Area, Name>>;
  };
};

const token = z.string().regex(/^[0-9a-f]{32}$/);
const fileKind = z.enum(['spreadsheet', 'xlsx', 'csv', 'text', 'image', 'pdf', 'backup', 'auditArchive']);
const displayName = z.string().min(1).max(255);
const count = z.int().min(0);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= MAX_CHUNK_BYTES);
const nothing = z.undefined() as unknown as z.ZodType<void>;

const installSchema = z.strictObject({
  installId: z.string().min(1).max(64),
  createdAt: count,
  lastOpenOk: count,
  schemaVersion: count,
  counts: z
    .record(z.string().min(1).max(64), count)
    .refine((counts) => Object.keys(counts).length <= 200, { error: 'too many tables' }),
  auditSeq: count,
  auditHead: z.string().max(256),
});

export const sentinelSchema = installSchema.extend({ previous: z.array(installSchema).max(5).optional() });

export const anchorSchema = z.strictObject({
  installId: z.string().min(1).max(64),
  seq: z.int().min(1),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  at: count,
  why: z.enum(['rows', 'signOut', 'export', 'archive', 'sentinel']),
});

export const throttleSchema = z.string().max(MAX_THROTTLE_CHARS);

const systemInfo = z.object({
  kind: z.enum(['electron', 'browser']),
  appVersion: z.string(),
  note: z.string().optional(),
  persisted: z.boolean().nullable(),
  locale: z.string(),
});

const logDetail = z
  .record(z.string().min(1).max(64), z.union([z.string().max(4_000), z.number(), z.boolean()]))
  .refine((detail) => Object.keys(detail).length <= 20, { error: 'too many fields' });

const seldom = 10;
const usual = 50;
/** A 50 MiB file in small pieces is still no flood. */
const chunks = 200;

export const BRIDGE_SCHEMAS: BridgeSchemas = {
  system: {
    info: { args: z.tuple([]), value: systemInfo, perSecond: usual },
    freeSpace: { args: z.tuple([]), value: z.number().nullable(), perSecond: usual },
    readSentinel: { args: z.tuple([]), value: sentinelSchema.nullable(), perSecond: usual },
    writeSentinel: { args: z.tuple([sentinelSchema]), value: nothing, perSecond: usual },
    readThrottle: { args: z.tuple([]), value: throttleSchema.nullable(), perSecond: usual },
    writeThrottle: { args: z.tuple([throttleSchema]), value: nothing, perSecond: usual },
    appendAnchor: { args: z.tuple([anchorSchema]), value: nothing, perSecond: usual },
    readAnchors: { args: z.tuple([]), value: z.array(anchorSchema).max(MAX_ANCHORS), perSecond: seldom },
    log: {
      args: z.tuple([z.enum(['info', 'warn', 'error']), z.string().min(1).max(200), logDetail]),
      value: nothing,
      perSecond: usual,
    },
    setTitle: { args: z.tuple([z.string().max(200)]), value: nothing, perSecond: usual },
    setLanguage: { args: z.tuple([z.enum(['zh', 'en'])]), value: nothing, perSecond: seldom },
    openHelp: { args: z.tuple([z.enum(['manual', 'support'])]), value: nothing, perSecond: seldom },
    coldCopy: {
      args: z.tuple([]),
      value: z.object({ at: z.number(), bytes: count, merchants: count }).nullable(),
      perSecond: seldom,
    },
    useColdCopy: { args: z.tuple([]), value: nothing, perSecond: seldom },
    relaunch: { args: z.tuple([]), value: nothing, perSecond: seldom },
    leave: { args: z.tuple([z.enum(['go', 'stay'])]), value: nothing, perSecond: seldom },
  },
  files: {
    pickOpen: {
      args: z.tuple([fileKind]),
      value: z.object({ token, displayName, size: count }).nullable(),
      perSecond: seldom,
    },
    read: { args: z.tuple([token, count, z.int().min(1).max(MAX_CHUNK_BYTES)]), value: bytes, perSecond: chunks },
    pickSave: {
      args: z.tuple([fileKind, z.string().max(1_000)]),
      value: z.object({ token, displayName }).nullable(),
      perSecond: seldom,
    },
    write: { args: z.tuple([token, count, bytes]), value: nothing, perSecond: chunks },
    writePage: { args: z.tuple([token]), value: nothing, perSecond: seldom },
    commit: { args: z.tuple([token]), value: z.object({ displayName, bytes: count }), perSecond: usual },
    abort: { args: z.tuple([token]), value: nothing, perSecond: usual },
  },
  backups: backupSchemas,
  journal: journalSchemas,
};
