import type { CommandIo } from '@shared/contracts/core';
import { merchant } from '@shared/entities/merchant';
import { packColumn, type ColumnBatch } from '@shared/kernel/columns';
import type { BulkChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { toScan } from './scan';

export interface ExportedRows {
  batch: ColumnBatch;
  change: BulkChange;
}

const TIMES = ['createdAt', 'updatedAt'];
const EXPORTABLE: readonly string[] = [...Object.keys(merchant.fields), ...TIMES];

/** The filtered list as columns in the order asked for. Sensitive fields are masked, whoever asks. */
export function exportColumns(ctx: CoreContext, input: CommandIo['merchant.export']['input']): ExportedRows {
  const fields = [...new Set(input.fields)];
  const unknown = fields.filter((field) => !EXPORTABLE.includes(field));
  if (unknown.length > 0) {
    refuse('input.invalid', {
      issues: unknown.map((field) => ({ field: 'fields', code: 'unknown', params: { field } })),
    });
  }
  const names = fields.map((field) => (TIMES.includes(field) ? `$${field}` : field));
  const { rows, texts } = ctx.merchants.columnsOf(toScan(ctx, input.filter), input.sort, names);
  const columns = Object.fromEntries(fields.map((field, i) => [field, packColumn(texts[i]!)]));
  const change = {
    targetType: 'merchant',
    targetId: '',
    targetLabel: input.format,
    counts: { rows, fields: fields.length },
    rowsHash: ctx.audit.sha256(texts.map((column) => column.join('\u0001')).join('\u0002')),
  };
  return { batch: { rows, columns }, change };
}
