import type { CoreClient } from '@shared/contracts/core';
import type {
  BulkOutcome,
  FileChunks,
  OnProgress,
  OpenInput,
  PlanInput,
  PlanPage,
  SheetApi,
} from '@shared/contracts/sheet';
import { bizDateAt } from '@shared/time/biz-date';
import { bulkEdits } from '@shared/imports/bulk';
import type {
  BulkOp,
  DuplicateMode,
  FileSummary,
  ImportDryRun,
  ImportRowFilter,
  ImportSummary,
  RowAction,
} from '@shared/imports/define';
import { headerFingerprint, listMissingRequired } from '@shared/imports/map-columns';
import { takeMark, type FileMark } from '@shared/imports/file-mark';
import { createPlan, type CellEdit, type ImportPlan } from '@shared/imports/plan';
import { understandSheets, type Understood, type UnderstandOptions } from '@shared/imports/understand';
import { fail, ok, type Result } from '@shared/kernel/result';
import { writeFailedRows } from './failed-rows';
import { readPastedText, readSpreadsheet, type Spreadsheet } from './reader';

type CommitOutput = Awaited<ReturnType<SheetApi['commit']>>;
const PREVIEW_ROWS = 50;
/** A lone cell in column XFD is legal; nobody looks for a header out there. */
const PREVIEW_COLUMNS = 200;
const ROWS_PER_STEP = 5_000;

interface OpenFile {
  name: string;
  sha256: string;
  bytes: number;
  book: Spreadsheet;
  mark: FileMark | undefined;
}

/**
 * One import from the file to the batch: raw cells, mapping, plan. Lives in the sheet worker; stored data it sees and changes
 * only as a client of the core's gate.
 */
export class ImportSession {
  private file: OpenFile | null = null;
  private understood: Understood | null = null;
  private plan: ImportPlan | null = null;
  private tableVersion = 0;
  private cancelled = false;

  constructor(private readonly core: CoreClient) {}

  cancel(): void {
    this.cancelled = true;
  }

  async open(input: OpenInput, onProgress?: OnProgress): Promise<Result<FileSummary>> {
    this.reset();
    const bytes = input.blob
      ? new Uint8Array(await input.blob.arrayBuffer())
      : new TextEncoder().encode(input.text ?? '');
    const options = {
      isCancelled: () => this.cancelled,
      onProgress: (done: number, total: number) => onProgress?.({ phase: 'read', done, total }),
    };
    // Hashing goes on beside reading: both are native and take long on a large file.
    const hashing = sha256Hex(bytes);
    const read = input.blob
      ? await readSpreadsheet(bytes, input.name, options)
      : await readPastedText(input.text ?? '');
    if (!read.ok) return read;
    const { sheets, mark } = takeMark(read.value.sheets);
    this.file = { name: input.name, sha256: await hashing, bytes: bytes.length, book: { ...read.value, sheets }, mark };
    return this.understand({});
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
    return this.understand({ sheet, as: 'merchants', ...(headerRow && { headerRow }) }, anew);
  }

  async planRows(input: PlanInput, onProgress?: OnProgress): Promise<Result<ImportSummary>> {
    this.cancelled = false;
    const sheet = this.file?.book.sheets.find((s) => s.name === input.sheet);
    if (!sheet) return fail('import.session_gone');
    const missing = listMissingRequired(input.mapping);
    if (missing.length > 0)
      return fail('file.mapping_incomplete', { issues: missing.map((field) => ({ field, code: 'required' })) });
    const plan = createPlan(sheet, input.headerRow, input.mapping, {
      duplicateMode: input.duplicateMode,
      today: bizDateAt(Date.now()),
    });
    for (const done of plan.steps(ROWS_PER_STEP)) {
      onProgress?.({ phase: 'check', done, total: plan.rowTotal });
      await nextTask();
      if (this.cancelled) return fail('operation.cancelled');
    }
    this.plan = plan;
    this.understood = { ...this.understood!, sheet, headerRow: input.headerRow, mapping: input.mapping };
    return this.refreshed();
  }

  rows(filter: ImportRowFilter, offset: number, limit: number): Result<PlanPage> {
    return this.plan ? ok(this.plan.page(filter, offset, limit)) : fail('import.session_gone');
  }

  edit(edits: CellEdit[]): Promise<Result<ImportSummary>> {
    this.plan?.edit(edits);
    return this.refreshed();
  }

  undoEdit(): Promise<Result<ImportSummary>> {
    this.plan?.undo();
    return this.refreshed();
  }

  redoEdit(): Promise<Result<ImportSummary>> {
    this.plan?.redo();
    return this.refreshed();
  }

  removeRows(rows: number[], removed?: boolean): Promise<Result<ImportSummary>> {
    this.plan?.removeRows(rows, removed);
    return this.refreshed();
  }

  async bulk(op: BulkOp, dryRun = false): Promise<Result<BulkOutcome>> {
    if (!this.plan) return fail('import.session_gone');
    const edits = bulkEdits(this.plan, op);
    if (!dryRun) this.plan.edit(edits);
    const summary = await this.refreshed();
    return summary.ok ? ok({ touched: edits.length, summary: summary.value }) : summary;
  }

