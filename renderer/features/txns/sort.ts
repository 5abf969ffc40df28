import { TXN_MONEY } from '@shared/contracts/bills';
import { NEWEST_FIRST, type TxnSort } from '@shared/contracts/txns';
import { queryToSort } from '@renderer/ui/sort-query';

/** An order as the list shows it, where money given back is below nought. */
export type ShownSort = TxnSort;

const FIELDS = ['at', ...TXN_MONEY] as const satisfies readonly TxnSort['field'][];

export function isSortable(key: string): key is TxnSort['field'] {
  return (FIELDS as readonly string[]).includes(key);
}

export function readSort(query: Readonly<Record<string, unknown>>): ShownSort {
  return queryToSort(query, NEWEST_FIRST, isSortable);
}

/** As the core is asked, which has what was given back above nought. */
export function toAsked({ field, descending }: ShownSort): TxnSort {
  return { field, descending: field === 'refundFen' ? !descending : descending };
}
