import type { ChannelFees, SettleCycle } from '@shared/contracts/channel-terms';

export function cycleText(t: (key: string) => string, cycle: SettleCycle): string {
  if (cycle === '') return t('bills.channels.terms.cycle.none');
  return cycle === 'WEEK' || cycle === 'MONTH' ? t(`bills.channels.terms.cycle.${cycle}`) : cycle;
}

export function sumFees(fees: readonly ChannelFees[]): Omit<ChannelFees, 'id'> {
  const sum = { lines: 0, actualFen: 0, expectedFen: 0, off: 0 };
  for (const one of fees)
    for (const name of ['lines', 'actualFen', 'expectedFen', 'off'] as const) sum[name] += one[name];
  return sum;
}
