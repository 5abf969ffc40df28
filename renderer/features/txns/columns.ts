import type { TxnView } from '@shared/contracts/txns';
import type { Fen } from '@shared/kernel/brand';
import { formatFenGrouped } from '@shared/money/yuan';
import type { DataColumn } from '@renderer/ui/data-table';
import type { ListColumns, ListLayout } from '@renderer/ui/list-layout';
import { isSortable } from './sort';

export const TXN_VIEW_KEY = 'txns.list';

type Words = (key: string) => string;

interface Column {
  key: string;
  width: number;
  align?: 'right';
  /** Shown from the start. */
  home?: boolean;
  text: (txn: TxnView, t: Words) => string;
}

const yuan = (fen: number): string => (fen === 0 ? '' : formatFenGrouped(fen as Fen));

const COLUMNS: readonly Column[] = [
  { key: 'at', width: 178, home: true, text: (txn) => `${txn.bizDate} ${txn.time}` },
  { key: 'kind', width: 78, home: true, text: (txn, t) => t(`txns.kind.${txn.kind}`) },
  { key: 'channel', width: 96, home: true, text: (txn, t) => t(`txns.channel.${txn.channel}`) },
  { key: 'merchant', width: 210, home: true, text: (txn, t) => txn.merchantName || t('txns.list.nobody') },
  { key: 'settleFen', width: 116, align: 'right', home: true, text: (txn) => yuan(txn.settleFen) },
  { key: 'refundFen', width: 110, align: 'right', home: true, text: (txn) => yuan(0 - txn.refundFen) },
  { key: 'feeFen', width: 92, align: 'right', home: true, text: (txn) => yuan(txn.feeFen) },
  { key: 'payMethod', width: 100, home: true, text: (txn) => txn.payMethod },
  { key: 'state', width: 96, home: true, text: (txn) => txn.state },
  { key: 'txnNo', width: 240, home: true, text: (txn) => txn.txnNo },
  { key: 'orderNo', width: 200, home: true, text: (txn) => txn.orderNo },
  { key: 'subject', width: 150, home: true, text: (txn) => txn.subject },
  { key: 'orderFen', width: 116, align: 'right', text: (txn) => yuan(txn.orderFen) },
  { key: 'couponFen', width: 100, align: 'right', text: (txn) => yuan(txn.couponFen) },
  { key: 'rate', width: 80, align: 'right', text: (txn) => txn.rate },
  { key: 'merchantNo', width: 120, text: (txn) => txn.merchantNo },
  { key: 'account', width: 150, text: (txn) => txn.accountLabel },
  { key: 'storeName', width: 140, text: (txn) => txn.storeName || txn.storeNo },
  { key: 'terminalNo', width: 120, text: (txn) => txn.terminalNo },
  { key: 'refundState', width: 100, text: (txn) => txn.refundState },
  { key: 'refundNo', width: 220, text: (txn) => txn.refundNo },
  { key: 'mchRefundNo', width: 200, text: (txn) => txn.mchRefundNo },
  { key: 'payerMask', width: 150, text: (txn) => txn.payerMask },
  { key: 'memo', width: 160, text: (txn) => txn.memo },
];
const ALWAYS = 'at';

export const TXN_COLUMNS: ListColumns = {
  known: COLUMNS.map(({ key }) => key),
  always: [ALWAYS],
  home: COLUMNS.filter(({ home }) => home).map(({ key }) => key),
};

export function txnColumns(view: ListLayout, t: Words): DataColumn[] {
  const shown = view.shown.flatMap((key) => COLUMNS.find((column) => column.key === key) ?? []);
  return shown.map(({ key, width, align }) => ({
    key,
    title: t(`txns.column.${key}`),
    width: view.widths[key] ?? width,
    frozen: key === ALWAYS,
    align: align ?? 'left',
    sortable: isSortable(key),
  }));
}

export function columnChoices(t: Words): { key: string; title: string; fixed: boolean }[] {
  return COLUMNS.map(({ key }) => ({ key, title: t(`txns.column.${key}`), fixed: key === ALWAYS }));
}

export function cellText(txn: TxnView, key: string, t: Words): string {
  return COLUMNS.find((column) => column.key === key)?.text(txn, t) ?? '';
}
