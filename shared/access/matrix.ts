import { PERMISSIONS, RESOURCES, type Permission, type Resource } from './resources';

/** Columns of the permission matrix: kinds of action, in the order a person reads them. */
export const ACTION_KINDS = {
  view: { zh: '查看', en: 'View', actions: ['view', 'history', 'verify'] },
  create: { zh: '新增', en: 'Create', actions: ['create', 'import', 'enter', 'make'] },
  update: { zh: '修改', en: 'Change', actions: ['update', 'assign', 'link'] },
  review: { zh: '审核与撤销', en: 'Review, undo', actions: ['status', 'state', 'revert', 'close'] },
  remove: { zh: '删除', en: 'Delete', actions: ['delete', 'purge'] },
  export: { zh: '导出', en: 'Export', actions: ['export', 'exportSensitive'] },
  reveal: { zh: '敏感信息', en: 'Reveal', actions: ['revealId', 'revealPhone', 'revealAccount', 'revealPayer'] },
  manage: { zh: '管理', en: 'Manage', actions: ['rights', 'manage', 'configure', 'archive', 'restore'] },
} as const satisfies Record<string, { zh: string; en: string; actions: readonly string[] }>;

export type ActionKind = keyof typeof ACTION_KINDS;
export const ACTION_KIND_IDS = Object.keys(ACTION_KINDS) as ActionKind[];
export const RESOURCE_IDS = Object.keys(RESOURCES) as Resource[];

export const RESOURCE_NAMES: Readonly<Record<Resource, { zh: string; en: string }>> = {
  merchant: { zh: '商户', en: 'Merchants' },
  import: { zh: '导入记录', en: 'Imports' },
  bill: { zh: '账单', en: 'Bills' },
  txn: { zh: '交易', en: 'Transactions' },
  channel: { zh: '收款渠道', en: 'Channels' },
  coupon: { zh: '优惠券', en: 'Coupons' },
  report: { zh: '经营报表', en: 'Monthly reports' },
  profit: { zh: '损益', en: 'Profit & loss' },
  admin: { zh: '管理员', en: 'Administrators' },
  role: { zh: '角色', en: 'Roles' },
  review: { zh: '权限审查', en: 'Access reviews' },
  audit: { zh: '审计日志', en: 'Audit log' },
  security: { zh: '安全', en: 'Security' },
  company: { zh: '公司', en: 'Company' },
  backup: { zh: '备份', en: 'Backups' },
  sample: { zh: '示例数据', en: 'Sample data' },
};

/** Permissions of one resource in one column. */
export function cellOf(resource: Resource, kind: ActionKind): Permission[] {
  const actions: readonly string[] = ACTION_KINDS[kind].actions;
  return PERMISSIONS.filter((permission) => {
    const [of = '', action = ''] = permission.split(':');
    return of === resource && actions.includes(action);
  });
}
