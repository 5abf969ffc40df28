import { onBeforeUnmount, shallowRef, type ShallowRef } from 'vue';
import type { DuplicateMode, ImportRowFilter, PendingImport, UnknownValue } from '@shared/imports/define';
import {
  canCommit,
  startWizard,
  stepWizard,
  type WizardEvent,
  type WizardState,
  type WizardStep,
  type WizardWork,
} from '@shared/imports/wizard';
import { fail, ok, type AppError, type Result } from '@shared/kernel/result';
import type { OnProgress, OpenInput, PlanPage, SheetApi } from '@shared/contracts/sheet';
import { getBridge } from '@renderer/platform/bridge';
import { saveFile } from '@renderer/platform/save-file';
import { sheet } from '@renderer/platform/workers';
import { withProof } from '@renderer/platform/step-up';
import { readPicked } from '@renderer/platform/read-picked';
import { usePlanChanges, type PlanChanges } from './use-plan-changes';

export type SheetWorker = SheetApi & { terminate(): void };

export interface ImportFlow {
  state: ShallowRef<WizardState>;
  /** Grows with every new plan or change to it: the grid fetches its rows again. */
  planVersion: ShallowRef<number>;
  /** Everything a clerk changes about the rows. */
  change: PlanChanges;
  pick: () => Promise<void>;
  open: (input: OpenInput) => Promise<void>;
  pending: () => Promise<PendingImport | null>;
  resume: () => Promise<void>;
  discardPending: () => Promise<boolean>;
  preview: (sheetName: string) => Promise<Result<string[][]>>;
  chooseSheet: (name: string) => Promise<void>;
  chooseHeader: (row: number) => Promise<void>;
  mapField: (field: string, column: number | null) => void;
  /** The automatic match instead of the remembered one. */
  forgetMapping: () => Promise<void>;
  go: (step: WizardStep) => Promise<void>;
  check: () => Promise<void>;
  rows: (filter: ImportRowFilter, offset: number, limit: number) => Promise<Result<PlanPage>>;
  unknownValues: () => Promise<UnknownValue[]>;
  setMode: (mode: DuplicateMode) => Promise<void>;
  dryRun: () => Promise<void>;
  allowSameFile: (allowed: boolean) => void;
  commit: () => Promise<void>;
  cancel: () => void;
  saveTemplate(locale: 'zh' | 'en', name: string): Promise<Result<{ displayName: string } | null>>;
  saveFailed(locale: 'zh' | 'en', name: string): Promise<Result<{ displayName: string } | null>>;
  dismissError: () => void;
  restart: () => Promise<void>;
}

/** What the worker listens during. */
const STOPPABLE: ReadonlySet<WizardWork> = new Set(['plan', 'commit', 'preview', 'save']);

