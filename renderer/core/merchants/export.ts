import type { CommandIo } from '@shared/contracts/core';
import { merchant } from '@shared/entities/merchant';
import type { ColumnBatch } from '@shared/kernel/columns';
import type { BulkChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { hashColumns } from './hash';
import { toScan } from './scan';

export interface ExportedRows {
  batch: ColumnBatch;
  change: BulkChange;
}

const TIMES = ['createdAt', 'updatedAt'];
const EXPORTABLE: readonly string[] = [...Object.keys(merchant.fields), ...TIMES];

/** The filtered list as columns in the order asked for. Sensitive fields are masked, whoever asks. */
export async function exportColumns(
  ctx: CoreContext,
  input: CommandIo['merchant.export']['input'],
): Promise<ExportedRows> {
  const fields = [...new Set(input.fields)];
  const unknown = fields.filter((field) => !EXPORTABLE.includes(field));
  if (unknown.length > 0) {
    refuse('input.invalid', {
      issues: unknown.map((field) => ({ field: 'fields', code: 'unknown', params: { field } })),
    });
  }
  const names = fields.map((field) => (TIMES.includes(field) ? `$${field}` : field));
  const { rows, columns } = ctx.merchants.columnsOf(toScan(ctx, input.filter), input.sort, names);
  const batch = { rows, columns: Object.fromEntries(fields.map((field, i) => [field, columns[names[i]!]!])) };
  const change = {
    targetType: 'merchant',
    targetId: '',
    targetLabel: input.format,
    counts: { rows, fields: fields.length },
    rowsHash: ctx.audit.sha256((await hashEach(batch)).join('\n')),
  };
  return { batch, change };
}

/** Column by column, so that no more than one of them is copied at a time. */
async function hashEach({ rows, columns }: ColumnBatch): Promise<string[]> {
  const hashes: string[] = [];
  for (const [field, column] of Object.entries(columns)) {
    hashes.push(await hashColumns({ rows, columns: { [field]: column }, same: {} }));
  }
  return hashes;
}
