import { compact } from '../rules/text';

/** Signatures of provider bills: words of the header line that no other file has together. spec/formats.md section 0. */
export const BILL_HEADERS: readonly (readonly string[])[] = [
  ['交易时间', '公众账号ID', '商户号'],
  ['记账时间', '微信支付业务单号', '资金流水单号'],
  ['支付宝交易号', '商户订单号', '业务类型'],
  ['账务流水号', '业务流水号', '商户订单号'],
  ['类型', '收入笔数', '支出笔数'],
  ['商户代码', '银联系统日期'],
  ['门店编号', '交易订单总笔数', '退款订单总笔数'],
  ['商户号', '终端号', '交易时间', '参考号'],
  ['平台订单号', '支付渠道', '金额'],
];
export const BILL_OPENING = /^#?支付宝(?:业务|账务)(?:明细|汇总)查询/;
/** UnionPay's file of fixed columns: one text per line, a transaction code and the codes of two institutions first. */
export const FIXED_WIDTH = /^[0-9A-Z]{3} ?\d{8,11} {0,3} ?\d{8,11}/;
export const FIXED_WIDTH_LEAST = 300;
/** Enough of these in one row make it the header of some bill, whoever wrote it. */
const BILL_WORDS =
  '商户订单号 订单号 交易单号 交易金额 订单金额 实收金额 手续费 退款金额 结算金额 入账金额 交易类型 交易状态 商户号 终端号'.split(
    ' ',
  );

const PERSONAL_TITLE: readonly (readonly [RegExp, PersonalProvider])[] = [
  [/微信支付账单明细/, 'wechat'],
  [/支付宝交易记录明细|支付宝(?:\(中国\)|支付)[^,]*电子客户回单|支付宝\(中国\)网络技术有限公司/, 'alipay'],
  [/电子客户回单/, 'alipay'],
];
export type PersonalProvider = 'wechat' | 'alipay';

const BANK_WHEN =
  '交易日期 记账日期 入账日期 交易时间 日期 交易日 记账时间 起息日 DATE TRANSACTIONDATE POSTINGDATE VALUEDATE'.split(
    ' ',
  );
/** What only a statement of an account says. */
const BANK_SURE =
  '余额 账户余额 当前余额 交易后余额 本次余额 结余 借方发生额 贷方发生额 借方金额 贷方金额 借贷标志 借贷方向 对方户名 对方账号 对方账户 对方名称 对方账户名称 对方帐号 对方开户行 收付方名称 收款人名称 付款人名称 BALANCE RUNNINGBALANCE'.split(
    ' ',
  );
const BANK_WORDS = new Set([
  ...BANK_SURE,
  ...'借方 贷方 借 贷 收入 支出 收入金额 支出金额 转入金额 转出金额 存入 支取 发生额 交易金额 金额 收支标志 摘要 交易摘要 用途 附言 凭证号 交易币种 币种 记账金额 收款人账号 付款人账号 流水号 交易流水号 DEBIT CREDIT WITHDRAWAL WITHDRAWALS DEPOSIT DEPOSITS PAIDIN PAIDOUT MONEYIN MONEYOUT DETAILS DESCRIPTION AMOUNT SUMMARY REFERENCE'.split(
    ' ',
  ),
]);

/** `交易金额(收入)` and `交易日期[TransactionDate]` count as the word before the bracket. */
export function plainWord(text: string): string {
  return text
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/[/:]/g, '')
    .toUpperCase();
}

export function isBillHeader(cells: readonly string[]): boolean {
  const words = new Set(cells.flatMap((cell) => [cell, plainWord(cell)]));
  return BILL_HEADERS.some((header) => header.every((word) => words.has(word)));
}

export function isSomeBillHeader(words: ReadonlySet<string>): boolean {
  return BILL_WORDS.filter((word) => words.has(word)).length >= 3;
}

export function isBankHeader(words: ReadonlySet<string>): boolean {
  const known = [...words].filter((word) => BANK_WORDS.has(word));
  return isBankDate(words) && BANK_SURE.some((word) => words.has(word)) && known.length >= 3;
}

function isBankDate(words: ReadonlySet<string>): boolean {
  return BANK_WHEN.some((word) => words.has(word));
}

export function isBankDateWord(cell: string): boolean {
  return BANK_WHEN.includes(plainWord(cell));
}

/** Whose record of a person's own payments a row announces: by its title, or by columns that only such a record has. */
export function findPersonalProvider(cells: readonly string[]): PersonalProvider | undefined {
  const first = compact(cells[0] ?? '');
  const titled = PERSONAL_TITLE.find(([title]) => title.test(first));
  if (titled) return titled[1];
  const words = new Set(cells.map(plainWord));
  if (!words.has('交易对方') || !words.has('收支')) return undefined;
  return words.has('当前状态') || words.has('商户单号') ? 'wechat' : 'alipay';
}
