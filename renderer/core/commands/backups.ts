import { z } from 'zod/mini';
import { isBackupFileName, isOrdinary, type BackupRecord } from '@shared/contracts/backups';
import type { CoreContext } from '../context';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { defineCommand, refuse } from '../define';
import { BackupError, orRefuse } from '../backup/backup-error';
import { openFileKey } from '../backup/file/keys';
import { readBackup, readHeader } from '../backup/file/read';
import { listBackups } from '../backup/list';
import { activateStaged, findUndo, groupsDiff, undoRestore } from '../backup/restore/activate';
import { drill } from '../backup/restore/drill';
import { completeStaged, discardStaged, requireStaged, stageBackup } from '../backup/restore/stage';
import { openSource } from '../backup/source';
import { readPlace } from '../place';
import { checkNewPassword } from '../vault/password-rules';
import {
  backupNameField,
  groupsField,
  idField,
  reasonField,
  refField,
  sealField,
  secretField,
} from '../backup/input-fields';

export const backupCreate = defineCommand<'backup.create', BackupRecord>({
  name: 'backup.create',
  access: 'backup:create',
  zh: '立即备份',
  en: 'Back up now',
  tables: [],
  input: z.strictObject({ note: z.string().check(z.maxLength(200)), seal: sealField }),
  // Names and amounts leave the program readable for everybody.
  stepUp: ({ seal }) => seal?.kind === 'none',
  needs: { any: ['backup:configure'], of: ({ seal }) => (seal?.kind === 'none' ? ['backup:configure'] : []) },
  async prepare(ctx, { note, seal }, call) {
    if (seal?.kind === 'password') await requireGood(ctx, seal.password);
    return ctx.backup.make(ctx, { kind: 'manual', note: note.trim(), seal }, call);
  },
  async run(uow, { seal }, record) {
    const diff = seal && seal.kind !== 'keys' ? [{ field: 'backupSeal', before: '', after: seal.kind }] : [];
    uow.record({ ...targetOf(record), diff });
    return record;
  },
});

export const backupVerify = defineCommand<'backup.verify', BackupRecord>({
  name: 'backup.verify',
  access: 'backup:create',
  zh: '校验备份',
  en: 'Verify a backup',
  tables: [],
  input: z.strictObject({ name: backupNameField }),
  async prepare(ctx, input, call) {
    const record = await findRecord(ctx, input.name);
    const source = await openSource(ctx.host, { kind: 'folder', name: input.name });
    const opened = await readHeader(source);
    const { fileKey } = await openFileKey(opened.header, { kind: 'ring', ring: ctx.vault.ring });
    const stop = (): void => void (call.isCancelled?.() && refuse('operation.cancelled'));
    const { sha256 } = await readBackup(source, opened, fileKey, stop, call.onProgress);
    const verified = { ...record, sha256, verifiedAt: ctx.now() };
    orRefuse(await ctx.host.backups.note(verified));
    return verified;
  },
  run: sayWhich,
});

export const backupDrill = defineCommand<'backup.drill', BackupRecord>({
  name: 'backup.drill',
  access: 'backup:create',
  zh: '恢复演练',
  en: 'Restore drill',
  tables: [],
  input: z.strictObject({ name: backupNameField }),
  async prepare(ctx, input, call) {
    const record = await findRecord(ctx, input.name);
    await drill(ctx, record, call);
    const drilled = { ...record, verifiedAt: ctx.now(), drilledAt: ctx.now() };
    orRefuse(await ctx.host.backups.note(drilled));
    return drilled;
  },
  run: sayWhich,
});

