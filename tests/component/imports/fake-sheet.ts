import { vi } from 'vitest';
import type { SheetWorker } from '@renderer/features/imports/use-import';
import { merchant, MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';
import type { FileSummary, ImportDryRun, ImportSummary, PlanRow } from '@shared/imports/define';
import { fail, ok } from '@shared/kernel/result';

export const FULL_MAPPING = Object.fromEntries(MERCHANT_INPUT_FIELDS.map((field, column) => [field, column]));

export function fileSummary(change: Partial<FileSummary> = {}): FileSummary {
  return {
    file: 'merchants.xlsx',
    sha256: 'a'.repeat(64),
    bytes: 1000,
    format: 'xlsx',
    encoding: null,
    kind: 'merchants',
    sheets: [{ name: 'Sheet1', rows: 4, columns: 25, hidden: false }],
    sheet: 'Sheet1',
    headerRow: 1,
    headers: MERCHANT_INPUT_FIELDS.map((field) => merchant.fields[field].zh),
    mapping: FULL_MAPPING,
    doubtful: [],
    remembered: false,
    missingRequired: [],
    warnings: [],
    ...change,
  };
}

export function importSummary(change: Partial<ImportSummary> = {}): ImportSummary {
  return {
    total: 3,
    valid: 2,
    invalid: 1,
    warning: 0,
    duplicate: 0,
    blank: 0,
    create: 2,
    update: 0,
    fill: 0,
    skip: 0,
    existing: 0,
    similar: 0,
    tidied: 0,
    removed: 0,
    changed: 0,
    canUndo: false,
    canRedo: false,
    ...change,
  };
}

export function planRow(row: number, change: Partial<PlanRow> = {}): PlanRow {
  return {
    row,
    status: 'valid',
    action: 'create',
    raw: { name: `商户${row}`, ratePpm: '6‰' },
    values: { name: `商户${row}`, ratePpm: '6000' },
    issues: [],
    edited: false,
    matches: [],
    removed: false,
    literal: [],
    tidied: [],
    ...change,
  };
}

export function dryRun(change: Partial<ImportDryRun> = {}): ImportDryRun {
  return {
    create: 2,
    update: 0,
    fill: 0,
    unchanged: 0,
    skip: { duplicate: 0, existing: 0, chosen: 0, removed: 0, blank: 0 },
    failed: 1,
    fields: [],
    filled: [],
    tidied: [],
    cleared: [],
    ...change,
  };
}

/** A sheet worker of a few rows that answers at once; every call can be overridden and counted. */
export function fakeSheet(rows: PlanRow[], change: Partial<SheetWorker> = {}): SheetWorker {
  return {
    open: vi.fn(() => Promise.resolve(ok(fileSummary()))),
    readPlain: vi.fn(() => Promise.resolve(fail('file.no_data'))),
    preview: vi.fn(() =>
      Promise.resolve(ok([MERCHANT_INPUT_FIELDS.map((f) => merchant.fields[f].zh), ['青禾便利店']])),
    ),
    propose: vi.fn((sheet: string, headerRow?: number) =>
      Promise.resolve(ok(fileSummary({ sheet, headerRow: headerRow ?? 1 }))),
    ),
    plan: vi.fn(() => Promise.resolve(ok(importSummary()))),
    rows: vi.fn((filter: string, offset: number, limit: number) => {
      const seen = filter === 'invalid' ? rows.filter((row) => row.status === 'invalid') : rows;
      return Promise.resolve(ok({ total: seen.length, rows: seen.slice(offset, offset + limit) }));
    }),
    edit: vi.fn(() =>
      Promise.resolve(ok(importSummary({ invalid: 0, valid: 3, create: 3, changed: 1, canUndo: true }))),
    ),
    setAction: vi.fn(() => Promise.resolve(ok(importSummary()))),
    setDuplicateMode: vi.fn(() => Promise.resolve(ok(importSummary()))),
    removeRows: vi.fn(() => Promise.resolve(ok(importSummary({ removed: 1, canUndo: true })))),
    bulk: vi.fn(() => Promise.resolve(ok({ touched: 2, summary: importSummary({ changed: 2, canUndo: true }) }))),
    unknownValues: vi.fn(() => Promise.resolve(ok([]))),
    mapValues: vi.fn(() => Promise.resolve(ok(importSummary({ canUndo: true })))),
    setLiteral: vi.fn(() => Promise.resolve(ok(importSummary({ canUndo: true })))),
    undoEdit: vi.fn(() => Promise.resolve(ok(importSummary({ canRedo: true })))),
    redoEdit: vi.fn(() => Promise.resolve(ok(importSummary({ canUndo: true })))),
    dryRun: vi.fn(() => Promise.resolve(ok(dryRun()))),
    pending: vi.fn(() => Promise.resolve(ok(null))),
    resume: vi.fn(() => Promise.resolve(fail('import.session_gone'))),
    discardPending: vi.fn(() => Promise.resolve(ok())),
    commit: vi.fn(() => Promise.resolve(ok({ batchId: 'b1', created: 2, updated: 0, skipped: 0, failed: 1 }))),
    failedWorkbook: vi.fn(() => Promise.resolve(ok([new Uint8Array([1])]))),
    template: vi.fn(() => Promise.resolve(ok([new Uint8Array([1])]))),
    exportMerchants: vi.fn(() => Promise.resolve(ok({ chunks: [], rows: 0 }))),
    writeTable: vi.fn(() => Promise.resolve(ok([new Uint8Array([1])]))),
    exportAudit: vi.fn(() => Promise.resolve(ok({ chunks: [], rows: 0 }))),
    writeReport: vi.fn(() => Promise.resolve(ok([]))),
    exportTxns: vi.fn(() => Promise.resolve(ok({ chunks: [], rows: 0 }))),
    exportAdmins: () => Promise.resolve(ok([])),
    exportReview: vi.fn(() => Promise.resolve(ok([]))),
    closeSession: vi.fn(() => Promise.resolve(ok())),
    cancel: vi.fn(() => Promise.resolve()),
    terminate: vi.fn(),
    ...change,
  };
}
