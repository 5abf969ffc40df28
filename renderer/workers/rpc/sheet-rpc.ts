import { expose, proxy, transfer, wrap } from 'comlink';
import type { BillSheetApi } from '@shared/contracts/bill-sheet';
import type { FileChunks, OnProgress, SheetApi } from '@shared/contracts/sheet';
import type { Result } from '@shared/kernel/result';

/** The sheet worker across its boundary: its public calls, and the port that makes it a client of the core. */
export interface SheetWorkerApi extends SheetApi, BillSheetApi {
  attachCore(port: MessagePort): void;
}

export interface SheetConnection extends SheetApi, BillSheetApi {
  /** Kills the worker: the surest cancel. What it held is gone; nothing stored is touched. */
  terminate(): void;
}

export function connectSheet(worker: Worker, corePort: MessagePort): SheetConnection {
  const remote = wrap<SheetWorkerApi>(worker);
  const progress = (onProgress: OnProgress | undefined): OnProgress | undefined => onProgress && proxy(onProgress);
  void remote.attachCore(transfer(corePort, [corePort]));
  return {
    open: (input, onProgress) => remote.open(input, progress(onProgress)),
    preview: (sheet) => remote.preview(sheet),
    propose: (sheet, headerRow, anew) => remote.propose(sheet, headerRow, anew),
    plan: (input, onProgress) => remote.plan(input, progress(onProgress)),
    rows: (filter, offset, limit) => remote.rows(filter, offset, limit),
    edit: (edits) => remote.edit(edits),
    setAction: (rows, action, target) => remote.setAction(rows, action, target),
    setDuplicateMode: (mode) => remote.setDuplicateMode(mode),
    removeRows: (rows, removed) => remote.removeRows(rows, removed),
    bulk: (op, dryRun, onProgress) => remote.bulk(op, dryRun, progress(onProgress)),
    unknownValues: () => remote.unknownValues(),
    mapValues: (choices, onProgress) => remote.mapValues(choices, progress(onProgress)),
    setLiteral: (row, field, keep) => remote.setLiteral(row, field, keep),
    undoEdit: (onProgress) => remote.undoEdit(progress(onProgress)),
    redoEdit: (onProgress) => remote.redoEdit(progress(onProgress)),
    dryRun: (onProgress) => remote.dryRun(progress(onProgress)),
    pending: () => remote.pending(),
    resume: (onProgress) => remote.resume(progress(onProgress)),
    discardPending: () => remote.discardPending(),
    commit: (input, onProgress) => remote.commit(input, progress(onProgress)),
    failedWorkbook: (locale) => remote.failedWorkbook(locale),
    template: (source, locale) => remote.template(source, locale),
    exportMerchants: (input, onProgress) => remote.exportMerchants(input, progress(onProgress)),
    writeTable: (table) => remote.writeTable(table),
    openBills: (files, onProgress) => remote.openBills(files, progress(onProgress)),
    commitBills: (ids, onProgress) => remote.commitBills(ids, progress(onProgress)),
    closeBills: () => remote.closeBills(),
    exportAudit: (input, onProgress) => remote.exportAudit(input, progress(onProgress)),
    exportAdmins: (input, locale) => remote.exportAdmins(input, locale),
    exportReview: (id, locale) => remote.exportReview(id, locale),
    closeSession: () => remote.closeSession(),
    cancel: () => remote.cancel(),
    terminate: () => worker.terminate(),
  };
}

export function exposeSheet(api: SheetWorkerApi): void {
  expose(api);
}

/** Marks a written file as handed over instead of copied. */
export function handOver<T extends FileChunks | { chunks: FileChunks }>(result: Result<T>): Result<T> {
  if (!result.ok) return result;
  const chunks: FileChunks = 'chunks' in result.value ? result.value.chunks : result.value;
  return transfer(result, [...new Set(chunks.map((c) => c.buffer as ArrayBuffer))]);
}
