import type { AdminRow } from '@renderer/data/tables';
import { MAX_FAILURES, type ThrottleState } from './throttle';

/** A super administrator who can still get in, and opens the keys when they do. */
export function isUsableSuper(admin: AdminRow): boolean {
  return admin.roleIds.includes('super') && admin.state === 'active' && admin.wrappedKeys !== null;
}

/** Without this one nobody could manage the rest. */
export function isLastUsableSuper(admins: readonly AdminRow[], id: string): boolean {
  const usable = admins.filter(isUsableSuper);
  return usable.length === 1 && usable[0]!.id === id;
}

/** The row after a failed try: counted, held, and closed after a hundred in a row unless it is the last way in. */
export function afterFailure(admin: AdminRow, admins: readonly AdminRow[], state: ThrottleState): AdminRow {
  const close = admin.state === 'active' && state.failed >= MAX_FAILURES && !isLastUsableSuper(admins, admin.id);
  return {
    ...admin,
    failedCount: state.failed,
    heldUntil: state.heldUntil,
    state: close ? 'disabled' : admin.state,
    rev: admin.rev + 1,
  };
}
