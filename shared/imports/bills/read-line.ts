import type { BillField, BillSource, LineKind, MoneyField } from '../sources/define';
import type { BillRow } from './bill-row';
import type { BillIssueCode, BillLine } from './define';

export interface LineFault {
  field: BillField | '';
  code: BillIssueCode;
}

/** Sides of an account as the words of a mark. */
const OUT = /^(?:借|D|支|出|付|往|转出|取|-|减)/i;
const IN = /^(?:贷|C|收|入|来|转入|存|\+|加)/i;
const SCIENTIFIC = /^\d(?:\.\d+E\+?|E\+)\d{1,3}$/i;
/** Fifteen digits are what a spreadsheet keeps; what follows became noughts. */
const ROUNDED = /^[1-9]\d{14}0{4,}$/;
const NO_NUMBER = /^(?:0|-|\/|\*|\\N|null)?$/i;

export interface ReadOptions {
  /** The balances prove that 借 adds to the account here. */
  areSidesSwapped: boolean;
}

/** One row of a bill as a line; faults when it cannot be one. */
export function readLine(row: BillRow, source: BillSource, options: ReadOptions): BillLine | LineFault {
  const field = source.longNumbers.find((f) => isDestroyed(row, f));
  if (field) return { field, code: 'text.truncated_number' };
  const empty = source.filled?.find((name) => row.text(name) === '');
  if (empty) return { field: empty, code: 'required' };
  if (source.channelOf && !source.channelOf(row.text('channelName')))
    return { field: 'channelName', code: 'enum.unknown' };
  const bad = row.badMoney();
  if (bad) return { field: bad, code: 'amount.invalid' };
  const moment = isSummary(source) ? undefined : row.moment();
  if (!moment && !isSummary(source)) return timeFault(row);
  const line: BillLine = {
    row: row.row + 1,
    kind: 'pay',
    key: '',
    bizDate: moment?.date ?? ('' as BillLine['bizDate']),
    second: moment?.second ?? 0,
    orderFen: 0,
    settleFen: 0,
    refundFen: 0,
    feeFen: 0,
    couponFen: fen(row, 'couponFen'),
    discountFen: fen(row, 'discountFen'),
    refundCouponFen: Math.abs(fen(row, 'refundCouponFen')),
    appliedFen: Math.abs(fen(row, 'appliedFen')),
    inFen: 0,
    outFen: 0,
    incomes: 0,
    expenses: 0,
    amountFen: 0,
    balanceFen: fen(row, 'balanceFen'),
    payments: 0,
    refunds: 0,
    text: (name) => row.text(name),
    channel: source.channelOf?.(row.text('channelName')) ?? source.channel,
    isTold: true,
  };
  const fault = isSummary(source)
    ? fillSummary(line, row)
    : source.refundFrom
      ? fillTrade(line, row, source)
      : fillMovement(line, row, source, options);
  if (fault) return fault;
  setKey(line, row, source);
  return line;
}

function isSummary(source: BillSource): boolean {
  return source.keys.store !== undefined;
}

function fillTrade(line: BillLine, row: BillRow, source: BillSource): LineFault | undefined {
  const named = tradeKind(row, source);
  if (!named) {
    const by = source.rowKinds?.by[0] ?? '';
    return { field: by, code: by !== '' && row.text(by) === '' ? 'required' : 'enum.unknown' };
  }
  const main: MoneyField = row.has('settleFen') ? 'settleFen' : 'amountFen';
  // What came and what went may stand in two columns, in tables that somebody named the columns of.
  const moved = row.has('inFen') || row.has('outFen') ? movementOf(row) : fen(row, main);
  if (typeof moved !== 'number') return moved;
  const money = moved;
  // What was taken back stands with a minus, whatever its row is called.
  const kind = named === 'pay' && main === 'amountFen' && money < 0 ? 'refund' : named;
  line.kind = kind;
  line.amountFen = money;
  if (kind === 'none') return undefined;
  const fee = fen(row, 'feeFen');
  line.feeFen = source.fee === 'signed' ? fee : kind === 'pay' ? Math.abs(fee) : 0 - Math.abs(fee);
  if (kind === 'pay') {
    line.payments = 1;
    line.settleFen = money;
    line.orderFen = row.has('orderFen')
      ? fen(row, 'orderFen')
      : row.has('originalFen')
        ? fen(row, 'originalFen')
        : money;
    return undefined;
  }
  if (kind === 'refund') line.refunds = 1;
  line.refundFen = Math.abs(source.refundFrom === main ? money : fen(row, source.refundFrom!));
  if (main === 'settleFen' && source.refundFrom !== 'settleFen') line.settleFen = money;
  if (row.has('orderFen') && source.refundFrom !== 'settleFen') line.orderFen = fen(row, 'orderFen');
  if (main === 'amountFen') line.amountFen = 0 - Math.abs(money);
  return undefined;
}

function tradeKind(row: BillRow, { rowKinds, unpaid }: BillSource): LineKind | undefined {
  if (unpaid && unpaid.words.test(row.text(unpaid.by))) return 'none';
  for (const by of rowKinds?.by ?? []) {
    const text = row.text(by);
    const found = text === '' ? undefined : rowKinds?.words.find(([words]) => words.test(text));
    if (found) return found[1];
  }
  return rowKinds?.otherwise;
}