  async dryRun(): Promise<Result<ImportDryRun>> {
    const { plan } = this;
    if (!plan) return fail('import.session_gone');
    const { creates, updates, fills, failedRows, skippedRows } = plan.payload();
    const preview = await this.core.ask('import.preview', { creates, updates, fills, tableVersion: this.tableVersion });
    if (!preview.ok) return preview;
    const { duplicate, removed, blank } = plan.summary();
    const chosen = skippedRows.length - duplicate;
    const skip = { duplicate, existing: 0, chosen, removed, blank };
    return ok({ ...preview.value, skip, failed: failedRows.length, tidied: [], cleared: [] });
  }

  setAction(rows: number[], action: RowAction): Result<ImportSummary> {
    if (!this.plan) return fail('import.session_gone');
    this.plan.setAction(rows, action);
    return ok(this.plan.summary());
  }

  setDuplicateMode(mode: DuplicateMode): Result<ImportSummary> {
    if (!this.plan) return fail('import.session_gone');
    this.plan.setDuplicateMode(mode);
    return ok(this.plan.summary());
  }

  async commit(input: { onlyValid: boolean; allowSameFile: boolean }, onProgress?: OnProgress): Promise<CommitOutput> {
    this.cancelled = false;
    const { plan, file } = this;
    if (!plan || !file) return fail('import.session_gone');
    const payload = plan.payload();
    if (!input.onlyValid && payload.failedRows.length > 0)
      return fail('import.rows_invalid', { params: { count: payload.failedRows.length } });
    const counts = { skipped: payload.skippedRows.length, failed: payload.failedRows.length };
    const done = await this.core.execute(
      'import.commit',
      {
        fileName: file.name,
        sha256: file.sha256,
        allowSameFile: input.allowSameFile,
        tableVersion: this.tableVersion,
        ...counts,
        creates: payload.creates,
        updates: payload.updates,
        fills: payload.fills,
      },
      { onProgress: (n, total) => onProgress?.({ phase: 'write', done: n, total }), isCancelled: () => this.cancelled },
    );
    if (!done.ok) {
      // Somebody changed merchants since the check: ask again, so that the clerk sees the new state before another try.
      if (done.error.code === 'import.table_moved_on') await this.refreshed();
      return done;
    }
    await this.rememberMapping();
    return ok({ ...done.value, ...counts });
  }

  async failedWorkbook(locale: 'zh' | 'en'): Promise<Result<FileChunks>> {
    const { plan, understood } = this;
    if (!plan || !understood) return fail('import.session_gone');
    return ok(await writeFailedRows(plan, understood, locale));
  }

  reset(): void {
    this.cancelled = false;
    this.file = null;
    this.understood = null;
    this.plan = null;
  }

  private async understand(options: UnderstandOptions, anew = false): Promise<Result<FileSummary>> {
    const { file } = this;
    if (!file) return fail('import.session_gone');
    const found = understandSheets(file.book.sheets, { ...options, mark: file.mark });
    if (!found.ok) return found;
    this.understood = found.value;
    this.plan = null;
    return ok(await this.summarise(file, found.value, anew));
  }

  private async summarise(file: OpenFile, understood: Understood, anew: boolean): Promise<FileSummary> {
    const fingerprint = headerFingerprint(understood.headers);
    const [remembered, same] = await Promise.all([
      this.core.ask('importMapping.find', { fingerprint }),
      this.core.ask('import.sameFile', { sha256: file.sha256 }),
    ]);
    const isAsked = remembered.ok && !anew && !understood.isMarked;
    const earlier = isAsked ? (remembered.value?.mapping ?? null) : null;
    const mapping = earlier ?? understood.mapping;
    return {
      file: file.name,
      sha256: file.sha256,
      bytes: file.bytes,
      format: file.book.format,
      encoding: file.book.encoding,
      kind: understood.kind,
      sheets: file.book.sheets.map((s) => ({
        name: s.name,
        rows: s.rowCount,
        columns: s.columnCount,
        hidden: s.hidden,
      })),
      sheet: understood.sheet.name,
      headerRow: understood.headerRow,
      headers: understood.headers,
      mapping,
      doubtful: earlier ? [] : understood.doubtful,
      remembered: earlier !== null,
      missingRequired: listMissingRequired(mapping),
      ...(same.ok && same.value && { sameFileAs: { batchId: same.value.id, at: same.value.at, by: same.value.by } }),
      warnings: [...file.book.warnings, ...understood.warnings],
    };
  }

  /** Asks the core about codes it was not asked about yet, all of them again if the merchants changed meanwhile. */
  private async refreshed(): Promise<Result<ImportSummary>> {
    const { plan } = this;
    if (!plan) return fail('import.session_gone');
    let answer = await this.core.ask('import.lookup', { uscc: plan.lookupBatch() });
    if (answer.ok && answer.value.tableVersion !== this.tableVersion) {
      plan.clearExisting();
      answer = await this.core.ask('import.lookup', { uscc: plan.lookupBatch() });
    }
    if (!answer.ok) return answer;
    this.tableVersion = answer.value.tableVersion;
    plan.setExisting(answer.value.hits);
    return ok(plan.summary());
  }

  private async rememberMapping(): Promise<void> {
    const { understood } = this;
    if (!understood) return;
    const mapping = Object.fromEntries(
      Object.entries(understood.mapping).filter(([, column]) => column !== undefined),
    ) as Record<string, number>;
    await this.core.execute('importMapping.save', {
      fingerprint: headerFingerprint(understood.headers),
      mapping,
      values: {},
    });
  }
}

async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (b) => b.toString(16).padStart(2, '0')).join('');
}

/** Lets messages in: a cancel must be heard between two steps. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
