import type { CallOptions } from '@shared/contracts/core';
import type { TxnCommandIo, TxnFilter, TxnTotals, TxnView } from '@shared/contracts/txns';
import { packColumn, type ColumnBatch, type PackedColumn } from '@shared/kernel/columns';
import type { Fen } from '@shared/kernel/brand';
import { formatFen } from '@shared/money/yuan';
import { toTxnQuery } from '@shared/txns/filter';
import type { BulkChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { toTxnView } from './view';

/** Below the header, as Excel has it. Nothing is cut off silently: more is refused by number. */
const MOST_ROWS = 1_048_575;

const yuan = (fen: number): string => formatFen(fen as Fen);

/** Stable names of what an export holds, in order: programs know them (`shared/contracts/EXPORTS.md`), so only add to the end. Amounts in yuan. */
const TEXTS = {
  bizDate: (txn) => txn.bizDate,
  time: (txn) => txn.time,
  kind: (txn) => txn.kind,
  channel: (txn) => txn.channel,
  account: (txn) => txn.accountLabel,
  merchantNo: (txn) => txn.merchantNo,
  merchantName: (txn) => txn.merchantName,
  orderYuan: (txn) => yuan(txn.orderFen),
  settleYuan: (txn) => yuan(txn.settleFen),
  refundYuan: (txn) => yuan(txn.refundFen),
  feeYuan: (txn) => yuan(txn.feeFen),
  rate: (txn) => txn.rate,
  payMethod: (txn) => txn.payMethod,
  state: (txn) => txn.state,
  refundState: (txn) => txn.refundState,
  txnNo: (txn) => txn.txnNo,
  orderNo: (txn) => txn.orderNo,
  refundNo: (txn) => txn.refundNo,
  mchRefundNo: (txn) => txn.mchRefundNo,
  originalNo: (txn) => txn.originalNo,
  storeNo: (txn) => txn.storeNo,
  storeName: (txn) => txn.storeName,
  terminalNo: (txn) => txn.terminalNo,
  payer: (txn) => txn.payerMask,
  subject: (txn) => txn.subject,
  memo: (txn) => txn.memo,
  couponYuan: (txn) => yuan(txn.couponFen),
  couponNo: (txn) => txn.couponNo,
  couponName: (txn) => txn.couponName,
} satisfies Record<string, (txn: TxnView) => string>;

export interface PreparedTxnExport {
  batch: ColumnBatch;
  totals: TxnTotals;
  change: BulkChange;
}

/** Payers stay masked. @throws Refusal `export.too_many_rows`, `operation.cancelled` */
export async function prepareTxnExport(
  ctx: CoreContext,
  { filter, fileName }: TxnCommandIo['txn.export']['input'],
  { isCancelled, onProgress }: CallOptions,
): Promise<PreparedTxnExport> {
  const question = await ctx.txns.question(ctx, filter);
  const totals = (await question.totals(isCancelled, onProgress)) ?? refuse('operation.cancelled');
  if (totals.lines > MOST_ROWS) refuse('export.too_many_rows', { params: { rows: totals.lines, limit: MOST_ROWS } });
  const gathered = Object.fromEntries(Object.keys(TEXTS).map((name) => [name, [] as string[]]));
  for await (const lines of question.all()) {
    if (isCancelled?.()) refuse('operation.cancelled');
    for (const { block, row } of lines) {
      const txn = toTxnView(ctx, question.accounts.known, block, row);
      for (const [name, text] of Object.entries(TEXTS)) gathered[name]!.push(text(txn));
    }
  }
  const columns: Record<string, PackedColumn> = {};
  for (const [name, values] of Object.entries(gathered)) columns[name] = packColumn(values);
  const batch = { rows: gathered['bizDate']!.length, columns };
  return {
    batch,
    totals,
    change: {
      targetType: 'txnExport',
      targetId: '',
      targetLabel: fileName,
      counts: { rows: batch.rows },
      rowsHash: ctx.audit.sha256(columns['txnNo']!.text),
      diff: [{ field: 'filter', before: '', after: describeTxnFilter(filter) }],
    },
  };
}

/** As the log has it: what was asked for. A search text may be somebody's number: only that there was one. */
function describeTxnFilter({ text, ...filter }: TxnFilter): string {
  const words = Object.entries(toTxnQuery(filter)).map(([name, value]) => `${name}=${decodeURIComponent(value)}`);
  return [...words, ...(text ? ['text=…'] : [])].join(' ').slice(0, 1_000);
}
