import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { AuditRow, OpenedArchive } from '@shared/contracts/audit';
import { fail, type AppError, type Result } from '@shared/kernel/result';
import { getBridge } from '@renderer/platform/bridge';
import { readPicked } from '@renderer/platform/read-picked';
import { saveChunks } from '@renderer/platform/save-file';
import { useCommand } from '@renderer/platform/use-command';
import { askCore } from '@renderer/platform/workers';

const PAGE = 50;

/** The bytes of a file a person picks; null when they changed their mind. */
async function pickArchive(): Promise<Result<{ name: string; bytes: Uint8Array<ArrayBuffer> } | null>> {
  const picked = await getBridge().files.pickOpen('auditArchive');
  if (!picked.ok || picked.value === null) return picked as Result<null>;
  const read = await readPicked(picked.value, () => undefined);
  if (!read.ok) return read;
  return { ok: true, value: { name: picked.value.displayName, bytes: new Uint8Array(await read.value.arrayBuffer()) } };
}

export interface ArchivingState {
  step: Ref<'choose' | 'confirm' | 'done'>;
  busy: Ref<boolean>;
  error: ShallowRef<AppError | null>;
  saved: ShallowRef<{ name: string; fromSeq: number; toSeq: number } | null>;
  save: (before: number, suggestedName: string) => Promise<void>;
  confirm: () => Promise<void>;
  reset: () => void;
}

/**
 * First the file is saved, then read back from where it was saved: entries leave the database only once the core has seen
 * that this very file holds them.
 */
export function useArchiving(): ArchivingState {
  const step = ref<'choose' | 'confirm' | 'done'>('choose');
  const busy = ref(false);
  const error = shallowRef<AppError | null>(null);
  const saved = shallowRef<{ name: string; fromSeq: number; toSeq: number } | null>(null);
  const archive = useCommand('audit.archive');

  async function save(before: number, suggestedName: string): Promise<void> {
    error.value = null;
    const { files } = getBridge();
    const target = await files.pickSave('auditArchive', suggestedName);
    if (!target.ok) return void (error.value = target.error);
    if (target.value === null) return;
    busy.value = true;
    const { token } = target.value;
    const made = await askCore('audit.makeArchive', { before }).catch(() => fail('internal.unexpected'));
    if (made.ok) {
      const kept = await saveChunks(token, [made.value.bytes]);
      if (kept.ok) {
        saved.value = { name: kept.value.displayName, fromSeq: made.value.fromSeq, toSeq: made.value.toSeq };
        step.value = 'confirm';
      } else error.value = kept.error;
    } else {
      await files.abort(token);
      error.value = made.error;
    }
    busy.value = false;
  }

  async function confirm(): Promise<void> {
    error.value = null;
    const file = await pickArchive();
    if (!file.ok) return void (error.value = file.error);
    if (file.value === null) return;
    busy.value = true;
    const moved = await archive.run({ fileName: file.value.name, bytes: file.value.bytes });
    busy.value = false;
    if (moved.ok) step.value = 'done';
    else error.value = moved.error;
  }

  function reset(): void {
    [step.value, error.value, saved.value] = ['choose', null, null];
  }

  return { step, busy, error, saved, save, confirm, reset };
}

export interface OpenedArchiveState {
  file: ShallowRef<OpenedArchive | null>;
  name: Ref<string>;
  error: ShallowRef<AppError | null>;
  rows: ComputedRef<readonly AuditRow[]>;
  pick: () => Promise<void>;
  /** Only where `file.next` is a number. */
  older: () => Promise<void>;
  close: () => void;
}

/** An archived file, checked and looked into; it is only read. */
export function useOpenedArchive(): OpenedArchiveState {
  const file = shallowRef<OpenedArchive | null>(null);
  const name = ref('');
  const error = shallowRef<AppError | null>(null);

  async function show(input: { bytes?: Uint8Array<ArrayBuffer>; sha256?: string; before?: number }): Promise<void> {
    const asked = await askCore('audit.openArchive', { ...input, limit: PAGE }).catch(() =>
      fail('internal.unexpected'),
    );
    error.value = asked.ok ? null : asked.error;
    if (asked.ok) file.value = asked.value;
  }

  async function pick(): Promise<void> {
    const picked = await pickArchive();
    if (!picked.ok) return void (error.value = picked.error);
    if (picked.value === null) return;
    name.value = picked.value.name;
    await show({ bytes: picked.value.bytes });
  }

  async function older(): Promise<void> {
    if (file.value?.next) await show({ sha256: file.value.sha256, before: file.value.next });
  }

  return {
    file,
    name,
    error,
    rows: computed(() => file.value?.rows ?? []),
    pick,
    older,
    close: () => (file.value = null),
  };
}
