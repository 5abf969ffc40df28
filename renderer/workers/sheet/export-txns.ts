import type { CoreClient } from '@shared/contracts/core';
import type { FileChunks, OnProgress, TxnExportInput } from '@shared/contracts/sheet';
import { gatherColumn, cellAt, packColumn, type PackedColumn } from '@shared/kernel/columns';
import { fail, ok, type Result } from '@shared/kernel/result';
import { formatFen } from '@shared/money/yuan';
import type { Fen } from '@shared/kernel/brand';
import type { TxnTotals } from '@shared/contracts/txns';
import { linesAsCsv, linesAsJson } from './export-txns-plain';
import { TXN_SHEET_TEXTS } from './export-txns-texts';
import type { SheetColumn, SheetTable } from './table';
import { writeSheets } from './xlsx-writer';

const NUMBERS = new Set(['orderYuan', 'settleYuan', 'refundYuan', 'feeYuan', 'couponYuan']);

/** Asks the gate for the filtered lines and writes them, with a sheet of their sums. */
export async function exportTxns(
  core: CoreClient,
  { format, filter, locale, fileName }: TxnExportInput,
  onProgress?: OnProgress,
): Promise<Result<{ chunks: FileChunks; rows: number }>> {
  const taken = await core.execute('txn.export', { filter, locale, fileName });
  if (!taken.ok) return taken;
  const { batch, totals } = taken.value;
  if (batch.rows !== totals.lines) return fail('internal.unexpected');
  if (format === 'csv') return ok({ chunks: linesAsCsv(batch, onProgress), rows: batch.rows });
  if (format === 'json') return ok({ chunks: linesAsJson(batch, totals, filter, onProgress), rows: batch.rows });
  const texts = TXN_SHEET_TEXTS[locale];
  const columns = Object.entries(batch.columns).map(([name, values]): SheetColumn => {
    const header = texts.columns[name] ?? name;
    if (NUMBERS.has(name)) return { header, kind: 'number', values };
    if (name === 'bizDate') return { header, kind: 'date', values };
    return { header, kind: 'text', values: worded(values, texts.words[name]) };
  });
  const lines: SheetTable = { name: texts.lines, rows: batch.rows, columns };
  const chunks = await writeSheets([lines, sumsTable(totals, filter, locale)], onProgress);
  return ok({ chunks, rows: batch.rows });
}

function worded(values: PackedColumn, words: Readonly<Record<string, string>> | undefined): PackedColumn {
  if (!words) return values;
  return gatherColumn(values.ends.length, (row) => {
    const code = cellAt(values, row);
    return words[code] ?? code;
  });
}

function sumsTable(totals: TxnTotals, { from, to }: { from: string; to: string }, locale: 'zh' | 'en'): SheetTable {
  const texts = TXN_SHEET_TEXTS[locale];
  const yuan = (fen: number): string => formatFen(fen as Fen);
  const facts: [string, string][] = [
    [texts.period, `${from} – ${to}`],
    [texts.sums.payments, String(totals.payments)],
    [texts.sums.refunds, String(totals.refunds)],
    [texts.sums.revoked, String(totals.revoked)],
    [texts.sums.orderFen, yuan(totals.orderFen)],
    [texts.sums.settleFen, yuan(totals.settleFen)],
    [texts.sums.refundFen, yuan(totals.refundFen)],
    [texts.sums.feeFen, yuan(totals.feeFen)],
    [texts.sums.netFen, yuan(totals.netFen)],
  ];
  return {
    name: texts.sheet,
    rows: facts.length,
    columns: [
      { header: texts.item, kind: 'text', values: packColumn(facts.map(([item]) => item)) },
      { header: texts.value, kind: 'number', values: packColumn(facts.map(([, value]) => value)) },
    ],
  };
}
