import type { CoreClient, RememberedMapping } from '@shared/contracts/core';
import type {
  BulkOutcome,
  FileChunks,
  OnProgress,
  OpenInput,
  PlanInput,
  PlanPage,
  ResumedImport,
  SheetApi,
} from '@shared/contracts/sheet';
import type {
  BulkOp,
  DuplicateMode,
  FileSummary,
  ImportDryRun,
  ImportRowFilter,
  ImportSummary,
  PendingImport,
  UnknownValue,
} from '@shared/imports/define';
import { headerFingerprint, listMissingRequired } from '@shared/imports/map-columns';
import { createPlan, type Changing, type ImportPlan } from '@shared/imports/plan';
import { countDecisions, readSavedPlan, type SavedPlan } from '@shared/imports/saved-plan';
import { understandSheets, type Understood, type UnderstandOptions } from '@shared/imports/understand';
import { fail, ok, type Result } from '@shared/kernel/result';
import { bizDateAt } from '@shared/time/biz-date';
import { nextTask } from '@renderer/core/next-task';
import { CheckedPlan } from './checked-plan';
import { writeFailedRows } from './failed-rows';
import type { Inflate } from './inflate';
import { openFile, summariseFile, type OpenFile } from './open-file';
import { toResult } from './limits';
import { paceOf } from './pace';
import { PendingKeeper, type Snapshot } from './pending-keeper';
import { readPendingFile } from './pending-file';

type CommitAnswer = ReturnType<SheetApi['commit']>;
const PREVIEW_ROWS = 50;
/** A lone cell in column XFD is legal; nobody looks for a header out there. */
const PREVIEW_COLUMNS = 200;
const ROWS_PER_STEP = 5_000;

/**
 * One import from the file to the batch: raw cells, mapping, plan. Lives in the sheet worker; stored data it sees and changes
 * only as a client of the core's gate. Calls that change it run one after the other; `rows` and `preview` may come in between.
 */
