import type { CallOptions, CommandIo, MerchantFilter } from '@shared/contracts/core';
import { merchant, MERCHANT_SENSITIVE_FIELDS, type MerchantSensitiveField } from '@shared/entities/merchant';
import { packColumn, type ColumnBatch, type PackedColumn } from '@shared/kernel/columns';
import type { BulkChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { hashColumns } from './hash';
import { toScan } from './scan';
import { SecretReader } from './secrets';

export interface ExportedRows {
  batch: ColumnBatch;
  change: BulkChange;
  /** Sensitive fields that are given as they are. */
  clearFields: MerchantSensitiveField[];
}

const TIMES = ['createdAt', 'updatedAt'];
const EXPORTABLE: readonly string[] = [...Object.keys(merchant.fields), ...TIMES];

/**
 * The filtered list as columns in the order asked for. Sensitive fields are masked, unless `clear` asks for them.
 * @throws Refusal `input.invalid` for a field that is none, or clear values in a CSV file: programs read them as numbers
 */
export async function exportColumns(
  ctx: CoreContext,
  input: CommandIo['merchant.export']['input'],
  call: CallOptions,
): Promise<ExportedRows> {
  const fields = [...new Set(input.fields)];
  const unknown = fields.filter((field) => !EXPORTABLE.includes(field));
  if (unknown.length > 0) {
    refuse('input.invalid', {
      issues: unknown.map((field) => ({ field: 'fields', code: 'unknown', params: { field } })),
    });
  }
  const names = fields.map((field) => (TIMES.includes(field) ? `$${field}` : field));
  const clearFields = input.clear ? MERCHANT_SENSITIVE_FIELDS.filter((field) => fields.includes(field)) : [];
  if (clearFields.length > 0 && input.format !== 'xlsx')
    refuse('input.invalid', { issues: [{ field: 'format', code: 'not_for_clear' }] });
  const scan = toScan(ctx, input.filter);
  const { rows, columns } = ctx.merchants.columnsOf(scan, input.sort, names);
  const secrets =
    clearFields.length > 0 ? await readSecrets(ctx, ctx.merchants.idsOf(scan, input.sort), clearFields, call) : {};
  const batch = {
    rows,
    columns: Object.fromEntries(fields.map((field, i) => [field, secrets[field] ?? columns[names[i]!]!])),
  };
  const change = {
    targetType: 'merchant',
    targetId: '',
    targetLabel: input.format,
    counts: { rows, fields: fields.length, ...(clearFields.length > 0 && { clearFields: clearFields.length }) },
    rowsHash: ctx.audit.sha256((await hashEach(batch)).join('\n')),
  };
  return { batch, change, clearFields };
}

/** What the export log tells: which columns and rows were taken, into which file. */
export function exportDiff(
  input: Pick<CommandIo['merchant.export']['input'], 'fields' | 'filter' | 'fileName'>,
  clearFields: readonly string[],
): NonNullable<BulkChange['diff']> {
  const facts = {
    fields: input.fields.join(', '),
    clearFields: clearFields.join(', '),
    fileName: input.fileName ?? '',
    filter: describeFilter(input.filter),
  };
  return Object.entries(facts).flatMap(([field, after]) => (after === '' ? [] : { field, before: '', after }));
}

/** Sensitive values are looked up by typing them: what may be one is kept out of the log. */
function describeFilter(filter: MerchantFilter): string {
  return Object.entries(filter)
    .map(([name, value]): [string, string] => [name, Array.isArray(value) ? value.join(',') : String(value)])
    .filter(([, value]) => value !== '' && value !== 'undefined' && value !== 'false')
    .map(([name, value]) => `${name}=${name === 'text' ? hideDigits(value) : value}`)
    .join(' ');
}

function hideDigits(text: string): string {
  return text.replace(/\d[\d\s-]{4,}[\dXx]/g, '***');
}

/** The fields of these merchants as they are. A block of rows is opened once. */
async function readSecrets(
  ctx: CoreContext,
  ids: readonly string[],
  fields: readonly MerchantSensitiveField[],
  call: CallOptions,
): Promise<Record<string, PackedColumn>> {
  const reader = new SecretReader(ctx.vault, ctx.merchants);
  const values = fields.map((): string[] => []);
  for (const id of ids) {
    if (call.isCancelled?.()) refuse('operation.cancelled');
    const secrets = await reader.read(id);
    fields.forEach((field, i) => values[i]!.push(secrets[field]));
  }
  return Object.fromEntries(fields.map((field, i) => [field, packColumn(values[i]!)]));
}

/** Column by column, so that no more than one of them is copied at a time. */
async function hashEach({ rows, columns }: ColumnBatch): Promise<string[]> {
  const hashes: string[] = [];
  for (const [field, column] of Object.entries(columns)) {
    hashes.push(await hashColumns({ rows, columns: { [field]: column }, same: {} }));
  }
  return hashes;
}
