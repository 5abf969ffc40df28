import type { QueryName } from '@shared/contracts/core';
import type { QueryDef } from '../define';
import { adminDeleteQueries } from './admin-delete';
import { adminQueries } from './admins';
import { auditQueries } from './audit';
import { billQueries } from './bills';
import { billLayoutQueries } from './bill-layouts';
import { channelTermsQueries } from './channel-terms';
import { backupQueries } from './backups';
import { couponQueries } from './coupons';
import { dashboardQueries } from './dashboard';
import { draftQueries } from './drafts';
import { grantQueries } from './grants';
import { incidentQueries } from './incidents';
import { importPendingQueries } from './import-pending';
import { importQueries } from './imports';
import { merchantMethodQueries } from './merchant-methods';
import { merchantQueries } from './merchants';
import { reviewQueries } from './reviews';
import { rightsQueries } from './rights';
import { securityQueries } from './security';
import { roleQueries } from './roles';
import { sessionQueries } from './session';
import { setupQueries } from './setup';
import { storageQueries } from './storage';
import { teamQueries } from './teams';
import { holidayQueries } from './holidays';
import { monthReportQueries } from './month-reports';
import { expenseImportQueries } from './expense-import';
import { profitQueries } from './profit';
import { reminderQueries } from './reminders';
import { txnQueries } from './txns';
import { voucherQueries } from './vouchers';
import { viewQueries } from './views';

/** Every query there is. A meta-test proves that the list equals `QueryIo`, name for name. */
const ALL = [
  ...setupQueries,
  ...storageQueries,
  ...holidayQueries,
  ...sessionQueries,
  ...adminQueries,
  ...adminDeleteQueries,
  ...roleQueries,
  ...rightsQueries,
  ...reviewQueries,
  ...grantQueries,
  ...auditQueries,
  ...backupQueries,
  ...draftQueries,
  ...teamQueries,
  ...txnQueries,
  ...monthReportQueries,
  ...profitQueries,
  ...expenseImportQueries,
  ...voucherQueries,
  ...reminderQueries,
  ...dashboardQueries,
  ...viewQueries,
  ...merchantQueries,
  ...merchantMethodQueries,
  ...importQueries,
  ...importPendingQueries,
  ...securityQueries,
  ...incidentQueries,
  ...billQueries,
  ...billLayoutQueries,
  ...channelTermsQueries,
  ...couponQueries,
] as unknown as readonly QueryDef<QueryName>[];

export const QUERIES: ReadonlyMap<string, QueryDef<QueryName>> = new Map(ALL.map((q) => [q.name, q]));
