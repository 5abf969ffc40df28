import type { DataScope } from './scope';
import { PERMISSIONS, type Permission } from './resources';

/** What granting a role gives. Built-in ones are here; those a company makes for itself are stored in the same shape. */
export interface Role {
  id: string;
  zh: string;
  en: string;
  /** The duty in a sentence: who should hold it. */
  dutyZh: string;
  dutyEn: string;
  permissions: readonly Permission[];
  /** Null: as far as the scope of the admin who holds it. */
  scope: DataScope | null;
  limits: Limits;
}

/** In the unit of the permission (rows, fen): at once, and within one business day. */
export interface Limit {
  single?: number;
  day?: number;
}
export type Limits = Readonly<Partial<Record<Permission, Limit>>>;

export type RoleId = 'super' | 'manager' | 'finance' | 'refund' | 'entry' | 'service' | 'auditor' | 'readonly';

/** The built-in roles, which nobody can edit; copies can be. `openCore()` has one admin for each, under the same id. */
export const ROLES: Readonly<Record<RoleId, Role & { id: RoleId }>> = {
  super: {
    id: 'super',
    zh: '超级管理员',
    en: 'Super administrator',
    dutyZh: '店主或系统负责人：管理所有人与全部数据',
    dutyEn: 'Owner or head of the system: everybody and everything',
    permissions: PERMISSIONS,
    scope: { kind: 'all' },
    limits: {},
  },
  manager: {
    id: 'manager',
    zh: '店长',
    en: 'Manager',
    dutyZh: '带领一个团队：审核商户，管理自己的下属',
    dutyEn: 'Leads a team: reviews merchants and manages their own staff',
    permissions: [
      'merchant:view',
      'merchant:create',
      'merchant:update',
      'merchant:status',
      'merchant:assign',
      'merchant:import',
      'merchant:export',
      'merchant:revealPhone',
      'import:history',
      'import:revert',
      'bill:view',
      'bill:import',
      'bill:revert',
      'txn:view',
      'txn:enter',
      'txn:export',
      'report:view',
      'profit:view',
      'profit:enter',
      'profit:close',
      'channel:view',
      'channel:link',
      'coupon:manage',
      'admin:view',
      'admin:create',
      'admin:update',
      'admin:state',
      'admin:rights',
      'role:view',
      'company:view',
      'backup:view',
      'backup:create',
    ],
    scope: null,
    limits: { 'merchant:export': { single: 10_000, day: 50_000 }, 'merchant:revealPhone': { day: 200 } },
  },
  finance: {
    id: 'finance',
    zh: '财务',
    en: 'Finance',
    dutyZh: '核对结算资料，审核商户状态',
    dutyEn: 'Checks settlement details, reviews merchants',
    permissions: [
      'merchant:view',
      'merchant:update',
      'merchant:status',
      'merchant:export',
      'merchant:revealId',
      'merchant:revealPhone',
      'merchant:revealAccount',
      'import:history',
      'bill:view',
      'bill:import',
      'bill:revert',
      'txn:view',
      'txn:enter',
      'txn:export',
      'txn:revealPayer',
      'report:view',
      'report:make',
      'profit:view',
      'profit:enter',
      'profit:close',
      'channel:view',
      'channel:link',
      'coupon:manage',
      'audit:view',
      'company:view',
    ],
    scope: null,
    limits: {},
  },
  refund: {
    id: 'refund',
    zh: '退款专员',
    en: 'Refund clerk',
    dutyZh: '核对收款与退款',
    dutyEn: 'Checks receipts and refunds',
    permissions: ['merchant:view', 'bill:view', 'txn:view', 'channel:view', 'company:view'],
    scope: null,
    limits: {},
  },
  entry: {
    id: 'entry',
    zh: '录入员',
    en: 'Entry clerk',
    dutyZh: '录入与导入商户资料',
    dutyEn: 'Enters and imports merchants',
    permissions: [
      'merchant:view',
      'merchant:create',
      'merchant:update',
      'merchant:import',
      'import:history',
      'import:revert',
      'bill:view',
      'bill:import',
      'channel:view',
      'company:view',
    ],
    scope: null,
    limits: {},
  },
  service: {
    id: 'service',
    zh: '客服',
    en: 'Customer service',
    dutyZh: '接待商户来电，查询资料与收款',
    dutyEn: 'Answers merchants: looks up their record and receipts',
    permissions: ['merchant:view', 'merchant:revealPhone', 'txn:view', 'company:view'],
    scope: null,
    limits: { 'merchant:revealPhone': { day: 100 } },
  },
  auditor: {
    id: 'auditor',
    zh: '审计（只读）',
    en: 'Auditor (read only)',
    dutyZh: '检查权限、日志与安全状况，不改动任何数据',
    dutyEn: 'Checks rights, logs and security; changes nothing',
    permissions: [
      'merchant:view',
      'import:history',
      'bill:view',
      'txn:view',
      'report:view',
      'profit:view',
      'channel:view',
      'admin:view',
      'admin:export',
      'role:view',
      'review:view',
      'audit:view',
      'audit:verify',
      'audit:export',
      'security:view',
      'company:view',
      'backup:view',
    ],
    scope: { kind: 'all' },
    limits: {},
  },
  readonly: {
    id: 'readonly',
    zh: '只读',
    en: 'Read only',
    dutyZh: '查询商户资料',
    dutyEn: 'Looks merchants up',
    permissions: ['merchant:view', 'company:view'],
    scope: null,
    limits: {},
  },
};

export const ROLE_IDS = Object.keys(ROLES) as RoleId[];
