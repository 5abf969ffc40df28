import { dictionaryItems } from '../../entities/dictionaries';
import { txnLine } from '../templates/txn';
import { channelNamed } from './channel-name';
import type { BillField, BillSource, LineKind } from './define';

type Column = keyof typeof txnLine.fields;

/** Where a column of the template stands in a line. */
const COLUMNS: Partial<Record<BillField, Column>> = {
  date: 'date',
  time: 'time',
  channelName: 'channel',
  mchNo: 'mchNo',
  bizType: 'type',
  txnNo: 'txnNo',
  amountFen: 'amount',
  feeFen: 'fee',
  orderNo: 'orderNo',
  originalNo: 'originalNo',
  payMethod: 'payMethod',
  storeName: 'storeName',
  terminalNo: 'terminalNo',
  subject: 'subject',
  memo: 'memo',
};

/** A header of the template as headers are compared: without its unit, in capitals. */
const spelt = (text: string): string =>
  text
    .replace(/[（(].*$/, '')
    .replace(/\s/g, '')
    .toUpperCase();
const namesOf = (column: Column): string[] => [spelt(txnLine.fields[column].zh), spelt(txnLine.fields[column].en)];
const KIND_OF: Readonly<Record<string, LineKind>> = { PAY: 'pay', REFUND: 'refund', REVOKE: 'revoke' };

/** The program's own template, filled in by hand: receipts of any channel, a line each, nothing of it to be guessed. */
export const template: BillSource = {
  kind: 'template',
  channel: 'OTHER',
  telling: namesOf('channel'),
  needed: ['date', 'channelName', 'mchNo', 'bizType', 'txnNo', 'amountFen'],
  fields: Object.fromEntries(Object.entries(COLUMNS).map(([field, column]) => [field, namesOf(column)])),
  rowKinds: {
    by: ['bizType'],
    words: dictionaryItems('txnType').map(
      ({ code, zh, en }) => [new RegExp(`^(?:${zh}|${en})$`, 'i'), KIND_OF[code]!] as const,
    ),
  },
  filled: ['channelName', 'mchNo', 'txnNo', 'amountFen'],
  channelOf: channelNamed,
  refundFrom: 'amountFen',
  fee: 'absolute',
  keys: {
    pay: { prefix: 'pay', by: ['txnNo'] },
    refund: { prefix: 'ref', by: ['txnNo'] },
    revoke: { prefix: 'rev', by: ['txnNo'] },
  },
  longNumbers: ['txnNo', 'orderNo', 'originalNo'],
  freeText: ['memo', 'subject', 'storeName'],
  footer: {
    totalRow: { amountFen: { measures: ['amountAllFen'] }, feeFen: { measures: ['feeFen'] } },
    isRequired: false,
  },
};