export const backupRemove = defineCommand<'backup.remove', BackupRecord>({
  name: 'backup.remove',
  access: 'backup:configure',
  zh: '删除备份',
  en: 'Delete a backup',
  tables: [],
  stepUp: true,
  input: z.strictObject({ name: backupNameField }),
  async prepare(ctx, input) {
    const { backups } = await listBackups(ctx);
    const record = backups.find((b) => b.name === input.name) ?? refuse('backup.unreadable');
    const others = backups.filter((b) => b.name !== input.name && b.verifiedAt > 0 && isOrdinary(b));
    // The last one that is known to be good stays.
    if (record.verifiedAt > 0 && isOrdinary(record) && others.length === 0)
      throw new BackupError('backup.last_verified');
    return record;
  },
  async run(uow, _input, record) {
    uow.record(targetOf(record));
  },
  async after(ctx, input) {
    orRefuse(await ctx.host.backups.remove(input.name));
    await ctx.backup.removed(ctx);
  },
});

export const backupChooseFolder = defineCommand<'backup.chooseFolder', { displayName: string } | null>({
  name: 'backup.chooseFolder',
  access: 'backup:configure',
  zh: '更改备份位置',
  en: 'Change where backups go',
  tables: [],
  input: z.strictObject({}),
  prepare: async (ctx) => orRefuse(await ctx.host.backups.chooseFolder()),
  async run(uow, _input, chosen) {
    if (chosen)
      uow.record({ targetType: 'backup', targetId: 'folder', targetLabel: chosen.displayName.slice(0, 100), diff: [] });
    return chosen;
  },
});

export const backupChooseSecond = defineCommand<'backup.chooseSecond', { displayName: string } | null>({
  name: 'backup.chooseSecond',
  access: 'backup:configure',
  zh: '选择备份的第二位置',
  en: 'Choose a second place for backups',
  tables: [],
  input: z.strictObject({}),
  prepare: async (ctx) => orRefuse(await ctx.host.backups.chooseSecond()),
  async run(uow, _input, chosen) {
    if (chosen)
      uow.record({ targetType: 'backup', targetId: 'second', targetLabel: chosen.displayName.slice(0, 100), diff: [] });
    return chosen;
  },
  async after(ctx, _input, chosen) {
    ctx.backup.second.noteDue();
    void ctx.backup.second.look(ctx);
    return chosen;
  },
});

export const backupForgetSecond = defineCommand<'backup.forgetSecond'>({
  name: 'backup.forgetSecond',
  access: 'backup:configure',
  zh: '停用备份的第二位置',
  en: 'Give up the second place for backups',
  tables: [],
  auditAlways: true,
  input: z.strictObject({}),
  prepare: async (ctx) => orRefuse(await ctx.host.backups.forgetSecond()),
  async run() {},
});

export const backupStage = defineCommand<'backup.stage'>({
  name: 'backup.stage',
  access: 'backup:restore',
  zh: '读取备份并比较',
  en: 'Load and compare a backup',
  tables: [],
  auditAlways: true,
  input: z.strictObject({ ref: refField, secret: secretField, groups: groupsField }),
  async prepare(ctx, input, call) {
    await stageBackup(ctx, input.ref, input.secret, call, { groups: input.groups ?? null });
  },
  async run(_uow, _input, _prepared, ctx) {
    return ctx.backup.staged!.report;
  },
});

export const backupDiscard = defineCommand<'backup.discard'>({
  name: 'backup.discard',
  access: 'backup:restore',
  zh: '放弃恢复',
  en: 'Give a restore up',
  tables: [],
  unaudited: true,
  input: z.strictObject({}),
  prepare: (ctx) => discardStaged(ctx),
  async run() {},
});

export const backupActivate = defineCommand<'backup.activate'>({
  name: 'backup.activate',
  access: 'backup:restore',
  zh: '恢复备份',
  en: 'Restore a backup',
  tables: [],
  stepUp: true,
  replacesData: true,
  input: z.strictObject({ stagingId: idField, reason: reasonField }),
  async prepare(ctx, input) {
    const staged = requireStaged(ctx, input.stagingId);
    await ctx.backup.before(ctx, 'restore');
    if (staged.groups) await completeStaged(ctx, staged, staged.groups);
  },
  async run(uow, input, _prepared, ctx) {
    const { header, groups } = requireStaged(ctx, input.stagingId);
    uow.reason = input.reason;
    uow.record({
      targetType: 'backup',
      targetId: header.backupId,
      targetLabel: header.companyName,
      diff: groupsDiff(groups),
    });
  },
  after: (ctx, input) => activateStaged(ctx, requireStaged(ctx, input.stagingId), input.reason),
});

