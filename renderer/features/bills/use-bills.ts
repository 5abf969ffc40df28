import { onBeforeUnmount, ref, shallowRef } from 'vue';
import type { BillDraft, BillsOutcome } from '@shared/contracts/bill-sheet';
import type { Progress } from '@shared/contracts/sheet';
import { fail, type AppError, type Result } from '@shared/kernel/result';
import { saveFile } from '@renderer/platform/save-file';
import { noteSessionLoss } from '@renderer/platform/session-store';
import { sheet } from '@renderer/platform/workers';

/** Files of bills from being chosen to being stored. The lines stay in the sheet worker; the window sees what they come to. */
export function useBills() {
  const drafts = shallowRef<BillDraft[]>([]);
  const outcome = shallowRef<BillsOutcome | null>(null);
  const error = shallowRef<AppError | null>(null);
  const progress = shallowRef<Progress | null>(null);
  const phase = ref<'idle' | 'reading' | 'ready' | 'storing'>('idle');

  async function open(files: readonly File[]): Promise<void> {
    if (files.length === 0 || phase.value === 'reading' || phase.value === 'storing') return;
    outcome.value = null;
    phase.value = 'reading';
    const named = files.map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }));
    const opened = await call(async (on) => (await sheet()).openBills(named, on));
    drafts.value = opened.ok ? opened.value : [];
    phase.value = opened.ok ? 'ready' : 'idle';
  }

  /** Everything that can be imported and is not stored yet. */
  async function store(): Promise<void> {
    const ids = storable(drafts.value).map((draft) => draft.id);
    phase.value = 'storing';
    const stored = await call(async (on) => (await sheet()).commitBills(ids, on));
    phase.value = 'ready';
    if (!stored.ok) return;
    outcome.value = stored.value;
    await close();
  }

  /** Read anew by the layouts that are saved now. */
  async function reread(): Promise<void> {
    if (drafts.value.length === 0) return;
    const read = await call(async () => (await sheet()).rereadBills());
    if (read.ok) drafts.value = read.value;
  }

  async function setAccount(id: number, account: string): Promise<void> {
    const named = await call(async () => (await sheet()).setBillAccount(id, account));
    if (named.ok) drafts.value = named.value;
  }

  /** The template to fill in by hand; the name it was saved under, null when it was not. */
  async function saveTemplate(locale: 'zh' | 'en', name: string): Promise<string | null> {
    const saved = await call(() => saveFile('xlsx', name, async () => (await sheet()).template('txn', locale)));
    return saved.ok && saved.value ? saved.value.displayName : null;
  }

  async function close(): Promise<void> {
    drafts.value = [];
    phase.value = 'idle';
    await (await sheet()).closeBills().catch(() => undefined);
  }

  async function call<T>(work: (on: (progress: Progress) => void) => Promise<Result<T>>): Promise<Result<T>> {
    error.value = null;
    progress.value = null;
    const result = await work((now) => (progress.value = now)).catch(() => fail('internal.unexpected'));
    progress.value = null;
    if (!result.ok) {
      error.value = result.error;
      noteSessionLoss(result.error);
    }
    return result;
  }

  onBeforeUnmount(() => void close());
  return { drafts, outcome, error, progress, phase, open, store, reread, setAccount, saveTemplate, close };
}

export function storable(drafts: readonly BillDraft[]): BillDraft[] {
  const isNew = ({ totals, error, earlier, fresh }: BillDraft) =>
    totals !== null && error === null && earlier === null && fresh !== 0;
  return drafts.filter(isNew);
}
