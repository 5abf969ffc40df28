import type { CoreClient } from '@shared/contracts/core';
import type { ExportInput, FileChunks, OnProgress } from '@shared/contracts/sheet';
import type { Field } from '@shared/entities/define';
import { merchant } from '@shared/entities/merchant';
import { cellAt, gatherColumn, type ColumnBatch, type PackedColumn } from '@shared/kernel/columns';
import { fail, ok, type Result } from '@shared/kernel/result';
import { enumLabel } from '@shared/rules/enums';
import { writeCsv } from './csv-writer';
import type { SheetColumn, SheetTable } from './table';
import { writeXlsx } from './xlsx-writer';

/** Below the header, as Excel has it. */
const MOST_XLSX_ROWS = 1_048_575;

/** Asks the gate for the rows (permission, masking and audit happen there) and writes them as a file. */
export async function exportMerchants(
  core: CoreClient,
  input: ExportInput,
  onProgress?: OnProgress,
): Promise<Result<{ chunks: FileChunks; rows: number }>> {
  const { fields, format, locale, query, clear, fileName } = input;
  const asked = { ...query, fields, format, ...(clear && { clear }), ...(fileName && { fileName }) };
  const taken = await core.execute('merchant.export', asked);
  if (!taken.ok) return taken;
  const { rows } = taken.value;
  if (format === 'xlsx' && rows > MOST_XLSX_ROWS) {
    return fail('export.too_many_rows', { params: { rows, limit: MOST_XLSX_ROWS } });
  }
  const table = toTable(taken.value, fields, locale);
  const chunks = format === 'xlsx' ? await writeXlsx(table, onProgress) : writeCsv(table, onProgress);
  return ok({ chunks, rows });
}

function toTable(batch: ColumnBatch, fields: readonly string[], locale: 'zh' | 'en'): SheetTable {
  const columns = fields.flatMap((name) => {
    const field = (merchant.fields as Readonly<Record<string, Field>>)[name];
    const values = batch.columns[name];
    return field && values ? [toColumn(field, values, locale)] : [];
  });
  return { name: merchant[locale], rows: batch.rows, columns };
}

function toColumn(field: Field, values: PackedColumn, locale: 'zh' | 'en'): SheetColumn {
  const header = field[locale];
  if (field.type === 'rate') return { header, kind: 'rate', values };
  if (field.type === 'date') return { header, kind: 'date', values };
  if (field.type !== 'enum') return { header, kind: 'text', values };
  const labels = new Map<string, string>();
  const label = (code: string): string => {
    let text = labels.get(code);
    if (text === undefined)
      labels.set(code, (text = code === '' ? '' : enumLabel(field.dictionary ?? '', code, locale)));
    return text;
  };
  return { header, kind: 'text', values: gatherColumn(values.ends.length, (row) => label(cellAt(values, row))) };
}
