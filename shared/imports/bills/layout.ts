import { headerFingerprint } from '../map-columns';
import { acquirer } from '../sources/acquirers';
import { bank } from '../sources/bank';
import type { BillField, BillSource, Channel } from '../sources/define';
import { headerName } from './header-names';

/** What the columns of a statement of an account can mean, and those of a list of receipts. The needed ones come first. */
export const LAYOUT_FIELDS = {
  bank: [
    'date',
    'time',
    'inFen',
    'outFen',
    'amountFen',
    'direction',
    'balanceFen',
    'counterName',
    'counterAccount',
    'counterBank',
    'summary',
    'purpose',
    'serialNo',
    'ownAccount',
  ],
  acquirer: [
    'date',
    'time',
    'amountFen',
    'inFen',
    'outFen',
    'bizType',
    'state',
    'feeFen',
    'txnNo',
    'orderNo',
    'originalNo',
    'mchNo',
    'payMethod',
    'cardNo',
    'storeNo',
    'storeName',
    'terminalNo',
    'memo',
  ],
} as const satisfies Record<string, readonly BillField[]>;
export type LayoutKind = keyof typeof LAYOUT_FIELDS;
export type LayoutField = (typeof LAYOUT_FIELDS)[LayoutKind][number];
export const LAYOUT_KINDS = ['bank', 'acquirer'] as const satisfies readonly LayoutKind[];
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];
/** Where money of receipts may come from. */
export const LAYOUT_CHANNELS = [
  'POS_CARD',
  'UNIONPAY',
  'WECHAT',
  'ALIPAY',
  'OTHER',
] as const satisfies readonly Channel[];

/** How somebody said that a table of their bank or acquirer is to be read. */
export interface BillLayout {
  /** Of its set of headers (`layoutId`): a file with the same headers is read by it. */
  id: string;
  name: string;
  kind: LayoutKind;
  channel: Channel;
  /** All headers of the table, as the file had them. */
  headers: string[];
  /** Which of the headers holds what. */
  columns: Partial<Record<LayoutField, string>>;
  /** Its amounts are whole fen. */
  inFen: boolean;
  /** How days are written where the year does not come first. */
  dateOrder: DateOrder;
}

/** The same for files whose columns stand in another order. '' for a row that is too short to be a header. */
export function layoutId(labels: readonly string[]): string {
  const names = labels.map(headerName).filter((name) => name !== '');
  return names.length < 3 ? '' : headerFingerprint(names.sort());
}

/** What keeps a layout from being used; '' when nothing does. */
export type LayoutFault = '' | 'no_day' | 'no_amount' | 'column_twice';

export function checkLayout({ kind, columns }: Pick<BillLayout, 'kind' | 'columns'>): LayoutFault {
  const named = LAYOUT_FIELDS[kind].filter((field) => columns[field] !== undefined);
  const has = (field: LayoutField) => named.includes(field);
  // One column may hold both day and time.
  const used = named.filter((field) => field !== 'time').map((field) => headerName(columns[field]!));
  if (new Set(used).size < used.length) return 'column_twice';
  if (!has('date') && !has('time')) return 'no_day';
  return has('amountFen') || has('inFen') || has('outFen') ? '' : 'no_amount';
}

/** The source that reads files of a layout: its own columns, and everything else as of its kind. */
export function layoutSource({ kind, channel, columns, inFen, dateOrder }: BillLayout): BillSource {
  const base = kind === 'bank' ? bank : acquirer;
  const named = LAYOUT_FIELDS[kind].filter((field) => columns[field] !== undefined);
  return {
    ...base,
    channel: kind === 'bank' ? 'BANK' : channel,
    telling: [],
    needed: [
      ['date', 'time'],
      ['amountFen', 'inFen', 'outFen'],
    ],
    fields: Object.fromEntries(named.map((field) => [field, [headerName(columns[field]!)]])),
    ...(inFen && { isInFen: true }),
    ...(dateOrder !== 'ymd' && { dateOrder }),
  };
}
