import type { MerchantStatus } from '../entities/merchant';

/** Where a merchant may go from each state. Closed is final: a merchant who comes back is a new record. */
export const STATUS_MOVES: Readonly<Record<MerchantStatus, readonly MerchantStatus[]>> = {
  DRAFT: ['SUBMITTED', 'CLOSED'],
  SUBMITTED: ['ACTIVE', 'DRAFT', 'CLOSED'],
  ACTIVE: ['SUSPENDED', 'CLOSED'],
  SUSPENDED: ['ACTIVE', 'CLOSED'],
  CLOSED: [],
};

export function canTransition(from: MerchantStatus, to: MerchantStatus): boolean {
  return STATUS_MOVES[from].includes(to);
}

/** Only a merchant that never took money may be put in the recycle bin. */
export function canDelete(status: MerchantStatus): boolean {
  return status === 'DRAFT' || status === 'SUBMITTED' || status === 'CLOSED';
}
