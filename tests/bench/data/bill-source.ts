import { wechatBill, wechatDay, type WechatRecord } from '../../support/factories/bills';

/** Lines a provider gives in one file. */
const MOST = 100_000;

/** `n` payments as the bills of one day each, none longer than a provider's file. */
export function billDays(n: number): WechatRecord[][] {
  const days: WechatRecord[][] = [];
  for (let left = n; left > 0; left -= MOST) {
    const day = `2025-06-${String(days.length + 1).padStart(2, '0')}`;
    days.push(wechatDay(Math.min(left, MOST), day));
  }
  return days;
}

export function billFile(day: readonly WechatRecord[]): { name: string; blob: Blob } {
  return { name: `${day[0]!.time.slice(0, 10)}.csv`, blob: new Blob([wechatBill(day)]) };
}
