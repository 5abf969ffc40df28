import type { MoneySums } from '../rollups/money-sums';
import type { TxnFilter } from './txns';

/** What dashboards can be narrowed down by: everything that says whose receipts they are. */
export type DashboardFilter = Pick<
  TxnFilter,
  'merchantIds' | 'accounts' | 'channels' | 'regions' | 'mccs' | 'merchantTypes' | 'linked'
>;

/** `previous`: as many days just before; `lastYear`: the same days a year earlier. */
export type Comparison = 'none' | 'previous' | 'lastYear';

export interface DayPoint extends MoneySums {
  bizDate: string;
}

/** A part of the whole, by what it is told apart by. */
export interface Part extends MoneySums {
  /**
   * Code of a channel, of a region (two digits), of a type; id of a merchant. '' for what is nobody's yet, '-' where the
   * merchant does not say.
   */
  key: string;
  name: string;
}

export interface HeatCell {
  /** 1 Monday to 7 Sunday. */
  weekday: number;
  hour: number;
  payments: number;
  settleFen: number;
}

export interface PeriodFigures {
  name: 'today' | 'yesterday' | 'week' | 'month';
  from: string;
  to: string;
  sums: MoneySums;
  /** Days of it that there are bills of: with none the figures are unknown, not nought. */
  days: number;
  previous: { from: string; to: string; sums: MoneySums; days: number };
  lastYear: { from: string; to: string; sums: MoneySums; days: number };
}

export interface DashboardView {
  from: string;
  to: string;
  sums: MoneySums;
  /** Days there are bills of, ascending. A day that is missing has none: a gap, not nought. */
  days: DayPoint[];
  compared: { from: string; to: string; sums: MoneySums; days: DayPoint[] } | null;
  heat: HeatCell[];
  channels: Part[];
  regions: Part[];
  types: Part[];
  /** By net settled amount, the ten largest and, where there are more, the ten smallest. */
  top: Part[];
  bottom: Part[];
  /** Merchants with receipts in these days. */
  merchants: number;
  periods: PeriodFigures[];
  funnel: { draft: number; submitted: number; active: number; traded: number; tradedLately: number };
  /** Last day of any receipt and when the last bill came; '' and 0 for nothing. */
  asOf: { day: string; importedAt: number };
}

export interface DashboardQueryIo {
  /** Reads sums of days alone, never lines; within the reach of who asks. */
  'dashboard.read': {
    input: { from: string; to: string; compare: Comparison; filter: DashboardFilter };
    output: DashboardView;
  };
}
