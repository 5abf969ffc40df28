import type { CoreClient } from '@shared/contracts/core';
import type { OnProgress } from '@shared/contracts/sheet';
import { fail, ok, type Result } from '@shared/kernel/result';
import { connectCorePort } from './rpc/core-rpc';
import { exposeSheet, handOver } from './rpc/sheet-rpc';
import { exportAudit } from './sheet/export-audit';
import { exportTxns } from './sheet/export-txns';
import { exportAdmins } from './sheet/export-admins';
import { exportMerchants } from './sheet/export-merchants';
import { BillSession } from './sheet/bill-session';
import { exportReview } from './sheet/export-review';
import { ImportSession } from './sheet/import-session';
import { inflateBeside } from './sheet/inflate-beside';
import { readPlain } from './sheet/read-plain';
import { writeTemplate } from './sheet/template';
import { throttled } from './sheet/throttled';
import { writeReport } from './sheet/write-report';
import { writeTable } from './sheet/write-table';

const inflate = inflateBeside(
  () => new Worker(new URL('./inflate.worker.ts', import.meta.url), { type: 'module', name: 'inflate' }),
);

let core: CoreClient | null = null;
let session: ImportSession | null = null;
let bills: BillSession | null = null;

exposeSheet({
  attachCore(port) {
    core = connectCorePort(port);
    session = new ImportSession(core, inflate);
    bills = new BillSession(core, inflate);
  },
  open: (input, onProgress) => guarded((s) => s.open(input, seldom(onProgress))),
  preview: (sheet) => guarded((s) => s.preview(sheet)),
  propose: (sheet, headerRow, anew) => guarded((s) => s.propose(sheet, headerRow, anew)),
  plan: (input, onProgress) => guarded((s) => s.planRows(input, seldom(onProgress))),
  rows: (filter, offset, limit) => guarded((s) => s.rows(filter, offset, limit)),
  edit: (edits) => guarded((s) => s.change((plan) => plan.edit(edits))),
  setAction: (rows, action, target) => guarded((s) => s.change((plan) => plan.setAction(rows, action, target))),
  setDuplicateMode: (mode) => guarded((s) => s.setDuplicateMode(mode)),
  removeRows: (rows, removed) => guarded((s) => s.change((plan) => plan.removeRows(rows, removed))),
  bulk: (op, dryRun, onProgress) => guarded((s) => s.bulk(op, dryRun, seldom(onProgress))),
  unknownValues: () => guarded((s) => s.unknownValues()),
  mapValues: (choices, onProgress) => guarded((s) => s.change((plan) => plan.mapValues(choices), seldom(onProgress))),
  setLiteral: (row, field, keep) => guarded((s) => s.change((plan) => plan.setLiteral(row, field, keep))),
  undoEdit: (onProgress) => guarded((s) => s.change((plan) => plan.undo(), seldom(onProgress))),
  redoEdit: (onProgress) => guarded((s) => s.change((plan) => plan.redo(), seldom(onProgress))),
  dryRun: (onProgress) => guarded((s) => s.dryRun(seldom(onProgress))),
  commit: (input, onProgress) => guarded((s) => s.commit(input, seldom(onProgress))),
  failedWorkbook: async (locale, onProgress) =>
    handOver(await guarded((s) => s.failedWorkbook(locale, seldom(onProgress)))),
  template: async (source, locale) => handOver(await guarded(async () => ok(await writeTemplate(source, locale)))),
  exportMerchants: async (input, onProgress) =>
    handOver(await guarded(() => (core ? exportMerchants(core, input, seldom(onProgress)) : fail('storage.closed')))),
  writeReport: async (sheets) => handOver(await guarded(async () => ok(await writeReport(sheets)))),
  writeTable: async (table) => handOver(await guarded(async () => ok(await writeTable(table)))),
  exportAudit: async (input, onProgress) =>
    handOver(await guarded(() => (core ? exportAudit(core, input, seldom(onProgress)) : fail('storage.closed')))),
  exportTxns: async (input, onProgress) =>
    handOver(await guarded(() => (core ? exportTxns(core, input, seldom(onProgress)) : fail('storage.closed')))),
  exportAdmins: async (input, locale) =>
    handOver(await guarded(() => (core ? exportAdmins(core, input, locale) : fail('storage.closed')))),
  exportReview: async (id, locale) =>
    handOver(await guarded(() => (core ? exportReview(core, id, locale) : fail('storage.closed')))),
  pending: () => guarded((s) => s.pending()),
  resume: (onProgress) => guarded((s) => s.resume(seldom(onProgress))),
  discardPending: () => guarded((s) => s.discardPending()),
  readPlain: (input, onProgress) => guarded(() => readPlain(input, seldom(onProgress), inflate)),
  openBills: (files, onProgress) => guarded(() => bills?.open(files, seldom(onProgress)) ?? fail('storage.closed')),
  billTable: (id, headerRow) => guarded(() => bills?.table(id, headerRow) ?? fail('storage.closed')),
  tryLayout: (id, headerRow, layout) =>
    guarded(() => bills?.tryLayout(id, headerRow, layout) ?? fail('storage.closed')),
  rereadBills: () => guarded(() => bills?.reread() ?? fail('storage.closed')),
  setBillAccount: (id, account) => guarded(() => bills?.setAccount(id, account) ?? fail('storage.closed')),
  commitBills: (ids, onProgress) => guarded(() => bills?.commit(ids, seldom(onProgress)) ?? fail('storage.closed')),
  closeBills: () => guarded(() => ok(bills?.close())),
  closeSession: () => guarded((s) => s.close()),
  cancel: () => Promise.resolve(session?.cancel()),
});

function seldom(onProgress: OnProgress | undefined): OnProgress | undefined {
  return throttled(onProgress, () => performance.now());
}

/** Unexpected throws become an incident; a reader's memory running out is one of them. */
async function guarded<T>(call: (session: ImportSession) => Result<T> | Promise<Result<T>>): Promise<Result<T>> {
  if (!session) return fail('storage.closed');
  try {
    return await call(session);
  } catch (error) {
    // Thrown on in a task of its own, it reaches the window's error handler and so the log; the caller gets the incident.
    const incident = crypto.randomUUID().slice(0, 8);
    setTimeout(() => {
      throw new Error(`sheet worker ${incident}: ${error instanceof Error ? error.name : typeof error}`);
    });
    return fail('internal.unexpected', { incident });
  }
}
