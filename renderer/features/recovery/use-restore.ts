import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue';
import type { BackupInfo, BackupRef, RestoreGroup, RestoreReport } from '@shared/contracts/backups';
import type { CallOptions } from '@shared/contracts/core';
import type { AppError } from '@shared/kernel/result';
import { getBridge } from '@renderer/platform/bridge';
import { useSessionStore } from '@renderer/platform/session-store';
import { useCommand } from '@renderer/platform/use-command';
import { askCore } from '@renderer/platform/workers';

export type RestoreStep = 'choose' | 'secret' | 'loading' | 'report';

export interface RestoreFlow {
  step: Ref<RestoreStep>;
  info: Ref<BackupInfo | null>;
  report: Ref<RestoreReport | null>;
  error: Ref<AppError | null>;
  secret: { kind: 'password' | 'recovery'; loginName: string; text: string; filePassword: string };
  /** What shall be restored; null for everything. */
  groups: Ref<RestoreGroup[] | null>;
  /** After a loss: what was stored after the backup comes back, too. */
  withJournal: Ref<boolean>;
  progress: { done: number; total: number };
  busy: ComputedRef<boolean>;
  choose: (backup: BackupRef) => Promise<void>;
  pickFile: () => Promise<void>;
  open: () => Promise<void>;
  cancelLoading: () => void;
  activate: (reason: string) => Promise<boolean>;
  leave: () => Promise<void>;
}

/**
 * From a chosen file to data in place: header, secret, proof and comparison, switch. `recovery` is the same road while the
 * data is gone and nobody is signed in.
 */
export function useRestore(mode: 'backup' | 'recovery'): RestoreFlow {
  const store = useSessionStore();
  const stageBackup = useCommand('backup.stage');
  const stageLost = useCommand('recovery.stage');
  const activateBackup = useCommand('backup.activate');
  const activateLost = useCommand('recovery.activate');
  const discard = useCommand('backup.discard');
  const step = ref<RestoreStep>('choose');
  const info = ref<BackupInfo | null>(null);
  const report = ref<RestoreReport | null>(null);
  const error = ref<AppError | null>(null);
  const secret = reactive<RestoreFlow['secret']>({ kind: 'password', loginName: '', text: '', filePassword: '' });
  const groups = ref<RestoreGroup[] | null>(null);
  const withJournal = ref(true);
  const progress = reactive({ done: 0, total: 0 });
  let chosen: BackupRef | null = null;
  let cancelled = false;

  async function choose(backup: BackupRef): Promise<void> {
    error.value = null;
    const asked = await askCore(mode === 'backup' ? 'backup.inspect' : 'recovery.inspect', { ref: backup });
    if (!asked.ok) {
      error.value = asked.error;
      return;
    }
    chosen = backup;
    info.value = asked.value;
    secret.text = secret.filePassword = '';
    groups.value = null;
    step.value = 'secret';
  }

  async function pickFile(): Promise<void> {
    error.value = null;
    const picked = await getBridge().files.pickOpen('backup');
    if (!picked.ok) error.value = picked.error;
    else if (picked.value) await choose({ kind: 'picked', token: picked.value.token, size: picked.value.size });
  }

  async function open(): Promise<void> {
    if (!chosen || secret.loginName.trim() === '' || secret.text === '' || groups.value?.length === 0) return;
    cancelled = false;
    error.value = null;
    Object.assign(progress, { done: 0, total: 0 });
    step.value = 'loading';
    const { kind, loginName, text, filePassword } = secret;
    const own = info.value?.ownPassword && { filePassword };
    const input = { ref: chosen, secret: { kind, loginName: loginName.trim(), secret: text, ...own } };
    const call: CallOptions = {
      onProgress: (done, total) => void Object.assign(progress, { done, total }),
      isCancelled: () => cancelled,
    };
    const staged =
      mode === 'backup'
        ? await stageBackup.run({ ...input, ...(groups.value && { groups: [...groups.value] }) }, call)
        : await stageLost.run({ ...input, withJournal: withJournal.value }, call);
    secret.text = secret.filePassword = '';
    if (staged.ok) {
      report.value = staged.value;
      step.value = 'report';
      return;
    }
    step.value = 'secret';
    if (staged.error.code !== 'operation.cancelled') error.value = staged.error;
  }

  async function activate(reason: string): Promise<boolean> {
    if (!report.value) return false;
    const { stagingId } = report.value;
    error.value = null;
    const done =
      mode === 'backup' ? await activateBackup.run({ stagingId, reason }) : await activateLost.run({ stagingId });
    if (!done.ok) {
      error.value = done.error;
      return false;
    }
    await store.refresh();
    return true;
  }

  async function leave(): Promise<void> {
    cancelled = true;
    secret.text = secret.filePassword = '';
    error.value = null;
    const hadStaged = report.value !== null;
    report.value = info.value = null;
    step.value = 'choose';
    if (mode === 'backup' && hadStaged && store.session) await discard.run({});
  }

  return {
    step,
    info,
    report,
    error,
    secret,
    groups,
    withJournal,
    progress,
    busy: computed(() => activateBackup.busy.value || activateLost.busy.value),
    choose,
    pickFile,
    open,
    cancelLoading: () => void (cancelled = true),
    activate,
    leave,
  };
}
