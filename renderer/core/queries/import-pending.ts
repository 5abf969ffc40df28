import { z } from 'zod/mini';
import type { PendingFile } from '@shared/contracts/core';
import type { ImportPendingRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { defineQuery, refuse } from '../define';
import { MAX_PENDING_PARTS, decisionsId, headId, isExpired, partId, pendingAad } from '../vault/pending-imports';

export const importPendingFind = defineQuery<'importPending.find'>({
  name: 'importPending.find',
  access: 'merchant:import',
  zh: '查找未完成的导入',
  en: 'Find an unfinished import',
  tables: ['importPending'],
  input: z.strictObject({}),
  async run(ctx) {
    const head = await readHead(ctx);
    if (!head) return null;
    const file = JSON.parse(await ctx.vault.unseal(pendingAad(head.id, head.uploadId), head.box)) as PendingFile;
    return { ...file, uploadId: head.uploadId, savedAt: head.savedAt };
  },
});

export const importPendingDecisions = defineQuery<'importPending.decisions'>({
  name: 'importPending.decisions',
  access: 'merchant:import',
  zh: '读取未完成导入的修改',
  en: 'Read the changes of an unfinished import',
  tables: ['importPending'],
  input: z.strictObject({ uploadId: z.string().check(z.maxLength(80)) }),
  async run(ctx, { uploadId }) {
    const row = await readRow(ctx, decisionsId(ctx.session.actor!.adminId), uploadId);
    return { json: await ctx.vault.unseal(pendingAad(row.id, uploadId), row.box) };
  },
});

export const importPendingPart = defineQuery<'importPending.part'>({
  name: 'importPending.part',
  access: 'merchant:import',
  zh: '读取未完成导入的文件',
  en: 'Read a part of an unfinished import',
  tables: ['importPending'],
  input: z.strictObject({
    uploadId: z.string().check(z.maxLength(80)),
    part: z.int().check(z.gte(0), z.lte(MAX_PENDING_PARTS - 1)),
  }),
  async run(ctx, { uploadId, part }) {
    const row = await readRow(ctx, partId(ctx.session.actor!.adminId, part), uploadId);
    return { bytes: await ctx.vault.unsealBytes(pendingAad(row.id, uploadId), row.box) };
  },
});

export const importPendingQueries = [importPendingFind, importPendingDecisions, importPendingPart] as const;

/** The head of the admin's pending import, once it can be resumed. */
async function readHead(ctx: CoreContext): Promise<ImportPendingRow | null> {
  const head = await ctx.db.table('importPending').get(headId(ctx.session.actor!.adminId));
  return head?.complete === 1 && !isExpired(head, ctx.now()) ? head : null;
}

async function readRow(ctx: CoreContext, id: string, uploadId: string): Promise<ImportPendingRow> {
  const head = await readHead(ctx);
  const row = await ctx.db.table('importPending').get(id);
  return head?.uploadId === uploadId && row?.uploadId === uploadId ? row : refuse('import.pending_gone');
}
