import type { CoreClient } from '@shared/contracts/core';
import { fail, ok, type Result } from '@shared/kernel/result';
import { connectCorePort } from './rpc/core-rpc';
import { exposeSheet, handOver } from './rpc/sheet-rpc';
import { exportMerchants } from './sheet/export-merchants';
import { ImportSession } from './sheet/import-session';
import { writeTemplate } from './sheet/template';

let core: CoreClient | null = null;
let session: ImportSession | null = null;

exposeSheet({
  attachCore(port) {
    core = connectCorePort(port);
    session = new ImportSession(core);
  },
  open: (input, onProgress) => guarded((s) => s.open(input, onProgress)),
  preview: (sheet) => guarded((s) => s.preview(sheet)),
  propose: (sheet, headerRow, anew) => guarded((s) => s.propose(sheet, headerRow, anew)),
  plan: (input, onProgress) => guarded((s) => s.planRows(input, onProgress)),
  rows: (filter, offset, limit) => guarded((s) => s.rows(filter, offset, limit)),
  edit: (edits) => guarded((s) => s.edit(edits)),
  setAction: (rows, action) => guarded((s) => s.setAction(rows, action)),
  setDuplicateMode: (mode) => guarded((s) => s.setDuplicateMode(mode)),
  removeRows: (rows, removed) => guarded((s) => s.removeRows(rows, removed)),
  bulk: (op, dryRun) => guarded((s) => s.bulk(op, dryRun)),
  unknownValues: () => guarded(() => ok([])),
  mapValues: () => guarded(() => fail('import.session_gone')),
  setLiteral: () => guarded(() => fail('import.session_gone')),
  undoEdit: () => guarded((s) => s.undoEdit()),
  redoEdit: () => guarded((s) => s.redoEdit()),
  dryRun: () => guarded((s) => s.dryRun()),
  pending: () => guarded(() => ok(null)),
  resume: () => guarded(() => fail('import.session_gone')),
  discardPending: () => guarded(() => ok()),
  commit: (input, onProgress) => guarded((s) => s.commit(input, onProgress)),
  failedWorkbook: async (locale) => handOver(await guarded((s) => s.failedWorkbook(locale))),
  template: async (source, locale) => handOver(await guarded(async () => ok(await writeTemplate(source, locale)))),
  exportMerchants: async (input, onProgress) =>
    handOver(await guarded(() => (core ? exportMerchants(core, input, onProgress) : fail('storage.closed')))),
  closeSession: () => guarded((s) => (s.reset(), ok())),
  cancel: () => Promise.resolve(session?.cancel()),
});

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