function fillMovement(line: BillLine, row: BillRow, source: BillSource, { areSidesSwapped }: ReadOptions) {
  const moved = movementOf(row);
  if (typeof moved !== 'number') return moved;
  const signed = areSidesSwapped ? 0 - moved : moved;
  line.inFen = Math.max(signed, 0);
  line.outFen = Math.max(0 - signed, 0);
  line.incomes = signed > 0 ? 1 : 0;
  line.expenses = signed < 0 ? 1 : 0;
  line.amountFen = signed;
  const texts = (source.rowKinds?.by ?? []).map((by) => row.text(by));
  const kind = texts.map((t) => source.rowKinds?.words.find(([words]) => words.test(t))?.[1]).find((k) => k);
  line.kind = kind === 'pay' && signed < 0 ? 'out' : (kind ?? (signed < 0 ? 'out' : 'in'));
  if (line.kind === 'pay') {
    line.payments = 1;
    line.settleFen = line.orderFen = signed;
  } else if (line.kind === 'refund') {
    line.refunds = signed < 0 ? 1 : 0;
    line.refundFen = 0 - signed;
  } else if (line.kind === 'fee') {
    line.feeFen = 0 - signed;
  }
  return undefined;
}

/** What a row adds to the account (negative: takes away), by two columns, a mark, or the sign of one amount. */
function movementOf(row: BillRow): number | LineFault {
  const came = fen(row, 'inFen');
  const went = fen(row, 'outFen');
  if (came !== 0 || went !== 0) return came - Math.abs(went);
  const amount = fen(row, 'amountFen');
  if (!row.has('direction') || amount === 0) {
    if (amount !== 0 || row.has('balanceFen') || row.has('amountFen')) return amount;
    return { field: row.has('amountFen') ? 'amountFen' : 'inFen', code: 'required' };
  }
  const mark = row.text('direction');
  if (OUT.test(mark)) return 0 - Math.abs(amount);
  if (IN.test(mark)) return Math.abs(amount);
  return mark === '' ? amount : { field: 'direction', code: 'enum.unknown' };
}

function fillSummary(line: BillLine, row: BillRow): LineFault | undefined {
  line.kind = 'store';
  const counts = (['payCount', 'refundCount', 'inCount', 'outCount'] as const).map((f) => [f, count(row, f)] as const);
  const bad = counts.find(([, n]) => n === undefined);
  if (bad) return { field: bad[0], code: 'amount.invalid' };
  const [payments, refunds, incomes, expenses] = counts.map(([, n]) => n!) as [number, number, number, number];
  if (row.has('inCount')) {
    line.inFen = fen(row, 'inFen');
    line.outFen = Math.abs(fen(row, 'outFen'));
    line.amountFen = line.inFen - line.outFen;
    line.incomes = incomes;
    line.expenses = expenses;
    return undefined;
  }
  line.payments = payments;
  line.refunds = refunds;
  line.settleFen = fen(row, 'settleFen');
  line.orderFen = row.has('orderFen') ? fen(row, 'orderFen') : line.settleFen;
  // 服务费 of a summary is what is taken from the net, so negative when borne.
  line.feeFen = 0 - fen(row, 'feeFen');
  return undefined;
}

/** `20` and `20.0`; `undefined` for what is no number of things. */
export function readCount(text: string): number | undefined {
  const match = /^(\d{1,12})(?:\.0+)?$/.exec(text.replaceAll(',', ''));
  return match ? Number(match[1]) : undefined;
}

function count(row: BillRow, field: BillField): number | undefined {
  return readCount(row.text(field) || '0');
}

function setKey(line: BillLine, row: BillRow, { keys }: BillSource): void {
  const key = keys[line.kind] ?? keys.pay ?? keys.in ?? keys.store;
  if (!key) return;
  const parts = key.by.map((field) => row.text(field));
  const isNamed = parts.every((part) => !NO_NUMBER.test(part));
  const instead = isNamed || !key.instead ? '' : row.text(key.instead);
  if (!NO_NUMBER.test(instead)) {
    line.key = `${key.prefix}:${instead}`;
    return;
  }
  line.key = `${key.prefix}:${parts.join(':')}`;
  if (isNamed || line.kind === 'store') return;
  // Without its number a row is told by all that it says of itself.
  const hasBalance = row.text('balanceFen') !== '';
  line.isTold = hasBalance;
  line.key += `@${line.bizDate}T${line.second}=${line.amountFen}/${hasBalance ? line.balanceFen : line.refundFen}`;
}

function isDestroyed(row: BillRow, field: BillField): boolean {
  const text = row.text(field);
  if (text.length < 6) return false;
  if (SCIENTIFIC.test(text)) return true;
  if (text.length > 15 && row.isNumber(field)) return /^\d+$/.test(text);
  return text.length > 18 && ROUNDED.test(text);
}

function timeFault(row: BillRow): LineFault {
  const field = (['time', 'date', 'createdAt'] as const).find((f) => row.has(f)) ?? 'time';
  return { field, code: row.text(field) === '' ? 'required' : 'date.invalid' };
}

function fen(row: BillRow, field: MoneyField): number {
  return row.fen(field) ?? 0;
}
