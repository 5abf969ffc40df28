import type { MerchantSensitiveField } from '../entities/merchant';
import type { Permission } from './resources';

/** Seeing one sensitive field in the clear is a right of its own (feature D-17). */
export const REVEAL_RIGHT = {
  legalIdNo: 'merchant:revealId',
  contactPhone: 'merchant:revealPhone',
  accountNo: 'merchant:revealAccount',
} as const satisfies Record<MerchantSensitiveField, Permission>;
