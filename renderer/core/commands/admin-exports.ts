import { z } from 'zod/mini';
import { listedAdmins, matrixRows } from '../admins/matrix-rows';
import { snapshotAad } from '../admins/snapshot';
import { toAdminView } from '../admins/view';
import { isVisible } from '../admins/visible';
import type { AdminView } from '@shared/contracts/core';
import type { MatrixRow } from '@shared/contracts/people';
import type { AdminSnapshotRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { defineCommand, refuse } from '../define';
import { idField } from '../input-fields';
import { reviewStates } from '../reviews/due';

export const adminExportList = defineCommand<'admin.exportList', AdminView[]>({
  name: 'admin.exportList',
  access: 'admin:export',
  zh: '导出管理员列表',
  en: 'Export the administrators',
  tables: [],
  input: z.strictObject({}),
  async prepare(ctx) {
    const reviewOf = await reviewStates(ctx);
    return listedAdmins(ctx).map((row) => ({ ...toAdminView(ctx, row), ...reviewOf(row) }));
  },
  async run(uow, _input, rows, ctx) {
    recordExport(uow, ctx, { people: rows.length }, rows);
    return rows;
  },
});

export const adminExportMatrix = defineCommand<'admin.exportMatrix', MatrixRow[]>({
  name: 'admin.exportMatrix',
  access: 'admin:export',
  zh: '导出权限矩阵',
  en: 'Export the permission matrix',
  tables: [],
  input: z.strictObject({}),
  prepare: async (ctx) => matrixRows(ctx),
  async run(uow, _input, rows, ctx) {
    recordExport(uow, ctx, { rows: rows.length, people: new Set(rows.map((row) => row.loginName)).size }, rows);
    return rows;
  },
});

export const adminExportSnapshot = defineCommand<'admin.exportSnapshot', { row: AdminSnapshotRow; json: string }>({
  name: 'admin.exportSnapshot',
  access: 'admin:export',
  zh: '导出删除前的备份',
  en: 'Export the snapshot of a deleted administrator',
  tables: [],
  input: z.strictObject({ snapshotId: idField }),
  async prepare(ctx, { snapshotId }) {
    const row = await ctx.db.table('adminSnapshots').get(snapshotId);
    const admin = row && ctx.access.admin(row.adminId);
    if (!row || !admin || !isVisible(ctx, admin)) refuse('admin.not_found');
    return { row, json: await ctx.vault.unseal(snapshotAad(row.id), row.box) };
  },
  async run(uow, _input, { row, json }, ctx) {
    uow.recordBulk({
      targetType: 'admin',
      targetId: row.adminId,
      targetLabel: row.adminName,
      counts: { entries: row.entries, merchants: row.merchants },
      rowsHash: ctx.audit.sha256(json),
    });
    return { name: row.adminName, json };
  },
});

export const adminExportCommands = [adminExportList, adminExportMatrix, adminExportSnapshot] as const;

/** What was taken, by its count and its hash. */
function recordExport(uow: UnitOfWork, ctx: CoreContext, counts: Record<string, number>, rows: unknown): void {
  const rowsHash = ctx.audit.sha256(JSON.stringify(rows));
  uow.recordBulk({ targetType: 'admin', targetId: '', targetLabel: 'xlsx', counts, rowsHash });
}
