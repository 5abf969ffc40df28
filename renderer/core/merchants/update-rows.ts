import type { CallOptions, ImportRows } from '@shared/contracts/core';
import { MERCHANT_INPUT_FIELDS, type MerchantValues } from '@shared/entities/merchant';
import { unpackRows, type ColumnBatch } from '@shared/kernel/columns';
import type { FieldIssue } from '@shared/kernel/result';
import { checkMerchant } from '@shared/rules/fields';
import { BLOCK_ROWS, type MerchantRow } from '@renderer/data/merchant-rows';
import type { AuditEntryRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { blindOf, deriveValues, mergeValues } from './derive';
import { requireWithinReach } from './require-rows';
import { SecretReader, type Secrets } from './secrets';
import type { UsccLedger } from './uscc-ledger';
import { diffRows, nextVersion } from './versions';

/** An existing merchant as an import rewrites it. */
export interface Update {
  before: MerchantRow;
  beforeSecrets: Secrets;
  after: MerchantRow;
  afterSecrets: Secrets;
  diff: AuditEntryRow['diff'];
  isFill: boolean;
}

/** How far an operation over rows is. */
export interface Steps {
  done: number;
  total: number;
}

/**
 * What updates and fills of an import come to, each row checked as the gate checks it. Rows that already are what the file
 * says are left out. An empty cell never clears a value; a fill writes only where there was none.
 */
export async function readUpdates(
  ctx: CoreContext,
  rows: Pick<ImportRows, 'updates' | 'fills'>,
  ledger: UsccLedger,
  call: CallOptions,
  steps: Steps,
): Promise<Update[]> {
  const reader = new UpdateReader(ctx, call, steps);
  await reader.read(rows.updates, 'updates');
  await reader.read(rows.fills, 'fills');
  const issues = ledger.move(
    reader.list.map(({ before, after }, i) => ({
      id: before.id,
      isClosed: before.values['status'] === 'CLOSED',
      from: before.values['uscc'] ?? '',
      to: after.values['uscc'] ?? '',
      field: `${reader.places[i]}.uscc`,
    })),
  );
  if (issues.length > 0) refuse('merchant.uscc_taken', { issues });
  return reader.list;
}

class UpdateReader {
  readonly list: Update[] = [];
  /** Where in the input each of the list came from. */
  readonly places: string[] = [];
  private readonly secrets: SecretReader;
  private readonly seen = new Set<string>();

  constructor(
    private readonly ctx: CoreContext,
    private readonly call: CallOptions,
    private readonly steps: Steps,
  ) {
    this.secrets = new SecretReader(ctx.vault, ctx.merchants);
  }

  async read(batch: ColumnBatch, name: 'updates' | 'fills'): Promise<void> {
    for (const [row, cells] of unpackRows(batch).entries()) {
      const update = await this.readOne(cells, name === 'fills', `${name}.${row}`);
      if (update.diff.length > 0) {
        this.list.push(update);
        this.places.push(`${name}.${row}`);
      }
      this.steps.done += 1;
      if (row % BLOCK_ROWS !== BLOCK_ROWS - 1) continue;
      this.call.onProgress?.(this.steps.done, this.steps.total);
      if (this.call.isCancelled?.()) refuse('operation.cancelled');
    }
  }

  private async readOne(cells: Readonly<Record<string, string>>, isFill: boolean, place: string): Promise<Update> {
    const { ctx, seen } = this;
    const { id = '', rev = '' } = cells;
    const before = ctx.merchants.get(id);
    if (!before || before.deletedAt > 0 || before.rev !== Number(rev) || seen.has(id)) refuse('import.table_moved_on');
    requireWithinReach(ctx, before);
    seen.add(id);
    const beforeSecrets = await this.secrets.read(id);
    const merged = mergeValues(before.values, beforeSecrets, givenCells(cells), isFill);
    checkRow(merged.plain, before, place);
    const values = { ...before.values, ...deriveValues(merged.plain) };
    const after = nextVersion(ctx, before, { values, blind: blindOf(ctx.vault, merged.secrets) });
    requireWithinReach(ctx, after);
    return { before, beforeSecrets, after, afterSecrets: merged.secrets, diff: diffRows(before, after), isFill };
  }
}

function givenCells(cells: Readonly<Record<string, string>>): MerchantValues {
  const given: MerchantValues = {};
  for (const field of MERCHANT_INPUT_FIELDS) if (cells[field]) given[field] = cells[field];
  return given;
}

function checkRow(plain: MerchantValues, before: MerchantRow, place: string): void {
  const issues: FieldIssue[] = checkMerchant(plain)
    .filter((issue) => before.values['status'] !== 'DRAFT' || issue.code !== 'required')
    .map((issue) => ({ ...issue, field: `${place}.${issue.field}` }));
  if (issues.length > 0) refuse('import.rows_invalid', { issues });
}
