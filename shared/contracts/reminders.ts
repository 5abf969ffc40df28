import type { Channel } from '../imports/sources/define';
import type { TxnFilter } from './txns';

/** What each admin wants to be told of the receipts that come in, and what they were told. */

export const REMINDER_EVENTS = ['receipt', 'refund', 'dayTotal', 'silence'] as const;
export type ReminderEvent = (typeof REMINDER_EVENTS)[number];

export const REMINDER_WAYS = ['toast', 'system', 'sound'] as const;
export type ReminderWay = (typeof REMINDER_WAYS)[number];

export interface ReminderRule {
  id: string;
  isOn: boolean;
  event: ReminderEvent;
  /** From this amount on; 0 for `silence`. */
  amountFen: number;
  /** Of `silence`: so many days without a receipt, counted to the last day there is anything of. 0 for the others. */
  days: number;
  /** '' for all within reach: a day's total is then that of all together. */
  merchantId: string;
  /** None: whatever the channel. */
  channels: Channel[];
  ways: ReminderWay[];
}

export interface ReminderSettings {
  /** `HH:mm` in Shanghai, over midnight when it ends before it begins; both '' for none. */
  quietFrom: string;
  quietTo: string;
  rules: ReminderRule[];
}

/** What one rule found in one import or entry. */
export interface Notice {
  id: string;
  at: number;
  /** Later than `at` for what came in quiet hours. */
  showAt: number;
  event: ReminderEvent;
  amountFen: number;
  days: number;
  ways: ReminderWay[];
  /** Lines, days or merchants. */
  count: number;
  /** Of all of them together, and of the greatest; 0 for `silence`. */
  sumFen: number;
  mostFen: number;
  /** Whose it is when it is about one merchant; '' otherwise. */
  merchantId: string;
  /** The transactions behind it. */
  filter: TxnFilter;
  /** When it was shown by itself, and when it was read; 0 before. */
  toldAt: number;
  readAt: number;
}

export interface NoticeView extends Notice {
  merchantName: string;
}

export interface ReminderCommandIo {
  /** One's own rules, as a whole. */
  'reminder.save': { input: ReminderSettings; output: void };
  /** One's own notices: shown by themselves, or read. Ids of nothing are passed over. */
  'notice.mark': { input: { ids: string[]; as: 'told' | 'read' }; output: void };
}

export interface ReminderQueryIo {
  'reminder.get': { input: Record<string, never>; output: ReminderSettings };
  /** One's own that are due, newest first; `nextAt` is when the next becomes due, 0 for none. */
  'notice.list': { input: Record<string, never>; output: { notices: NoticeView[]; unread: number; nextAt: number } };
}