/** Drives the wizard's state machine: every button ends here, every answer of the worker becomes one event. */
export function useImport(connect: () => Promise<SheetWorker> = sheet, now: () => number = Date.now): ImportFlow {
  const state = shallowRef(startWizard());
  const planVersion = shallowRef(0);
  let worker: SheetWorker | null = null;
  let cancelWork: (() => void) | null = null;

  function send(event: WizardEvent): void {
    state.value = stepWizard(state.value, event);
  }

  async function connected(): Promise<SheetWorker> {
    worker = await connect();
    return worker;
  }

  /** One piece of work: started, progressing, then an event of its value, or its failure, or nothing when cancelled. */
  async function work<T>(
    kind: WizardWork,
    run: (api: SheetWorker, onProgress: OnProgress) => Promise<Result<T>>,
    event: (value: T) => WizardEvent,
  ): Promise<void> {
    if (state.value.busy) return;
    send({ type: 'started', work: kind, at: now() });
    const cancelled = new Promise<'cancelled'>((resolve) => (cancelWork = () => resolve('cancelled')));
    const onProgress: OnProgress = ({ done, total }) => send({ type: 'progressed', done, total });
    const working = connected().then((api) => run(api, onProgress));
    const result = await Promise.race([working, cancelled]).catch(() => fail('internal.unexpected'));
    cancelWork = null;
    if (result === 'cancelled') send({ type: 'cancelled' });
    else send(result.ok ? event(result.value) : { type: 'failed', error: result.error });
  }

  async function pick(): Promise<void> {
    const picked = await getBridge().files.pickOpen('spreadsheet');
    if (!picked.ok) return send({ type: 'failed', error: picked.error });
    const file = picked.value;
    if (file === null) return;
    await work(
      'open',
      async (api, onProgress) => {
        const blob = await readPicked(file, onProgress);
        return blob.ok ? api.open({ name: file.displayName, blob: blob.value }, onProgress) : blob;
      },
      (value) => ({ type: 'opened', file: value }),
    );
  }

  function open(input: OpenInput): Promise<void> {
    return work(
      'open',
      (api, onProgress) => api.open(input, onProgress),
      (file) => ({ type: 'opened', file }),
    );
  }

  function propose(sheetName: string, headerRow?: number, anew = false): Promise<void> {
    return work(
      'propose',
      (api) => api.propose(sheetName, headerRow, anew),
      (file) => ({ type: 'proposed', file }),
    );
  }

  async function check(): Promise<void> {
    const { file, mapping, duplicateMode } = state.value;
    if (!file) return;
    const input = { sheet: file.sheet, headerRow: file.headerRow, mapping: { ...mapping }, duplicateMode };
    await work(
      'plan',
      (api, onProgress) => api.plan(input, onProgress),
      (summary) => ({ type: 'planned', summary }),
    );
    planVersion.value++;
  }

  const change = usePlanChanges({
    run: asked,
    onChanged(summary) {
      send({ type: 'rechecked', summary });
      planVersion.value++;
    },
    onFailed: ({ error }) => send({ type: 'failed', error }),
  });

  async function setMode(mode: DuplicateMode): Promise<void> {
    send({ type: 'modeChosen', mode });
    if (state.value.summary) await change.setMode(mode);
  }

  /** What was asked for before comes first: nobody confirms a plan that is still changing. */
  async function go(step: WizardStep): Promise<void> {
    await change.settled();
    send({ type: 'went', to: step });
  }

  async function dryRun(): Promise<void> {
    await change.settled();
    await work(
      'preview',
      (api, onProgress) => api.dryRun(onProgress),
      (value) => ({ type: 'previewed', dryRun: value }),
    );
  }

  async function resume(): Promise<void> {
    await work(
      'resume',
      (api, onProgress) => api.resume(onProgress),
      (resumed) => ({ type: 'resumed', resumed }),
    );
    planVersion.value++;
  }

  async function commit(): Promise<void> {
    if (!canCommit(state.value)) return;
    const allowSameFile = state.value.allowSameFile;
    await work(
      'commit',
      (api, onProgress) => withProof(() => api.commit({ onlyValid: true, allowSameFile }, onProgress)),
      (outcome) => ({ type: 'committed', outcome }),
    );
  }

  async function leftOver(locale: 'zh' | 'en'): Promise<Result<Uint8Array[]>> {
    let made: Result<Uint8Array[]> = fail('operation.cancelled');
    await work(
      'save',
      async (api, onProgress) => ok((made = await api.failedWorkbook(locale, onProgress))),
      () => ({ type: 'saved' }),
    );
    return made;
  }

  /**
   * Reading is ended by killing the worker: a hostile file may keep it from listening. The rest is asked to stop, so that the file and the edits stay; a commit that was past its last chance to stop simply answers that it is done.
   */
  function cancel(): void {
    const kind = state.value.busy?.work;
    const isChanging = kind === undefined && change.pending.value > 0;
    if (isChanging || (kind && STOPPABLE.has(kind))) return void worker?.cancel();
    cancelWork?.();
    worker?.terminate();
    worker = null;
  }

  async function asked<T>(run: (api: SheetWorker) => Promise<Result<T>>): Promise<Result<T>> {
    return connected()
      .then(run)
      .catch((): { ok: false; error: AppError } => fail('internal.unexpected'));
  }

  async function restart(): Promise<void> {
    await change.settled();
    if (worker && !state.value.busy) await worker.closeSession();
    send({ type: 'reset' });
  }

  onBeforeUnmount(() => {
    if (state.value.busy && state.value.busy.work !== 'commit') cancel();
    else if (worker && state.value.file) void worker.closeSession();
  });

  return {
    state,
    planVersion,
    change,
    pick,
    open,
    pending: () => asked((api) => api.pending()).then((found) => (found.ok ? found.value : null)),
    resume,
    discardPending: () => asked((api) => api.discardPending()).then((done) => done.ok),
    preview: (sheetName) => asked((api) => api.preview(sheetName)),
    chooseSheet: (name) => propose(name),
    forgetMapping: () => propose(state.value.file?.sheet ?? '', state.value.file?.headerRow, true),
    chooseHeader: (row) => propose(state.value.file?.sheet ?? '', row),
    mapField: (field, column) => send({ type: 'mapped', field, column }),
    go,
    check,
    rows: (filter, offset, limit) => asked((api) => api.rows(filter, offset, limit)),
    unknownValues: () => asked((api) => api.unknownValues()).then((found) => (found.ok ? found.value : [])),
    setMode,
    dryRun,
    allowSameFile: (allowed) => send({ type: 'sameFileAllowed', allowed }),
    commit,
    cancel,
    saveTemplate: (locale, name) => saveFile('xlsx', name, () => asked((api) => api.template('merchant', locale))),
    saveFailed: (locale, name) => saveFile('xlsx', name, () => leftOver(locale)),
    dismissError: () => send({ type: 'errorDismissed' }),
    restart,
  };
}
