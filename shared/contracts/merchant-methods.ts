import type { Channel } from '../imports/sources/define';
import type { PayMethod } from '../rules/pay-method';

/** Ways of paying a merchant has signed for: each on or off; what it costs is the fee plan of the account it comes in by. */

export interface MethodRate {
  /** Of the account. */
  id: string;
  label: string;
  ratePpm: number;
  /** Agreed for this method itself, not for all of the account. */
  isOwn: boolean;
}

export interface MerchantMethod {
  method: PayMethod;
  enabled: boolean;
  /** As agreed for today, of each linked account that has a plan. */
  rates: MethodRate[];
}

export interface MerchantMethods {
  methods: MerchantMethod[];
  /** 0 while nobody has said which are on. */
  at: number;
  byName: string;
}

/** Payments of one method in a month. */
export interface MethodUse {
  /** '' where the bill names none that is known. */
  method: PayMethod | '';
  channels: Channel[];
  /** How bills write it; '' where one names nothing. */
  written: string[];
  payments: number;
  settleFen: number;
}

export interface MerchantMethodCommandIo {
  /** All that are on; the others are off. */
  'merchant.setMethods': { input: { id: string; enabled: PayMethod[] }; output: void };
}

export interface MerchantMethodQueryIo {
  'merchant.methods': { input: { id: string }; output: MerchantMethods };
  /** What a merchant was paid by in a month; null when there are more payments than a page may count, unless `all`. */
  'merchant.methodUse': { input: { id: string; month: string; all?: boolean }; output: MethodUse[] | null };
}
