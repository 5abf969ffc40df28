import { z } from 'zod/mini';
import { isOrdinary } from '@shared/contracts/backups';
import type { CoreContext } from '../context';
import { defineQuery, refuse } from '../define';
import { checkData } from '../backup/check-data';
import { readHeader } from '../backup/file/read';
import { refField } from '../backup/input-fields';
import { listBackups } from '../backup/list';
import { findUndo } from '../backup/restore/activate';
import { infoOf } from '../backup/restore/stage';
import { secondView } from '../backup/second';
import { openSource } from '../backup/source';

export const backupOverview = defineQuery<'backup.overview'>({
  name: 'backup.overview',
  access: 'backup:view',
  zh: '查看备份',
  en: 'View backups',
  tables: ['audit'],
  input: z.strictObject({}),
  async run(ctx) {
    const { folder, backups } = await listBackups(ctx);
    const undo = await findUndo(ctx);
    return {
      displayName: folder.displayName,
      kind: folder.kind,
      lost: folder.lost,
      freeBytes: folder.freeBytes,
      backups,
      lastVerifiedAt: backups.find((b) => b.verifiedAt > 0 && isOrdinary(b))?.createdAt ?? 0,
      lastDrillAt: Math.max(0, ...backups.map((b) => b.drilledAt)),
      dirty: ctx.backup.dirty,
      failures: ctx.backup.failures,
      drillFailed: ctx.backup.drillFailed,
      checked: ctx.backup.daily.last,
      journal: { state: ctx.journal.state, entries: ctx.journal.entries },
      second: await secondView(ctx),
      undo: undo && { until: undo.until },
    };
  },
});

export const backupInspect = defineQuery<'backup.inspect'>({
  name: 'backup.inspect',
  access: 'backup:view',
  zh: '查看备份文件信息',
  en: 'View what a backup says of itself',
  tables: [],
  input: z.strictObject({ ref: refField }),
  async run(ctx, input) {
    const source = await openSource(ctx.host, input.ref);
    return infoOf(ctx, (await readHeader(source)).header, source.size);
  },
});

export const integrityCheck = defineQuery<'integrity.check'>({
  name: 'integrity.check',
  access: 'backup:create',
  zh: '检查数据完整性',
  en: 'Check the data',
  tables: [],
  input: z.strictObject({}),
  run: (ctx, _input, call) => checkData(ctx, call),
});

export const recoveryBackups = defineQuery<'recovery.backups'>({
  name: 'recovery.backups',
  access: 'public',
  zh: '查看备份（数据丢失后）',
  en: 'View backups after a loss',
  tables: ['session'],
  input: z.strictObject({}),
  async run(ctx) {
    requireLost(ctx);
    const { folder, backups } = await listBackups(ctx);
    const journal = await ctx.host.journal.list();
    const written = journal.ok ? journal.value.map((file) => file.modifiedAt) : [];
    return { backups, lost: folder.lost, journalAt: Math.max(0, ...written) };
  },
});

export const recoveryInspect = defineQuery<'recovery.inspect'>({
  name: 'recovery.inspect',
  access: 'public',
  zh: '查看备份文件信息（数据丢失后）',
  en: 'View what a backup says of itself after a loss',
  tables: [],
  input: z.strictObject({ ref: refField }),
  async run(ctx, input) {
    requireLost(ctx);
    const source = await openSource(ctx.host, input.ref);
    return infoOf(ctx, (await readHeader(source)).header, source.size);
  },
});

export const backupQueries = [backupOverview, backupInspect, integrityCheck, recoveryBackups, recoveryInspect] as const;

function requireLost(ctx: CoreContext): void {
  if (ctx.startup.state !== 'recovery') refuse('backup.not_lost');
}
