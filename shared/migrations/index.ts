import { rightsOfAdmins } from './0001-rights-of-admins';
import { pendingImports } from './0002-pending-imports';
import { guards } from './0003-guards';
import { contactsAndInvitations } from './0004-contacts-and-invitations';
import { auditKept } from './0005-audit-kept';
import { adminSnapshots } from './0006-admin-snapshots';
import { bills } from './0007-bills';
import { accessReviews } from './0008-access-reviews';
import { grantRequests } from './0009-grant-requests';
import { merchantTeams } from './0010-merchant-teams';
import { txnNumbers } from './0011-txn-numbers';
import { monthReports } from './0012-month-reports';
import { profit } from './0013-profit';
import { reminders } from './0014-reminders';
import { channelTerms } from './0015-channel-terms';
import { billLayouts } from './0016-bill-layouts';
import { payerDays } from './0017-payer-days';
import { cancelledEntries } from './0018-cancelled-entries';
import { merchantMethods } from './0019-merchant-methods';
import { expenseBatches } from './0020-expense-batches';
import { coupons } from './0021-coupons';
import type { Migration } from './define';

/**
 * Steps from one stored shape to the next, in order: step n leads from version n to n + 1. Pure, consecutive, frozen once
 * shipped; database upgrade and restore both run them. Version 1 is the first released shape.
 */
export const MIGRATIONS: readonly Migration[] = [
  rightsOfAdmins,
  pendingImports,
  guards,
  contactsAndInvitations,
  auditKept,
  adminSnapshots,
  bills,
  accessReviews,
  grantRequests,
  merchantTeams,
  txnNumbers,
  monthReports,
  profit,
  reminders,
  channelTerms,
  billLayouts,
  payerDays,
  cancelledEntries,
  merchantMethods,
  expenseBatches,
  coupons,
];
