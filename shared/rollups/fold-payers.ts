import { toPpm } from './money-sums';

/** Who paid one account on one day. Columns of the same length, payers ascending. */
export interface PayerDay {
  bizDate: string;
  /** `${channel}|${account}` */
  account: string;
  payers: Float64Array;
  payments: Uint32Array;
  settleFen: Float64Array;
  /** 1 where they had never paid this account before. */
  isFirst: Uint8Array;
}

/** Payers, payments and what they settled. */
export interface PayerSums {
  payers: number;
  payments: number;
  settleFen: number;
}

/** `fresh`: on the day of their first payment to the account; `back`: on any later day. */
export interface PayerPoint {
  bizDate: string;
  fresh: PayerSums;
  back: PayerSums;
}

/** Ranks 1 to 5, 5 the best. */
export interface RfmCell extends PayerSums {
  recency: number;
  frequency: number;
}

export interface BandSums extends PayerSums {
  band: number;
}

export interface PayerFigures {
  days: PayerPoint[];
  /** Payers of these days, each counted once per account; `fresh` of them came for the first time. */
  payers: number;
  fresh: number;
  /** Those with more than one payment, in ppm of all; null where there are none. */
  againPpm: number | null;
  /** All 25, best recency first, then best frequency. */
  rfm: RfmCell[];
  /** By average payment, all five. */
  tickets: BandSums[];
}

export interface Payer {
  last: string;
  payments: number;
  settleFen: number;
}

/** Least payments of each frequency rank, 1 to 5. */
export const FREQUENCY_FROM = [1, 2, 3, 5, 10] as const;
/** Least average payment in fen of each rank, 1 to 5. */
export const TICKET_FROM = [0, 2_000, 5_000, 10_000, 30_000] as const;
const RANKS = [5, 4, 3, 2, 1] as const;

export function noPayers(): PayerSums {
  return { payers: 0, payments: 0, settleFen: 0 };
}

/** Every payer of an account in the days given, by account. */
export function gatherPayers(days: readonly PayerDay[]): Map<string, Map<number, Payer>> {
  const byAccount = new Map<string, Map<number, Payer>>();
  for (const { bizDate, account, payers, payments, settleFen } of days) {
    const known = byAccount.get(account) ?? new Map<number, Payer>();
    byAccount.set(account, known);
    for (let i = 0; i < payers.length; i++) {
      const payer = known.get(payers[i]!);
      if (payer) {
        if (bizDate > payer.last) payer.last = bizDate;
        payer.payments += payments[i]!;
        payer.settleFen += settleFen[i]!;
      } else known.set(payers[i]!, { last: bizDate, payments: payments[i]!, settleFen: settleFen[i]! });
    }
  }
  return byAccount;
}

/** @param length days of the span; recency is told in fifths of it */
export function foldPayers(days: readonly PayerDay[], to: string, length: number): PayerFigures {
  const points = foldPoints(days);
  const rfm = RANKS.flatMap((recency) => RANKS.map((frequency): RfmCell => ({ recency, frequency, ...noPayers() })));
  const tickets = RANKS.map((band): BandSums => ({ band, ...noPayers() }));
  let [payers, again] = [0, 0];
  for (const known of gatherPayers(days).values()) {
    for (const payer of known.values()) {
      payers++;
      if (payer.payments > 1) again++;
      const [recency, frequency] = [recencyOf(payer.last, to, length), frequencyOf(payer.payments)];
      for (const sums of [rfm[(5 - recency) * 5 + (5 - frequency)]!, tickets[5 - ticketOf(payer)]!]) {
        sums.payers++;
        sums.payments += payer.payments;
        sums.settleFen += payer.settleFen;
      }
    }
  }
  return {
    days: points,
    payers,
    fresh: points.reduce((sum, { fresh }) => sum + fresh.payers, 0),
    againPpm: payers === 0 ? null : toPpm(again, payers),
    rfm,
    tickets,
  };
}

function foldPoints(days: readonly PayerDay[]): PayerPoint[] {
  const byDay = new Map<string, PayerPoint>();
  for (const { bizDate, payers, payments, settleFen, isFirst } of days) {
    if (payers.length === 0) continue;
    const point = byDay.get(bizDate) ?? { bizDate, fresh: noPayers(), back: noPayers() };
    byDay.set(bizDate, point);
    for (let i = 0; i < payers.length; i++) {
      const sums = isFirst[i] === 1 ? point.fresh : point.back;
      sums.payers++;
      sums.payments += payments[i]!;
      sums.settleFen += settleFen[i]!;
    }
  }
  return [...byDay.values()].sort((a, b) => (a.bizDate < b.bizDate ? -1 : 1));
}

/** 5 for the last fifth of the span, 1 for the first. */
export function recencyOf(last: string, to: string, length: number): number {
  const daysSince = (Date.parse(to) - Date.parse(last)) / 86_400_000;
  return 5 - Math.min(4, Math.floor((daysSince * 5) / length));
}

/** From how many to how many days ago a recency rank reaches; null where the span is too short to have it. */
export function recencyDays(rank: number, from: string, to: string): { from: number; to: number } | null {
  const length = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  const first = Math.ceil(((5 - rank) * length) / 5);
  const last = Math.ceil(((6 - rank) * length) / 5) - 1;
  return first <= last ? { from: first, to: last } : null;
}

export function frequencyOf(payments: number): number {
  return rankOf(FREQUENCY_FROM, (least) => payments >= least);
}

/** Of the average payment, without dividing. */
export function ticketOf({ payments, settleFen }: Pick<Payer, 'payments' | 'settleFen'>): number {
  return rankOf(TICKET_FROM, (least) => settleFen >= least * payments);
}

function rankOf(ranks: readonly number[], reaches: (least: number) => boolean): number {
  return Math.max(1, ranks.filter(reaches).length);
}

/** Which payments a filter wants: of `fresh` or returning (`back`) payers, of none known (`none`), or of a group `r1`..`r5`, `f1`.., `t1`... */
export const PAYER_FILTER = /^(fresh|back|none|(?=[rft])(r[1-5])?(f[1-5])?(t[1-5])?)$/;

/** Whether a payer belongs to a group; parts that are not named do not matter. */
export function isInGroup(group: string, payer: Payer, to: string, length: number): boolean {
  return [...group.matchAll(/([rft])([1-5])/g)].every(([, part, rank]) => {
    if (part === 'r') return recencyOf(payer.last, to, length) === Number(rank);
    return (part === 'f' ? frequencyOf(payer.payments) : ticketOf(payer)) === Number(rank);
  });
}
