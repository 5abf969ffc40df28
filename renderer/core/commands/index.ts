import type { CommandName } from '@shared/contracts/core';
import type { CommandDef } from '../define';
import { acceptanceCommands } from './acceptance';
import { adminCapsCommands } from './admin-caps';
import { adminDeleteCommands } from './admin-delete';
import { adminExportCommands } from './admin-exports';
import { adminCommands } from './admins';
import { billLayoutCommands } from './bill-layouts';
import { billCommands } from './bills';
import { channelTermsCommands } from './channel-terms';
import { couponCommands } from './coupons';
import { payersCommands } from './payers';
import { backupCommands } from './backups';
import { auditCommands } from './audit';
import { holidayCommands } from './holidays';
import { companyCommands } from './company';
import { draftCommands } from './drafts';
import { factorCommands } from './factor';
import { grantCommands } from './grants';
import { incidentCommands } from './incidents';
import { importPendingCommands } from './import-pending';
import { importCommands } from './imports';
import { invitationCommands } from './invitations';
import { merchantMethodCommands } from './merchant-methods';
import { merchantCommands } from './merchants';
import { previewCommands } from './preview';
import { pinCommands } from './pin';
import { recoveryCodeCommands } from './recovery-code';
import { reviewCommands } from './reviews';
import { rightsCommands } from './rights';
import { roleCommands } from './roles';
import { rollupCommands } from './rollups';
import { sampleCommands } from './sample';
import { secretCommands } from './secrets';
import { securityCommands } from './security';
import { sessionCommands } from './session';
import { setupCommands } from './setup';
import { teamCommands } from './teams';
import { monthReportCommands } from './month-reports';
import { expenseImportCommands } from './expense-import';
import { profitCommands } from './profit';
import { reminderCommands } from './reminders';
import { txnCommands } from './txns';
import { voucherCommands } from './vouchers';
import { viewCommands } from './views';

/** Every command there is. A meta-test proves that the list equals `CommandIo`, name for name. */
const ALL = [
  ...setupCommands,
  ...sessionCommands,
  ...secretCommands,
  ...recoveryCodeCommands,
  ...companyCommands,
  ...holidayCommands,
  ...adminCommands,
  ...invitationCommands,
  ...acceptanceCommands,
  ...adminCapsCommands,
  ...adminDeleteCommands,
  ...adminExportCommands,
  ...roleCommands,
  ...backupCommands,
  ...draftCommands,
  ...teamCommands,
  ...txnCommands,
  ...monthReportCommands,
  ...profitCommands,
  ...expenseImportCommands,
  ...voucherCommands,
  ...reminderCommands,
  ...viewCommands,
  ...merchantCommands,
  ...merchantMethodCommands,
  ...importCommands,
  ...rightsCommands,
  ...reviewCommands,
  ...grantCommands,
  ...previewCommands,
  ...importPendingCommands,
  ...sampleCommands,
  ...factorCommands,
  ...pinCommands,
  ...securityCommands,
  ...incidentCommands,
  ...billCommands,
  ...billLayoutCommands,
  ...channelTermsCommands,
  ...couponCommands,
  ...payersCommands,
  ...rollupCommands,
  ...auditCommands,
] as unknown as readonly CommandDef<CommandName, unknown>[];

export const COMMANDS: ReadonlyMap<string, CommandDef<CommandName, unknown>> = new Map(ALL.map((c) => [c.name, c]));