export const backupUndoRestore = defineCommand<'backup.undoRestore'>({
  name: 'backup.undoRestore',
  access: 'backup:restore',
  zh: '撤销恢复',
  en: 'Take a restore back',
  tables: [],
  stepUp: true,
  replacesData: true,
  auditAlways: true,
  input: z.strictObject({ reason: reasonField }),
  async prepare(ctx) {
    if (!(await findUndo(ctx))) throw new BackupError('backup.nothing_to_undo');
    await ctx.backup.before(ctx, 'restore');
  },
  async run(uow, input) {
    uow.reason = input.reason;
  },
  after: (ctx, input) => undoRestore(ctx, input.reason),
});

export const recoveryStage = defineCommand<'recovery.stage'>({
  name: 'recovery.stage',
  access: 'public',
  zh: '读取备份（数据丢失后）',
  en: 'Load a backup after a loss',
  tables: [],
  offline: true,
  unaudited: true,
  input: z.strictObject({ ref: refField, secret: secretField, withJournal: z.boolean() }),
  async prepare(ctx, input, call) {
    requireLost(ctx);
    await stageBackup(ctx, input.ref, input.secret, call, { withJournal: input.withJournal });
  },
  run: () => refuse('backup.not_lost'),
  after: async (ctx) => ctx.backup.staged!.report,
});

export const recoveryActivate = defineCommand<'recovery.activate'>({
  name: 'recovery.activate',
  access: 'public',
  zh: '启用备份（数据丢失后）',
  en: 'Put a backup in place after a loss',
  tables: [],
  offline: true,
  unaudited: true,
  replacesData: true,
  input: z.strictObject({ stagingId: idField }),
  async prepare(ctx, input) {
    requireLost(ctx);
    requireStaged(ctx, input.stagingId);
  },
  run: () => refuse('backup.not_lost'),
  after: (ctx, input) => activateStaged(ctx, requireStaged(ctx, input.stagingId), ''),
});

export const backupCommands = [
  backupCreate,
  backupVerify,
  backupDrill,
  backupRemove,
  backupChooseFolder,
  backupChooseSecond,
  backupForgetSecond,
  backupStage,
  backupDiscard,
  backupActivate,
  backupUndoRestore,
  recoveryStage,
  recoveryActivate,
] as const;

/** The file lies where anybody may try: as long as a clerk's, and nothing that is tried first. */
async function requireGood(ctx: CoreContext, password: string): Promise<void> {
  const { companyName } = await readPlace(ctx.db.table('meta'));
  const name = ctx.session.actor?.name ?? '';
  const error = await checkNewPassword(password, { class: 'plain', strict: false, loginName: '', name, companyName });
  if (error) refuse(error.code, error.params && { params: error.params });
}

/** Only where the data is gone may somebody who is not signed in bring it back. */
function requireLost(ctx: CoreContext): void {
  if (ctx.startup.state !== 'recovery') refuse('backup.not_lost');
}

async function findRecord(ctx: CoreContext, name: string): Promise<BackupRecord> {
  if (!isBackupFileName(name)) refuse('backup.unreadable');
  const { backups } = await listBackups(ctx);
  return backups.find((backup) => backup.name === name) ?? refuse('backup.unreadable');
}

async function sayWhich(uow: UnitOfWork, _input: unknown, record: BackupRecord): Promise<BackupRecord> {
  uow.record(targetOf(record));
  return record;
}

function targetOf(record: BackupRecord) {
  return {
    targetType: 'backup',
    targetId: record.backupId,
    targetLabel: record.name,
    diff: [],
  };
}
