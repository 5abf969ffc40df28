import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFen } from '@shared/money/read-fen';
import { readAs } from './read-as';

/** The shared test set with its truth; where it is absent, nothing of it can be tested, and the run says so. */
const FOLDER = '/work/shared/data/open/';
const hasSet = existsSync(`${FOLDER}manifest.json`);

interface Entry {
  file: string;
  kind: string;
  truth: Record<string, string | number | boolean>;
}

const entries = hasSet ? (JSON.parse(readFileSync(`${FOLDER}manifest.json`, 'utf8')) as { bills: Entry[] }).bills : [];
const of = (kind: string) => entries.filter((entry) => entry.kind === kind);
const read = (entry: Entry) => readAs(new Uint8Array(readFileSync(FOLDER + entry.file)), undefined, entry.file);
const fen = (truth: Entry['truth'], name: string) => readFen(String(truth[name]))!;

describe.skipIf(!hasSet)('the open set of bills (skipped where ../shared is absent)', () => {
  it.each(of('wechat_trade_bill').map((e) => [e.file, e] as const))('%s', async (_, entry) => {
    const { first, totals } = await read(entry);
    const { truth } = entry;
    expect(first).toMatchObject({ kind: 'wechat-trade', error: null, issues: [], mchNos: ['1900012345'] });
    expect(first.rows).toMatchObject({ total: truth['rows'], valid: truth['rows'] });
    expect(totals).toMatchObject({
      payments: truth['payments'],
      refunds: truth['refunds'],
      revoked: truth['revoked'],
      settleFen: fen(truth, 'settle'),
      refundFen: fen(truth, 'refund'),
      feeFen: fen(truth, 'fee'),
      orderFen: fen(truth, 'order'),
      netFen: fen(truth, 'net_settlement'),
      proof: 'ok',
      claimed: { refundCouponFen: fen(truth, 'refund_recharge_voucher'), appliedFen: fen(truth, 'applied_refund') },
    });
  });

  it.each(of('alipay_business_detail').map((e) => [e.file, e] as const))('%s', async (_, entry) => {
    const { first, totals } = await read(entry);
    const { truth } = entry;
    expect(first).toMatchObject({ kind: 'alipay-trade', error: null, issues: [], rows: { valid: truth['rows'] } });
    expect(totals).toMatchObject({
      payments: truth['payments'],
      refunds: truth['refunds'],
      settleFen: fen(truth, 'received_pay'),
      refundFen: 0 - fen(truth, 'received_refund'),
      feeFen: 0 - fen(truth, 'fee_signed'),
      orderFen: fen(truth, 'order_pay'),
      netFen: fen(truth, 'net_settlement'),
      proof: 'ok',
      claimed: { discountFen: fen(truth, 'merchant_discount') },
    });
  });

  it.each(of('bank_statement').map((e) => [e.file, e] as const))('%s', async (_, entry) => {
    const { first, totals } = await read(entry);
    const { truth } = entry;
    expect(first).toMatchObject({ kind: 'bank', error: null, issues: [], headerRow: 5 });
    expect(totals).toMatchObject({
      incomes: truth['n_credit'],
      incomeFen: fen(truth, 'credit_total'),
      expenses: truth['n_debit'],
      expenseFen: fen(truth, 'debit_total'),
      openingFen: fen(truth, 'opening_balance'),
      closingFen: fen(truth, 'closing_balance'),
      proof: 'ok',
    });
  });

  it.each(of('platform_ledger').map((e) => [e.file, e] as const))('%s', async (_, entry) => {
    const { first } = await read(entry);
    const rows = entry.truth['rows'] ?? entry.truth['ledger_rows'];
    expect(first).toMatchObject({ kind: 'ledger', error: null, issues: [], rows: { total: rows, valid: rows } });
  });
});
