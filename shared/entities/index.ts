/**
 * Glossary: one word per idea, in code, texts and talk.
 *
 * | word | Chinese | meaning |
 * |---|---|---|
 * | merchant | 商户 | who takes money through us |
 * | legal representative | 法定代表人 / 法人 | the person who signs for a merchant; a sole trader's operator 经营者 |
 * | contact | 联系人 | whom we call |
 * | USCC | 统一社会信用代码 | the 18-sign number of a business licence (GB 32100-2015) |
 * | legal form | 主体类型 | company, sole trader, institution ... |
 * | merchant type | 商户类型 | retail, wholesale, catering, service, other |
 * | MCC | 行业MCC / 商户类别码 | four-digit trade code (ISO 18245) |
 * | acquirer | 收单机构 | who settles card and code payments to us |
 * | rate | 费率 | share of an amount kept as fee; stored in parts per million |
 * | fee | 手续费 | amount kept from a payment |
 * | fee plan | 费率方案 | rate and bounds an account pays from a day on; another follows it, none is changed |
 * | settlement cycle | 结算周期 | T (working days) or D (calendar days) plus n |
 * | settlement | 结算 | paying merchants what is due |
 * | statement | 结算单 | what was settled, for one merchant and period |
 * | reconciliation | 对账 | comparing our books with a provider's bill |
 * | bill | 账单 | a provider's file of payments and refunds |
 * | layout | 表格格式 | what the columns of a table mean that no manifest knows |
 * | payout | 打款 | money sent to a merchant's account |
 * | refund | 退款 | money sent back to a payer |
 * | payer | 付款人 | who paid, known by a blind index; counted once for each channel account |
 * | new, returning payer | 新客 / 回头客 | on the day of the first payment to an account, and on any later one |
 * | expense | 费用 | what was spent that no bill has, entered by hand and cancelled by a mark |
 * | budget | 预算 | what a line of a month was planned to come to |
 * | profit and loss | 损益 | receipts less refunds, fees and expenses, by month |
 * | voucher | 记账凭证 | a month's sums as debits and credits that balance, for a finance system |
 * | rollup | 汇总 | sums of days, kept with every change and worked out of the lines again on demand |
 * | to close a month | 关账 | to lock its expenses and budgets |
 * | to onboard | 入驻 | to take a merchant on; `onboardedOn` is that day |
 * | batch | 导入批次 | the rows one import wrote, undone together |
 * | plan | 导入计划 | what an import would do, row by row, before it does it |
 * | reminder | 收款提醒 | one's own rule of what to be told of; what it found is a notice |
 * | issue | 问题 | one complaint about one value: an error stops the row, a warning asks for a look |
 * | business date | 业务日期 | `'YYYY-MM-DD'` in Asia/Shanghai |
 */
import type { Entity } from './define';
import { merchant } from './merchant';

/** Every entity, by name. */
export const ENTITIES = { merchant } as const satisfies Record<string, Entity>;
