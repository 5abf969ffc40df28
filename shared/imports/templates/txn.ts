import { defineEntity } from '../../entities/define';
import type { ImportTemplate } from './define';

/** What a line of the program's own list of receipts says; `sources/template.ts` reads its columns back by these names. */
export const txnLine = defineEntity({
  name: 'txn',
  zh: '交易',
  en: 'Transactions',
  fields: {
    date: { type: 'date', zh: '交易日期', en: 'Date', required: true, example: '2025-06-30' },
    time: { type: 'text', zh: '交易时刻', en: 'Time of day', max: 8, example: '09:30:00' },
    channel: { type: 'enum', zh: '收款渠道', en: 'Received through', required: true, dictionary: 'txnChannel' },
    mchNo: { type: 'text', zh: '渠道商户号', en: 'Merchant no. of the channel', required: true, max: 60 },
    type: { type: 'enum', zh: '交易类型', en: 'Type', required: true, dictionary: 'txnType' },
    txnNo: { type: 'text', zh: '渠道订单号', en: 'Channel order no.', required: true, max: 64 },
    amount: { type: 'text', zh: '金额（元）', en: 'Amount (yuan)', required: true, max: 20 },
    fee: { type: 'text', zh: '手续费（元）', en: 'Fee (yuan)', max: 20 },
    orderNo: { type: 'text', zh: '商户订单号', en: 'Merchant order no.', max: 64 },
    originalNo: { type: 'text', zh: '原订单号', en: 'Original order no.', max: 64 },
    payMethod: { type: 'text', zh: '支付方式', en: 'Way of paying', max: 30 },
    storeName: { type: 'text', zh: '门店名称', en: 'Store', max: 60 },
    terminalNo: { type: 'text', zh: '终端号', en: 'Terminal no.', max: 40 },
    subject: { type: 'text', zh: '商品名称', en: 'Goods', max: 120 },
    memo: { type: 'text', zh: '备注', en: 'Note', max: 200 },
  },
});

export const txnTemplate = {
  version: 1,
  entity: txnLine,
  fields: Object.keys(txnLine.fields),
  example: {
    mchNo: '1900000000',
    txnNo: '420000XXXX',
    amount: '128.00',
    fee: '0.77',
    orderNo: 'P20250630001',
    originalNo: { zh: '退款时填原收款的渠道订单号', en: 'Of a refund: the channel order no. of the receipt' },
    payMethod: { zh: '扫码', en: 'Code' },
    storeName: { zh: '青禾便利店', en: 'Qinghe Store' },
    terminalNo: '10001',
    subject: { zh: '日用品', en: 'Groceries' },
    memo: '',
  },
} as const satisfies ImportTemplate;
