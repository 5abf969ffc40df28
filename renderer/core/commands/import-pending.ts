import { z } from 'zod/mini';
import type { PendingFile } from '@shared/contracts/core';
import type { ImportPendingRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { defineCommand, refuse } from '../define';
import {
  MAX_DECISIONS_LENGTH,
  MAX_PENDING_BYTES,
  MAX_PENDING_PARTS,
  PENDING_PART_BYTES,
  decisionsId,
  headId,
  isExpired,
  partId,
  pendingAad,
} from '../vault/pending-imports';

const uploadId = z.string().check(z.minLength(1), z.maxLength(80));
const count = z.int().check(z.gte(0));

/** From now on this file is the admin's one pending import. It is offered once its parts and decisions are there. */
export const importPendingBegin = defineCommand<'importPending.begin', Uint8Array>({
  name: 'importPending.begin',
  access: 'merchant:import',
  zh: '开始保留未完成的导入',
  en: 'Begin to keep an unfinished import',
  tables: ['importPending'],
  unaudited: true,
  input: z.strictObject({
    uploadId,
    fileName: z.string().check(z.minLength(1), z.maxLength(255)),
    bytes: z.int().check(z.gte(1), z.lte(MAX_PENDING_BYTES)),
    parts: z.int().check(z.gte(1), z.lte(MAX_PENDING_PARTS)),
    isText: z.boolean(),
  }),
  prepare: (ctx, { uploadId: upload, ...file }) => {
    const head: PendingFile = { ...file, rows: 0, changes: 0 };
    return ctx.vault.seal(pendingAad(headId(ctx.session.actor!.adminId), upload), JSON.stringify(head));
  },
  async run(uow, input, box) {
    const { adminId } = uow.actor!;
    const pending = uow.table('importPending');
    await sweepPending(uow);
    await pending.removeWhere('adminId', adminId);
    await pending.put({ ...rowOf(uow, headId(adminId), 'head', input.uploadId), box });
  },
});

export const importPendingKeep = defineCommand<'importPending.keep', Uint8Array>({
  name: 'importPending.keep',
  access: 'merchant:import',
  zh: '保留未完成导入的文件',
  en: 'Keep a part of an unfinished import',
  tables: ['importPending'],
  unaudited: true,
  input: z.strictObject({
    uploadId,
    part: z.int().check(z.gte(0), z.lte(MAX_PENDING_PARTS - 1)),
    bytes: z
      .instanceof(Uint8Array<ArrayBuffer>)
      .check(z.refine(({ length }) => length > 0 && length <= PENDING_PART_BYTES)),
  }),
  prepare: (ctx, { uploadId: upload, part, bytes }) =>
    ctx.vault.sealBytes(pendingAad(partId(ctx.session.actor!.adminId, part), upload), bytes),
  async run(uow, input, box) {
    await requireHead(uow, input.uploadId);
    const id = partId(uow.actor!.adminId, input.part);
    await uow.table('importPending').put({ ...rowOf(uow, id, 'part', input.uploadId), box });
  },
});

/** What was decided so far, and what to say of the import when it is offered. The file's parts are there by then. */
export const importPendingSave = defineCommand<'importPending.save', { head: Uint8Array; decisions: Uint8Array }>({
  name: 'importPending.save',
  access: 'merchant:import',
  zh: '保留未完成导入的修改',
  en: 'Keep the changes of an unfinished import',
  tables: ['importPending'],
  unaudited: true,
  input: z.strictObject({
    uploadId,
    fileName: z.string().check(z.minLength(1), z.maxLength(255)),
    bytes: z.int().check(z.gte(1), z.lte(MAX_PENDING_BYTES)),
    parts: z.int().check(z.gte(1), z.lte(MAX_PENDING_PARTS)),
    isText: z.boolean(),
    rows: count,
    changes: count,
    json: z.string().check(z.maxLength(MAX_DECISIONS_LENGTH)),
  }),
  async prepare(ctx, { uploadId: upload, json, ...file }) {
    const { adminId } = ctx.session.actor!;
    const [head, decisions] = await Promise.all([
      ctx.vault.seal(pendingAad(headId(adminId), upload), JSON.stringify(file satisfies PendingFile)),
      ctx.vault.seal(pendingAad(decisionsId(adminId), upload), json),
    ]);
    return { head, decisions };
  },
  async run(uow, input, box) {
    await requireHead(uow, input.uploadId);
    const { adminId } = uow.actor!;
    const pending = uow.table('importPending');
    const last = await pending.get(partId(adminId, input.parts - 1));
    if (last?.uploadId !== input.uploadId) refuse('import.pending_gone');
    await pending.put({ ...rowOf(uow, decisionsId(adminId), 'decisions', input.uploadId), box: box.decisions });
    await pending.put({ ...rowOf(uow, headId(adminId), 'head', input.uploadId), complete: 1, box: box.head });
  },
});

export const importPendingClear = defineCommand<'importPending.clear'>({
  name: 'importPending.clear',
  access: 'merchant:import',
  zh: '放弃未完成的导入',
  en: 'Discard an unfinished import',
  tables: ['importPending'],
  unaudited: true,
  input: z.strictObject({}),
  async run(uow) {
    await uow.table('importPending').removeWhere('adminId', uow.actor!.adminId);
  },
});

export const importPendingCommands = [
  importPendingBegin,
  importPendingKeep,
  importPendingSave,
  importPendingClear,
] as const;

/** Files of imports nobody went on with for too long, whoever's: they may hold ID numbers. */
export async function sweepPending(uow: UnitOfWork): Promise<void> {
  const pending = uow.table('importPending');
  for (const head of await pending.where('kind', 'head')) {
    if (isExpired(head, uow.now)) await pending.removeWhere('adminId', head.adminId);
  }
}

/** For the commit that finishes a pending import: it goes in the same transaction. Another one is left alone. */
export async function removePending(uow: UnitOfWork, upload: string): Promise<void> {
  const { adminId } = uow.actor!;
  const pending = uow.table('importPending');
  const head = await pending.get(headId(adminId));
  if (head?.uploadId === upload) await pending.removeWhere('adminId', adminId);
}

/** Another window of the same admin may have begun another import meanwhile. */
async function requireHead(uow: UnitOfWork, upload: string): Promise<void> {
  const head = await uow.table('importPending').get(headId(uow.actor!.adminId));
  if (head?.uploadId !== upload) refuse('import.pending_gone');
}

function rowOf(
  uow: UnitOfWork,
  id: string,
  kind: ImportPendingRow['kind'],
  upload: string,
): Omit<ImportPendingRow, 'box'> {
  return { id, adminId: uow.actor!.adminId, kind, uploadId: upload, complete: 0, savedAt: uow.now };
}
