import type { TxnFilter } from '@shared/contracts/txns';
import { gatherPayers, isInGroup, type Payer } from '@shared/rollups/fold-payers';
import { isPayment, payerAt, placeIn, type PayerDayRow } from '@renderer/data/payer-days';
import { dayIdOf, placeOf } from '@renderer/data/txn-blocks';
import { accountId } from '../bills/accounts';
import type { CoreContext } from '../context';
import { lengthOf, readReachedPayers } from '../dashboard/payers';
import type { ReachedAccounts } from './accounts-for';
import type { LineTest } from './line-test';

/** Whether a line is a payment of the payers wanted. What kind of payer somebody is, the days of the filter say. */
export async function makePayerTest(
  ctx: CoreContext,
  accounts: ReachedAccounts,
  filter: TxnFilter,
): Promise<LineTest | null> {
  const { payers } = filter;
  if (!payers) return null;
  if (payers === 'none') return (block, row) => isPayment(block, row) && payerAt(block, row) === null;
  const rows = await readReachedPayers(ctx, accounts, filter);
  return payers === 'fresh' || payers === 'back' ? firstTest(rows, payers) : groupTest(rows, payers, filter);
}

function firstTest(rows: readonly PayerDayRow[], wanted: 'fresh' | 'back'): LineTest {
  const byDay = new Map(rows.map((row) => [row.id, row]));
  const mark = wanted === 'fresh' ? 1 : 0;
  return (block, row) => {
    const payer = isPayment(block, row) ? payerAt(block, row) : null;
    const day = payer === null ? undefined : byDay.get(dayIdOf(block.id));
    return day !== undefined && day.isFirst[placeIn(day.payers, payer!)] === mark;
  };
}

function groupTest(rows: readonly PayerDayRow[], group: string, filter: TxnFilter): LineTest {
  const byAccount = gatherPayers(rows);
  const length = lengthOf(filter);
  return (block, row) => {
    const payer = isPayment(block, row) ? payerAt(block, row) : null;
    if (payer === null) return false;
    const { channel, account } = placeOf(block.id);
    const found: Payer | undefined = byAccount.get(accountId(channel, account))?.get(payer);
    return found !== undefined && isInGroup(group, found, filter.to, length);
  };
}
