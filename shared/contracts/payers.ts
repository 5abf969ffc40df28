import type { PayerFigures, PayerPoint } from '../rollups/fold-payers';
import type { DashboardFilter } from './dashboard';

/** Payments of payers the bill does not tell. */
export interface UnnamedSums {
  payments: number;
  settleFen: number;
}

export interface PayersView extends Omit<PayerFigures, 'days'> {
  from: string;
  to: string;
  /** false: payers of earlier bills were not counted yet; all other figures are then empty. */
  isReady: boolean;
  /** Days there are bills of, ascending. */
  days: (PayerPoint & { unnamed: UnnamedSums })[];
  unnamed: UnnamedSums;
}

export interface PayersCommandIo {
  /** Counts payers anew from all lines. */
  'payers.rebuild': { input: Record<string, never>; output: { days: number } };
}

export interface PayersQueryIo {
  /** Reads payers of days, never lines. A payer is counted once per channel account: nothing tells one person at two of them. */
  'dashboard.payers': { input: { from: string; to: string; filter: DashboardFilter }; output: PayersView };
}
