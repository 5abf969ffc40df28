import { TXN_KINDS } from '@shared/contracts/bills';
import type { PayerDay } from '@shared/rollups/fold-payers';
import type { Database } from './db';
import type { TxnBlockRow } from './txn-rows';

/**
 * Who paid one account on one day, as packed columns: one record where there would be thousands. A payer is the first 53 bits of their
 * blind index, so that equal payers are found again and nobody can be named from it. There is one for each row of `txnDays`, empty
 * where the bill tells no payers.
 */
export interface PayerDayRow extends PayerDay {
  /** `${bizDate}|${channel}|${account}`, as in `txnDays`. */
  id: string;
}

const PAY = TXN_KINDS.indexOf('pay');
/** A blind index is base64 of 44 letters. */
const LETTERS = 44;
const SIX_BITS = new Uint8Array(128);
for (const [value, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  SIX_BITS[letter.charCodeAt(0)] = value;

export function isPayment(block: Pick<TxnBlockRow, 'kind'>, row: number): boolean {
  return block.kind[row] === PAY;
}

/** The payer of a line; null where the bill tells none. Two of a million payers are taken for one once in some ten thousand times. */
export function payerAt({ same, text }: Pick<TxnBlockRow, 'same' | 'text'>, row: number): number | null {
  if (same['#payer'] !== undefined) return toNumber(same['#payer'], 0);
  const column = text['#payer'];
  if (!column) return null;
  const start = row === 0 ? 0 : column.ends[row - 1]!;
  return column.ends[row]! - start === LETTERS ? toNumber(column.text, start) : null;
}

export function readPayerDays(db: Database, from: string, to: string): Promise<PayerDayRow[]> {
  return db.table('payerDays').where('id').between(`${from}|`, `${to}}`).toArray();
}

/** Every day of an account, ascending. */
export function readPayersOf(db: Database, account: string): Promise<PayerDayRow[]> {
  return db.table('payerDays').where('account').equals(account).sortBy('id');
}

/** Place in an ascending list; -1 where it is not. */
export function placeIn(list: Float64Array, value: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return list[low] === value ? low : -1;
}

/** Eight letters are 48 bits, five of the next make 53: what a number holds exactly. */
function toNumber(letters: string, start: number): number {
  let value = 0;
  for (let i = start; i < start + 8; i++) value = value * 64 + SIX_BITS[letters.charCodeAt(i)]!;
  return value * 32 + (SIX_BITS[letters.charCodeAt(start + 8)]! >> 1);
}
