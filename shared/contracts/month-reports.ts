import type { MoneySums } from '../rollups/money-sums';
import type { Part } from './dashboard';

/** A month's figures as they stood when the report was made. Never changed: later bills make another version. */
export interface MonthReport {
  /** `${month}|${version}` */
  id: string;
  /** `YYYY-MM` */
  month: string;
  version: number;
  at: number;
  byName: string;
  note: string;
  /** Days of the month there were bills of. */
  days: number;
  daysInMonth: number;
  sums: MoneySums;
  previous: MoneySums | null;
  lastYear: MoneySums | null;
  channels: Part[];
  regions: Part[];
  types: Part[];
  /** Every merchant with receipts, largest net amount first; `key` '' for what was nobody's. */
  merchants: Part[];
}

export interface MonthReportEntry {
  id: string;
  month: string;
  version: number;
  at: number;
  byName: string;
  note: string;
  sums: MoneySums;
  /** The newest version of its month, and bills have changed its sums since. */
  isOutdated: boolean;
}

export interface MonthReportCommandIo {
  /** Of a month that is over. */
  'monthReport.make': { input: { month: string; note: string }; output: { id: string } };
}

export interface MonthReportQueryIo {
  /** Newest month first, newest version first. `open`: months that are over, have receipts, and no report. */
  'monthReport.list': { input: Record<string, never>; output: { reports: MonthReportEntry[]; open: string[] } };
  'monthReport.get': { input: { id: string }; output: MonthReport };
}
