import { acquirer, allinpay, lakala, leshua, unionpay } from './acquirers';
import { alipayAccount, alipayAccountSummary, alipaySummary, alipayTrade } from './alipay';
import { bank } from './bank';
import { coupon } from './coupons';
import type { BillSource } from './define';
import { ledger } from './ledger';
import { template } from './template';
import { wechatFund, wechatTrade } from './wechat';

/** Every layout that is read, the one that says most about itself first: a header belongs to the first source it satisfies. */
export const BILL_SOURCES: readonly BillSource[] = [
  wechatTrade,
  wechatFund,
  alipaySummary,
  alipayTrade,
  alipayAccount,
  alipayAccountSummary,
  coupon,
  template,
  ledger,
  leshua,
  unionpay,
  allinpay,
  lakala,
  bank,
  acquirer,
];
