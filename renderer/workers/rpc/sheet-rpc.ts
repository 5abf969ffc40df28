import { expose, proxy, transfer, wrap, type Endpoint, type Remote } from 'comlink';
import type { BillSheetApi } from '@shared/contracts/bill-sheet';
import type { FileChunks, OnProgress, SheetApi } from '@shared/contracts/sheet';
import { fail, type Result } from '@shared/kernel/result';
import { startStallClock } from './stall-clock';

/** The sheet worker across its boundary: its public calls, and the port that makes it a client of the core. */
export interface SheetWorkerApi extends SheetApi, BillSheetApi {
  attachCore(port: MessagePort): void;
}

type SheetCalls = SheetApi & BillSheetApi;

export interface SheetConnection extends SheetCalls {
  /**
   * Kills the worker: the surest cancel. Calls under way answer `operation.cancelled`. What it held is gone; nothing stored
   * is touched.
   */
  terminate(): void;
}

/**
 * `onGone`: the worker was killed, here or because a file kept it from giving any sign while it read. The call that read it
 * then answers `file.timeout`.
 */
export function connectSheet(
  worker: Pick<Worker, 'terminate'> & Endpoint,
  corePort: MessagePort,
  onGone: () => void = () => undefined,
): SheetConnection {
  const remote = wrap<SheetWorkerApi>(worker);
  const open = new Set<(failure: Failure) => void>();

  function end(failure: Failure): void {
    worker.terminate();
    for (const settle of [...open]) settle(failure);
    onGone();
  }

  /** A killed worker answers nothing any more: its calls are answered for it. */
  function settled<T>(call: Promise<T>): Promise<T | Failure> {
    return new Promise<T | Failure>((resolve, reject) => {
      open.add(resolve);
      void call.then(resolve, reject).finally(() => open.delete(resolve));
    });
  }

  /** A file made to hang keeps the worker from everything, listening included. */
  function reading<R extends Promise<unknown>>(
    onProgress: OnProgress | undefined,
    read: (onProgress: OnProgress) => R,
  ): R {
    const clock = startStallClock(() => end(fail('file.timeout')));
    const heard: OnProgress = (progress) => {
      clock.heard();
      onProgress?.(progress);
    };
    const answer = read(proxy(heard));
    void answer.catch(() => undefined).finally(() => clock.stop());
    return answer;
  }

  void remote.attachCore(transfer(corePort, [corePort]));
  const calls = callsOf(remote, reading);
  const entries = Object.entries(calls) as [string, (...args: unknown[]) => Promise<unknown>][];
  const answered = entries.map(([name, call]) => [name, (...args: unknown[]) => settled(call(...args))]);
  return { ...(Object.fromEntries(answered) as SheetCalls), terminate: () => end(fail('operation.cancelled')) };
}

type Failure = ReturnType<typeof fail>;
type Reading = <R extends Promise<unknown>>(
  onProgress: OnProgress | undefined,
  read: (onProgress: OnProgress) => R,
) => R;

function callsOf(remote: Remote<SheetWorkerApi>, reading: Reading): SheetCalls {
  const progress = (onProgress: OnProgress | undefined): OnProgress | undefined => onProgress && proxy(onProgress);
  return {
    open: (input, onProgress) => reading(onProgress, (heard) => remote.open(input, heard)),
    preview: (sheet) => remote.preview(sheet),
    propose: (sheet, headerRow, anew) => reading(undefined, () => remote.propose(sheet, headerRow, anew)),
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
    resume: (onProgress) => reading(onProgress, (heard) => remote.resume(heard)),
    discardPending: () => remote.discardPending(),
    commit: (input, onProgress) => remote.commit(input, progress(onProgress)),
    failedWorkbook: (locale, onProgress) => remote.failedWorkbook(locale, progress(onProgress)),
    template: (source, locale) => remote.template(source, locale),
    exportMerchants: (input, onProgress) => remote.exportMerchants(input, progress(onProgress)),
    writeReport: (sheets) => remote.writeReport(sheets),
    writeTable: (table) => remote.writeTable(table),
    readPlain: (input, onProgress) => reading(onProgress, (heard) => remote.readPlain(input, heard)),
    openBills: (files, onProgress) => reading(onProgress, (heard) => remote.openBills(files, heard)),
    billTable: (id, headerRow) => remote.billTable(id, headerRow),
    tryLayout: (id, headerRow, layout) => remote.tryLayout(id, headerRow, layout),
    rereadBills: () => remote.rereadBills(),
    setBillAccount: (id, account) => remote.setBillAccount(id, account),
    commitBills: (ids, onProgress) => remote.commitBills(ids, progress(onProgress)),
    closeBills: () => remote.closeBills(),
    exportAudit: (input, onProgress) => remote.exportAudit(input, progress(onProgress)),
    exportTxns: (input, onProgress) => remote.exportTxns(input, progress(onProgress)),
    exportAdmins: (input, locale) => remote.exportAdmins(input, locale),
    exportReview: (id, locale) => remote.exportReview(id, locale),
    closeSession: () => remote.closeSession(),
    cancel: () => remote.cancel(),
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
