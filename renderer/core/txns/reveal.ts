import type { RecordedChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { requireLine } from './detail';
import { lineId, toTxnView } from './view';

export interface PayerReveal {
  payer: string;
  name: string;
  change: RecordedChange;
  /** Looked at too much in a short time: nothing is shown, the entry is an alert, and a proof is asked for. */
  overdone: boolean;
}

/** @throws Refusal `txn.not_found`, `access.step_up` */
export async function preparePayerReveal(ctx: CoreContext, id: string): Promise<PayerReveal> {
  const { block, row, accounts } = await requireLine(ctx, id);
  const looks = ctx.session.looks();
  if (looks.overdone && looks.alerted) refuse('access.step_up');
  const txn = toTxnView(ctx, accounts.known, block, row);
  const label = txn.txnNo || txn.orderNo || `${txn.bizDate} ${txn.time}`;
  const change = (field: string, before: string, after: string): RecordedChange => ({
    targetType: 'txn',
    targetId: lineId(block, row),
    targetLabel: label,
    diff: [{ field, before, after }],
  });
  if (looks.overdone)
    return { payer: '', name: '', change: change('reveals', '', String(looks.count)), overdone: true };
  // Nothing changed; the entry says whose payer was looked at.
  const looked = change('payer', txn.payerMask, txn.payerMask);
  if (block.sealed.length === 0) return { payer: '', name: '', change: looked, overdone: false };
  const lines = (await ctx.vault.unseal(`txnBlocks|${block.id}`, block.sealed)).split('\n');
  const [payer = '', name = ''] = (lines[row] ?? '').split('\t');
  return { payer, name, change: looked, overdone: false };
}
