import { PERMISSIONS, type Permission } from './resources';

export interface Role {
  id: RoleId;
  zh: string;
  en: string;
  permissions: readonly Permission[];
}

export type RoleId = 'super' | 'finance' | 'entry' | 'readonly';

/** The built-in roles. `openCore()` has one admin for each, under the same id. */
export const ROLES: Readonly<Record<RoleId, Role>> = {
  super: { id: 'super', zh: '超级管理员', en: 'Super administrator', permissions: PERMISSIONS },
  finance: {
    id: 'finance',
    zh: '财务',
    en: 'Finance',
    permissions: [
      'merchant:view',
      'merchant:update',
      'merchant:status',
      'merchant:export',
      'merchant:reveal',
      'import:history',
      'audit:view',
      'company:view',
    ],
  },
  entry: {
    id: 'entry',
    zh: '录入员',
    en: 'Entry clerk',
    permissions: [
      'merchant:view',
      'merchant:create',
      'merchant:update',
      'merchant:import',
      'import:history',
      'import:revert',
      'company:view',
    ],
  },
  readonly: { id: 'readonly', zh: '只读', en: 'Read only', permissions: ['merchant:view', 'company:view'] },
};

export const ROLE_IDS = Object.keys(ROLES) as RoleId[];
