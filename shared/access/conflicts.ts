import type { Permission } from './resources';

/** Two permissions that should not meet in one hand: who holds both can do a wrong and hide or approve it. */
export interface ConflictRule {
  a: Permission;
  b: Permission;
  severity: 'warn' | 'severe';
  zh: string;
  en: string;
}

export const CONFLICT_RULES: readonly ConflictRule[] = [
  {
    a: 'merchant:create',
    b: 'merchant:status',
    severity: 'warn',
    zh: '录入商户的人可以自己审核通过',
    en: 'Who enters a merchant can approve it as well',
  },
  {
    a: 'merchant:import',
    b: 'merchant:status',
    severity: 'warn',
    zh: '批量导入的人可以自己审核通过',
    en: 'Who imports merchants can approve them as well',
  },
  {
    a: 'merchant:update',
    b: 'merchant:status',
    severity: 'warn',
    zh: '修改结算账户的人可以自己放行商户',
    en: 'Who changes a settlement account can release the merchant as well',
  },
  {
    a: 'merchant:delete',
    b: 'merchant:purge',
    severity: 'severe',
    zh: '一个人就能让商户永久消失',
    en: 'One person alone can make a merchant disappear for good',
  },
  {
    a: 'merchant:purge',
    b: 'audit:archive',
    severity: 'severe',
    zh: '彻底删除的人可以归档记录该操作的日志',
    en: 'Who purges can pack away the log that tells of it',
  },
  {
    a: 'backup:restore',
    b: 'backup:configure',
    severity: 'warn',
    zh: '一个人就能放回旧数据并删除较新的备份',
    en: 'One person alone can put old data back and delete the newer backups',
  },
  {
    a: 'admin:rights',
    b: 'review:manage',
    severity: 'warn',
    zh: '授予权限的人自己审查权限',
    en: 'Who grants rights reviews them as well',
  },
  {
    a: 'admin:rights',
    b: 'audit:archive',
    severity: 'severe',
    zh: '授予权限的人可以归档记录该操作的日志',
    en: 'Who grants rights can pack away the log that tells of it',
  },
  {
    a: 'admin:create',
    b: 'merchant:revealAccount',
    severity: 'warn',
    zh: '能开通账号的人可以查看全部结算账号',
    en: 'Who opens accounts can see every settlement account number',
  },
];

/** Rules broken by a set of permissions, severe ones first. */
export function findConflicts(permissions: ReadonlySet<Permission>): ConflictRule[] {
  return CONFLICT_RULES.filter((rule) => permissions.has(rule.a) && permissions.has(rule.b)).sort(
    (x, y) => Number(y.severity === 'severe') - Number(x.severity === 'severe'),
  );
}
