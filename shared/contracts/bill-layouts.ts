import type { BillLayout } from '../imports/bills/layout';

/** Tables of banks and acquirers whose columns somebody named. */

export interface BillLayoutView extends BillLayout {
  savedAt: number;
  savedBy: string;
}

export interface BillLayoutCommandIo {
  /** Holds for files that are opened from now on; what is stored stays. One set of headers has one layout: the last one counts. */
  'billLayout.save': { input: BillLayout; output: void };
  'billLayout.remove': { input: { id: string }; output: void };
}

export interface BillLayoutQueryIo {
  /** Latest first. */
  'billLayout.list': { input: Record<string, never>; output: BillLayoutView[] };
}
