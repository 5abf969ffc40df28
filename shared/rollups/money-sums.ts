/** Counts and amounts in fen that every chart is made of. */
export interface MoneySums {
  payments: number;
  refunds: number;
  revoked: number;
  orderFen: number;
  settleFen: number;
  refundFen: number;
  feeFen: number;
}

const NAMES = ['payments', 'refunds', 'revoked', 'orderFen', 'settleFen', 'refundFen', 'feeFen'] as const;

export function noMoney(): MoneySums {
  return { payments: 0, refunds: 0, revoked: 0, orderFen: 0, settleFen: 0, refundFen: 0, feeFen: 0 };
}

export function addMoney(sum: MoneySums, more: MoneySums): void {
  for (const name of NAMES) sum[name] += more[name];
}

/** What is left: settled, less what went back, less fees. */
export function netFenOf({ settleFen, refundFen, feeFen }: MoneySums): number {
  return settleFen - refundFen - feeFen;
}

/** Average payment in fen, half up; null without payments. */
export function averageFenOf({ settleFen, payments }: MoneySums): number | null {
  return payments === 0 ? null : Math.floor((2 * settleFen + payments) / (2 * payments));
}

/** Part of settled money that went back, in ppm; null where nothing was settled. */
export function refundPpmOf({ settleFen, refundFen }: MoneySums): number | null {
  return settleFen <= 0 ? null : toPpm(refundFen, settleFen);
}

/** By how much `now` is more than `before`, in ppm; null where there is nothing to compare with. */
export function changePpm(now: number, before: number): number | null {
  return before <= 0 ? null : toPpm(now - before, before);
}

/** Through whole numbers: a product of amounts leaves what a float holds exactly. */
export function toPpm(part: number, whole: number): number {
  const scaled = (BigInt(part) * 2_000_000n) / BigInt(whole);
  return Number((scaled + (scaled < 0n ? -1n : 1n)) / 2n);
}
