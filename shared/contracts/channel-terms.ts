import type { BillKind } from '../imports/sources/define';
import type { FeePlan } from '../rules/fee-plan';

/** What was agreed for an account of a channel, and the fees that came of it. */

export const SETTLE_CYCLES = ['', 'D+0', 'D+1', 'T+0', 'T+1', 'T+2', 'T+3', 'WEEK', 'MONTH'] as const;
export type SettleCycle = (typeof SETTLE_CYCLES)[number];

export interface ContractTerms {
  /** '' while nobody has said. */
  settleCycle: SettleCycle;
  /** Business dates; '' for not known, or without an end. */
  contractFrom: string;
  contractTo: string;
  /** Kind of the bills it comes with; '' while nobody has said. */
  billFormat: BillKind | '';
}

export interface ChannelTerms extends ContractTerms {
  /** In the order they begin. */
  plans: FeePlan[];
}

/** Fees of one account over some days, of the lines that had a plan when they came in. */
export interface ChannelFees {
  id: string;
  lines: number;
  actualFen: number;
  expectedFen: number;
  /** Lines whose fee is another than expected. */
  off: number;
}

export type PlanEntry = Omit<FeePlan, 'at' | 'byName'>;

export interface ChannelTermsCommandIo {
  'channel.setTerms': { input: ContractTerms & { id: string }; output: void };
  /** Holds for what comes in from now on; what is stored keeps what was expected then. */
  'channel.addPlan': { input: PlanEntry & { id: string }; output: void };
}

export interface ChannelTermsQueryIo {
  'channel.terms': { input: { id: string }; output: ChannelTerms };
  /** Both days included. */
  'channel.fees': { input: { from: string; to: string }; output: ChannelFees[] };
}