export class ImportSession {
  private file: OpenFile | null = null;
  private understood: Understood | null = null;
  private remembered: RememberedMapping | null = null;
  private checked: CheckedPlan | null = null;
  private cancelled = false;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly core: CoreClient,
    private readonly inflate?: Inflate,
    private readonly keeper = new PendingKeeper(core),
  ) {}

  private get plan(): ImportPlan | null {
    return this.checked?.plan ?? null;
  }

  cancel(): void {
    this.cancelled = true;
  }

  open(input: OpenInput, onProgress?: OnProgress): Promise<Result<FileSummary>> {
    return this.inTurn(() => {
      this.letGo();
      return this.openNow(input, onProgress);
    });
  }

  preview(sheetName: string): Result<string[][]> {
    const sheet = this.file?.book.sheets.find((s) => s.name === sheetName);
    if (!sheet) return fail('import.session_gone');
    const rows = Math.min(sheet.rowCount, PREVIEW_ROWS);
    const columns = Math.min(sheet.columnCount, PREVIEW_COLUMNS);
    return ok(Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => sheet.cell(r, c))));
  }

  propose(sheet: string, headerRow?: number, anew = false): Promise<Result<FileSummary>> {
    // Whoever picks a sheet by hand says that it holds merchants, whatever it looks like.
    return this.inTurn(() => this.understand({ sheet, as: 'merchants', ...(headerRow && { headerRow }) }, anew));
  }

  planRows(input: PlanInput, onProgress?: OnProgress): Promise<Result<ImportSummary>> {
    return this.inTurn(async () => {
      const checked = await this.check(input, this.remembered?.values ?? {}, onProgress);
      if (checked.ok) this.keeper.watch(this.file!, () => this.snapshot());
      return checked;
    });
  }

  rows(filter: ImportRowFilter, offset: number, limit: number): Result<PlanPage> {
    return this.plan ? ok(this.plan.page(filter, offset, limit)) : fail('import.session_gone');
  }

  /** One change of the plan, in portions, so that it can be reported and stopped; stopped, it has not happened. */
  change(make: (plan: ImportPlan) => Changing | null, onProgress?: OnProgress): Promise<Result<ImportSummary>> {
    return this.inTurn(async () => {
      const changed = await this.carryOut(make, onProgress);
      return changed.ok ? this.refreshed() : changed;
    });
  }

  bulk(op: BulkOp, dryRun = false, onProgress?: OnProgress): Promise<Result<BulkOutcome>> {
    return this.inTurn(async () => {
      const { plan } = this;
      if (!plan) return fail('import.session_gone');
      if (dryRun) return ok({ touched: plan.countBulk(op), summary: plan.summary() });
      const changed = await this.carryOut(() => plan.bulk(op), onProgress);
      if (!changed.ok) return changed;
      const summary = await this.refreshed();
      return summary.ok ? ok({ touched: changed.value, summary: summary.value }) : summary;
    });
  }

  unknownValues(): Result<UnknownValue[]> {
    return this.plan ? ok(this.plan.unknownValues()) : fail('import.session_gone');
  }

  setDuplicateMode(mode: DuplicateMode): Promise<Result<ImportSummary>> {
    return this.inTurn(() => {
      if (!this.plan) return fail('import.session_gone');
      this.plan.setDuplicateMode(mode);
      this.keeper.changed();
      return ok(this.plan.summary());
    });
  }

  dryRun(onProgress?: OnProgress): Promise<Result<ImportDryRun>> {
    return this.inTurn(() => this.checked?.dryRun(this.isCancelled, onProgress) ?? fail('import.session_gone'));
  }

  commit(input: { onlyValid: boolean; allowSameFile: boolean }, onProgress?: OnProgress): CommitAnswer {
    return this.inTurn(async () => {
      const { checked, file, keeper } = this;
      if (!checked || !file) return fail('import.session_gone');
      await keeper.pause();
      const { name: fileName, sha256 } = file;
      const about = { fileName, sha256, allowSameFile: input.allowSameFile, pendingId: keeper.uploadId };
      const done = await checked.commit(about, input.onlyValid, this.isCancelled, onProgress);
      if (done.ok) {
        keeper.forget();
        await this.rememberMapping(checked.plan);
      } else keeper.changed();
      return done;
    });
  }

  failedWorkbook(locale: 'zh' | 'en', onProgress?: OnProgress): Promise<Result<FileChunks>> {
    return this.inTurn(() => {
      const { plan, understood, isCancelled } = this;
      if (!plan || !understood) return fail('import.session_gone');
      const paced = paceOf(isCancelled, onProgress);
      return toResult(() => writeFailedRows(plan, understood, locale, paced));
    });
  }

  async pending(): Promise<Result<PendingImport | null>> {
    const found = await this.core.ask('importPending.find', {});
    if (!found.ok || !found.value) return found.ok ? ok(null) : found;
    const { fileName, bytes, savedAt, rows, changes } = found.value;
    return ok({ fileName, bytes, savedAt, rows, changes });
  }

  resume(onProgress?: OnProgress): Promise<Result<ResumedImport>> {
    return this.inTurn(async () => {
      this.letGo();
      const read = await readPendingFile(this.core, this.isCancelled);
      if (!read.ok) return read;
      const { input, uploadId, json } = read.value;
      const saved = readSavedPlan(json);
      if (!saved) return fail('import.pending_gone');
      const opened = await this.openNow(input, onProgress);
      if (!opened.ok) return opened;
      const { sheet, headerRow, mapping, duplicateMode } = saved;
      const file = await this.understand({ sheet, headerRow, as: 'merchants' });
      if (!file.ok) return file;
      const checked = await this.check(saved, {}, onProgress);
      if (!checked.ok) return checked;
      const restored = await this.carryOut((plan) => plan.restore(saved), onProgress);
      if (!restored.ok) return restored;
      this.keeper.adopt(this.file!, uploadId, () => this.snapshot());
      const summary = await this.refreshed();
      if (!summary.ok) return summary;
      return ok({ file: { ...file.value, mapping }, mapping, duplicateMode, summary: summary.value });
    });
  }

  discardPending(): Promise<Result<void>> {
    return this.inTurn(async () => {
      await this.keeper.pause();
      this.keeper.forget();
      return this.core.execute('importPending.clear', {});
    });
  }

  /** What was decided is kept first. */
  close(): Promise<Result<void>> {
    return this.inTurn(async () => {
      await this.keeper.flush();
      this.letGo();
      return ok();
    });
  }

  private readonly isCancelled = (): boolean => this.cancelled;

  private letGo(): void {
    this.keeper.forget();
    this.file = null;
    this.understood = null;
    this.remembered = null;
    this.checked = null;
  }

  private inTurn<T>(job: () => T | Promise<T>): Promise<T> {
    const result = this.tail.then(() => {
      this.cancelled = false;
      return job();
    });
    this.tail = result.catch(() => undefined);
    return result;
  }

  private async openNow(input: OpenInput, onProgress?: OnProgress): Promise<Result<FileSummary>> {
    const read = await openFile(input, this.isCancelled, onProgress, this.inflate);
    if (!read.ok) return read;
    this.file = read.value;
    return this.understand({});
  }

  private async understand(options: UnderstandOptions, anew = false): Promise<Result<FileSummary>> {
    const { file } = this;
    if (!file) return fail('import.session_gone');
    const found = understandSheets(file.book.sheets, { ...options, mark: file.mark });
    if (!found.ok) return found;
    this.understood = found.value;
    this.checked = null;
    const fingerprint = headerFingerprint(found.value.headers);
    const [remembered, same] = await Promise.all([
      this.core.ask('importMapping.find', { fingerprint }),
      this.core.ask('import.sameFile', { sha256: file.sha256 }),
    ]);
    this.remembered = remembered.ok ? remembered.value : null;
    const mapping = anew ? null : this.remembered;
    return ok(summariseFile(file, found.value, mapping, same.ok ? same.value : null));
  }

  private async check(
    input: PlanInput,
    values: RememberedMapping['values'],
    onProgress?: OnProgress,
  ): Promise<Result<ImportSummary>> {
    const sheet = this.file?.book.sheets.find((s) => s.name === input.sheet);
    if (!sheet) return fail('import.session_gone');
    const missing = listMissingRequired(input.mapping);
    if (missing.length > 0)
      return fail('file.mapping_incomplete', { issues: missing.map((field) => ({ field, code: 'required' })) });
    const { headerRow, mapping, duplicateMode } = input;
    const reach = await this.core.ask('import.reach', {});
    if (!reach.ok) return reach;
    const known = { today: bizDateAt(Date.now()), values, reach: reach.value.regions };
    const plan = createPlan(sheet, headerRow, mapping, { duplicateMode, ...known });
    for (const done of plan.steps(ROWS_PER_STEP)) {
      onProgress?.({ phase: 'check', done, total: plan.rowTotal });
      await nextTask();
      if (this.cancelled) return fail('operation.cancelled');
    }
    this.checked = new CheckedPlan(this.core, plan);
    this.understood = { ...this.understood!, sheet, headerRow, mapping };
    return this.checked.refreshed();
  }

  private async carryOut(
    make: (plan: ImportPlan) => Changing | null,
    onProgress?: OnProgress,
  ): Promise<Result<number>> {
    if (!this.plan) return fail('import.session_gone');
    const changing = make(this.plan);
    for (let step = changing?.next(); step; step = changing?.next()) {
      if (step.done) {
        this.keeper.changed();
        return ok(step.value);
      }
      if (step.value.done >= step.value.total) continue;
      onProgress?.({ phase: 'check', ...step.value });
      await nextTask();
      if (!this.cancelled) continue;
      changing?.return(0);
      return fail('operation.cancelled');
    }
    return ok(0);
  }

  private async refreshed(): Promise<Result<ImportSummary>> {
    return this.checked?.refreshed() ?? fail('import.session_gone');
  }

  private snapshot(): Snapshot {
    const { plan, understood } = this;
    if (!plan || !understood) throw new Error('nothing to keep');
    const decisions = plan.save();
    const saved: SavedPlan = {
      v: 1,
      sheet: understood.sheet.name,
      headerRow: understood.headerRow,
      mapping: definedOf(understood.mapping),
      duplicateMode: plan.duplicateMode,
      ...decisions,
    };
    return { json: JSON.stringify(saved), rows: plan.summary().total, changes: countDecisions(decisions) };
  }

  private async rememberMapping(plan: ImportPlan): Promise<void> {
    const { understood, remembered } = this;
    if (!understood) return;
    const mapping = definedOf(understood.mapping);
    const others = Object.entries(remembered?.values ?? {}).filter(([field]) => mapping[field] === undefined);
    await this.core.execute('importMapping.save', {
      fingerprint: headerFingerprint(understood.headers),
      mapping,
      values: { ...Object.fromEntries(others), ...plan.settledValues() },
    });
  }
}

function definedOf(mapping: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(mapping).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
