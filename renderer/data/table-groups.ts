import type { RestoreGroup } from '@shared/contracts/backups';
import type { MetaRow, TableName } from './tables';

/**
 * Which tables are restored together: those of one group say something only with each other. `kept`: what was done stays done and
 * is never set back while the rest goes on (the audit, what limits count), and what is of this computer's moment.
 */
export const TABLE_GROUP: Readonly<Record<TableName, RestoreGroup | 'kept'>> = {
  meta: 'kept',
  audit: 'kept',
  auditRows: 'kept',
  auditArchives: 'kept',
  incidents: 'kept',
  rightsUse: 'kept',
  adminSnapshots: 'kept',
  drafts: 'kept',
  views: 'kept',
  importPending: 'kept',
  merchantBlocks: 'merchants',
  merchantRows: 'merchants',
  merchantTeams: 'merchants',
  merchantMethods: 'merchants',
  importBatches: 'merchants',
  importBefore: 'merchants',
  importMappings: 'merchants',
  bills: 'bills',
  billFiles: 'bills',
  txnBlocks: 'bills',
  txnDays: 'bills',
  txnNumbers: 'bills',
  channelAccounts: 'bills',
  channelTerms: 'bills',
  feeDays: 'bills',
  billLayouts: 'bills',
  payerDays: 'bills',
  coupons: 'bills',
  couponDays: 'bills',
  expenses: 'expenses',
  expenseBatches: 'expenses',
  budgets: 'expenses',
  closedMonths: 'expenses',
  monthReports: 'reports',
  reminders: 'reminders',
  notices: 'reminders',
  admins: 'admins',
  guards: 'admins',
  roles: 'admins',
  rightsChanges: 'admins',
  reviews: 'admins',
  grantRequests: 'admins',
};

/** The group `settings`, which has no table of its own. */
const SETTINGS: readonly MetaRow['key'][] = ['company', 'settings', 'security', 'holidays'];

export function isSettingKey(key: MetaRow['key']): boolean {
  return SETTINGS.includes(key);
}
