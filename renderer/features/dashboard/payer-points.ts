import type { PayersView } from '@shared/contracts/payers';
import { noMoney } from '@shared/rollups/money-sums';
import type { Grain } from '@shared/time/grains';
import { toTimePoints } from './time-points';

interface Sums {
  /** null where days were added up: who came on several of them would be counted as often. */
  payers: number | null;
  payments: number;
  settleFen: number;
}

/** A day or a month; null where there is no bill. */
export interface PayerTime {
  key: string;
  label: string;
  from: string;
  to: string;
  fresh: Sums | null;
  back: Sums | null;
  none: Sums | null;
}

/** The same days, weeks, months or quarters as on the other charts. */
export function toPayerPoints(from: string, to: string, days: PayersView['days'], grain: Grain): PayerTime[] {
  const places = toTimePoints(
    from,
    to,
    days.map(({ bizDate }) => ({ bizDate, ...noMoney() })),
    grain,
  );
  return places.map(({ key, label, from: first, to: last }) => {
    const within = days.filter(({ bizDate }) => bizDate >= first && bizDate <= last);
    const add = (of: (day: PayersView['days'][number]) => Omit<Sums, 'payers'> & { payers?: number }): Sums | null => {
      if (within.length === 0) return null;
      const parts = within.map(of);
      const total = (name: 'payments' | 'settleFen'): number => parts.reduce((sum, part) => sum + part[name], 0);
      const payers = parts.length === 1 ? (parts[0]!.payers ?? null) : null;
      return { payers, payments: total('payments'), settleFen: total('settleFen') };
    };
    const fresh = add((day) => day.fresh);
    // Somebody is new but once: these may be added up.
    if (fresh) fresh.payers = within.reduce((sum, day) => sum + day.fresh.payers, 0);
    return { key, label, from: first, to: last, fresh, back: add((day) => day.back), none: add((day) => day.unnamed) };
  });
}
