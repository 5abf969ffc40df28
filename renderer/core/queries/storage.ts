import { z } from 'zod/mini';
import { SCHEMA_VERSION } from '@renderer/data/db';
import type { MetaValues } from '../context';
import { defineQuery } from '../define';

export const storageSpace = defineQuery<'storage.space'>({
  name: 'storage.space',
  access: 'public',
  zh: '查看磁盘空间是否足够',
  en: 'View whether there is room on the disk',
  tables: ['session'],
  whileLocked: true,
  input: z.strictObject({}),
  run: (ctx) => ({ state: ctx.disk.state, freeBytes: ctx.disk.freeBytes, unsaved: ctx.backup.isUnsaved(ctx) }),
});

export const storageOverview = defineQuery<'storage.overview'>({
  name: 'storage.overview',
  access: 'backup:view',
  zh: '查看数据概况',
  en: 'View the state of the data',
  tables: ['audit', 'session'],
  input: z.strictObject({}),
  async run(ctx) {
    const install = (await ctx.db.table('meta').get('install'))?.value as MetaValues['install'] | undefined;
    const anchors = await ctx.host.readAnchors().catch(() => []);
    const incidents = await ctx.db.table('incidents').orderBy('at').reverse().limit(20).toArray();
    return {
      appVersion: ctx.appVersion,
      schemaVersion: SCHEMA_VERSION,
      createdAt: install?.createdAt ?? 0,
      counts: { ...(await ctx.db.counts()), merchants: ctx.merchants.size },
      space: { state: ctx.disk.state, freeBytes: ctx.disk.freeBytes },
      journal: { state: ctx.journal.state, entries: ctx.journal.entries },
      anchors: { count: anchors.length, lastAt: anchors.at(-1)?.at ?? 0, lastSeq: anchors.at(-1)?.seq ?? 0 },
      auditSeq: ctx.audit.head.seq,
      incidents: incidents.map(({ at, code, place }) => ({ at, code, place })),
    };
  },
});

export const storageQueries = [storageSpace, storageOverview] as const;
