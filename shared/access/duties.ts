import type { Permission } from './resources';
import type { RoleId } from './roles';

/** A piece of work somebody does, and the rights it takes: no more, no less. */
export interface DutyTask {
  id: string;
  zh: string;
  en: string;
  needs: readonly Permission[];
}

export const DUTY_TASKS: readonly DutyTask[] = [
  {
    id: 'entry',
    zh: '录入与更新商户',
    en: 'Enters and updates merchants',
    needs: ['merchant:view', 'merchant:create', 'merchant:update', 'company:view'],
  },
  {
    id: 'import',
    zh: '批量导入商户',
    en: 'Imports merchants',
    needs: ['merchant:view', 'merchant:import', 'import:history', 'import:revert'],
  },
  { id: 'review', zh: '审核商户', en: 'Reviews merchants', needs: ['merchant:view', 'merchant:status'] },
  { id: 'assign', zh: '分配商户', en: 'Assigns merchants', needs: ['merchant:view', 'merchant:assign'] },
  {
    id: 'clean',
    zh: '清理作废商户',
    en: 'Removes dead records',
    needs: ['merchant:view', 'merchant:delete', 'merchant:purge'],
  },
  { id: 'handout', zh: '导出名单', en: 'Hands lists out', needs: ['merchant:view', 'merchant:export'] },
  {
    id: 'fullHandout',
    zh: '导出含完整号码的名单',
    en: 'Hands lists out with full numbers',
    needs: ['merchant:view', 'merchant:export', 'merchant:exportSensitive'],
  },
  {
    id: 'service',
    zh: '接待商户来电',
    en: 'Answers merchants',
    needs: ['merchant:view', 'merchant:revealPhone', 'txn:view'],
  },
  {
    id: 'accounts',
    zh: '核对证件与结算账户',
    en: 'Checks identity and settlement accounts',
    needs: ['merchant:view', 'merchant:revealId', 'merchant:revealAccount', 'merchant:update'],
  },
  {
    id: 'bills',
    zh: '导入账单',
    en: 'Imports bills',
    needs: ['bill:view', 'bill:import', 'bill:revert', 'channel:view', 'channel:link'],
  },
  { id: 'revenue', zh: '查看收款', en: 'Looks at receipts', needs: ['txn:view', 'bill:view', 'channel:view'] },
  {
    id: 'coupons',
    zh: '管理优惠券',
    en: 'Looks after coupons',
    needs: ['txn:view', 'bill:view', 'coupon:manage'],
  },
  { id: 'cash', zh: '手工记账', en: 'Enters cash receipts', needs: ['merchant:view', 'txn:view', 'txn:enter'] },
  {
    id: 'receipts',
    zh: '导出交易',
    en: 'Hands transactions out',
    needs: ['txn:view', 'txn:export'],
  },
  {
    id: 'monthReports',
    zh: '出具经营报表',
    en: 'Makes monthly reports',
    needs: ['txn:view', 'report:view', 'report:make'],
  },
  {
    id: 'profit',
    zh: '核算损益',
    en: 'Keeps profit & loss',
    needs: ['txn:view', 'profit:view', 'profit:enter', 'profit:close'],
  },
  {
    id: 'payers',
    zh: '核对付款人',
    en: 'Checks payers',
    needs: ['txn:view', 'txn:revealPayer'],
  },
  {
    id: 'refund',
    zh: '核对退款',
    en: 'Checks refunds',
    needs: ['merchant:view', 'txn:view', 'bill:view', 'channel:view'],
  },
  {
    id: 'people',
    zh: '管理人员',
    en: 'Manages people',
    needs: ['admin:view', 'admin:create', 'admin:update', 'admin:state', 'admin:delete', 'admin:rights', 'role:view'],
  },
  {
    id: 'roles',
    zh: '维护角色',
    en: 'Keeps the roles',
    needs: ['role:view', 'role:manage', 'admin:view'],
  },
  {
    id: 'accessReview',
    zh: '定期审查权限',
    en: 'Reviews rights',
    needs: ['review:view', 'review:manage', 'admin:view', 'admin:export', 'role:view'],
  },
  {
    id: 'audit',
    zh: '审计',
    en: 'Audits',
    needs: [
      'audit:view',
      'audit:verify',
      'audit:export',
      'audit:archive',
      'security:view',
      'review:view',
      'admin:view',
      'admin:export',
      'role:view',
      'merchant:view',
      'import:history',
      'bill:view',
      'txn:view',
      'profit:view',
      'channel:view',
      'backup:view',
      'company:view',
    ],
  },
  {
    id: 'settings',
    zh: '公司与安全设置',
    en: 'Company and security settings',
    needs: ['company:view', 'company:update', 'security:view', 'security:configure', 'sample:manage'],
  },
  {
    id: 'backup',
    zh: '备份与恢复',
    en: 'Backs up and restores',
    needs: ['backup:view', 'backup:create', 'backup:configure', 'backup:restore'],
  },
];

/** What the holders of a built-in role usually do: where the comparison begins. */
export const TASKS_OF_ROLE: Readonly<Record<RoleId, readonly string[]>> = {
  super: DUTY_TASKS.map(({ id }) => id),
  manager: [
    'entry',
    'import',
    'review',
    'assign',
    'handout',
    'service',
    'bills',
    'revenue',
    'coupons',
    'cash',
    'receipts',
    'profit',
  ],
  finance: [
    'review',
    'accounts',
    'handout',
    'bills',
    'revenue',
    'coupons',
    'cash',
    'receipts',
    'payers',
    'monthReports',
    'profit',
  ],
  refund: ['refund'],
  entry: ['entry', 'import', 'bills'],
  service: ['service'],
  auditor: ['audit'],
  readonly: [],
};

/** What everybody who works here may see: no surplus of anybody's. */
const FOR_EVERYBODY: readonly Permission[] = ['company:view'];

/** Rights that tasks lack among those held, and rights held that none of them takes. In the order of the catalogue. */
export function compareDuties(
  taskIds: readonly string[],
  held: readonly Permission[],
  all: readonly Permission[],
): { missing: Permission[]; surplus: Permission[] } {
  const needed = new Set(DUTY_TASKS.filter(({ id }) => taskIds.includes(id)).flatMap(({ needs }) => needs));
  const has = new Set(held);
  return {
    missing: all.filter((one) => needed.has(one) && !has.has(one)),
    surplus: all.filter((one) => has.has(one) && !needed.has(one) && !FOR_EVERYBODY.includes(one)),
  };
}
