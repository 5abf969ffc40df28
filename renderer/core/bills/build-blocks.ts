import type { TxnGroup } from '@shared/contracts/bills';
import { cellAt, packColumn, type PackedColumn } from '@shared/kernel/columns';
import { planOn, type FeePlan, type FeeTerms } from '@shared/rules/fee-plan';
import { maskPayer } from '@shared/rules/mask-payer';
import { blockIdOf, latestFirst, packBlock } from '@renderer/data/txn-blocks';
import { TXN_BLOCK_ROWS, type StoredText, type TxnBlockRow } from '@renderer/data/txn-rows';
import type { CoreContext } from '../context';

/** Rows of the first block of a bill's day, which holds the latest: the next ones are twice as long each. */
const FEWEST = 50;
const NOTHING = new Uint8Array(0);

/** Lines of a group as blocks: payers masked for show, sealed for those who may ask, and found again by their blind index. */
export async function buildBlocks(
  ctx: CoreContext,
  group: TxnGroup,
  fresh: Uint32Array,
  place: string,
  billId: string,
  plans: readonly FeePlan[] = [],
): Promise<TxnBlockRow[]> {
  const { payer, payerName, ...plain } = group.text;
  const payers = valuesOf(payer, group.rows);
  const texts: Record<StoredText, PackedColumn> = {
    ...plain,
    payerMask: payer.text === '' ? payer : packColumn(payers.map(maskPayer)),
    '#payer': payer.text === '' ? payer : ctx.vault.blindMany('payer', payers),
  };
  const agreed = agreedOn(plans, group.bizDate);
  const blocks: TxnBlockRow[] = [];
  const rows = latestFirst(group.second, fresh);
  for (let from = 0, most = FEWEST; from < rows.length; from += most, most = Math.min(2 * most, TXN_BLOCK_ROWS)) {
    const picked = rows.subarray(from, from + most);
    const block = packBlock(group, texts, picked);
    const id = blockIdOf(place, billId, blocks.length, block.second);
    const secrets = payer.text === '' && payerName.text === '' ? '' : secretsOf(payer, payerName, picked);
    const sealed = secrets === '' ? NOTHING : await ctx.vault.seal(`txnBlocks|${id}`, secrets);
    blocks.push({ id, billId, ...block, ...agreed, sealed });
  }
  return blocks;
}

/** What every line of the day is to pay, and what lines of some methods pay instead. */
function agreedOn(plans: readonly FeePlan[], bizDate: string): Pick<TxnBlockRow, 'terms' | 'methodTerms'> {
  const plan = planOn(plans, bizDate);
  const own = new Set(plans.flatMap(({ method }) => method ?? []));
  const methods = [...own].flatMap((method) => {
    const found = planOn(plans, bizDate, method);
    return found ? [[method, termsOf(found)] as const] : [];
  });
  return {
    ...(plan && { terms: termsOf(plan) }),
    ...(methods.length > 0 && { methodTerms: Object.fromEntries(methods) }),
  };
}

function termsOf({ ratePpm, minFeeFen, maxFeeFen, refundFee }: FeePlan): FeeTerms {
  return { ratePpm, minFeeFen, maxFeeFen, refundFee };
}

function valuesOf(column: PackedColumn, rows: number): string[] {
  return column.text === '' ? [] : Array.from({ length: rows }, (_, row) => cellAt(column, row));
}

/** A line each: the payer and, where the bill has it, their name behind a tab. */
function secretsOf(payer: PackedColumn, name: PackedColumn, picked: Uint32Array): string {
  return Array.from(picked, (row) => `${cellAt(payer, row)}\t${cellAt(name, row)}`).join('\n');
}
