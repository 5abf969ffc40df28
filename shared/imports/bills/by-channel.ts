import type { TxnGroup } from '../../contracts/bills';
import type { Channel } from '../sources/define';
import { LineCollector } from './collect-groups';
import type { BillLine, BillReading, BillRowCounts, BillTotals } from './define';
import { toTotals } from './judge-bill';
import { addLine, emptySums, type Sums } from './sums';

/** What came through one channel: what is stored as one bill. */
export interface ChannelPart {
  channel: Channel;
  rows: BillRowCounts;
  totals: BillTotals;
  groups: TxnGroup[];
}

/** Lines of a bill by the channel they came through: one for a provider's bill, any for a list that names it in each row. */
export class ChannelCollector {
  private readonly parts = new Map<Channel, { lines: LineCollector; sums: Sums; count: number }>();

  readonly add = (line: BillLine): void => {
    let part = this.parts.get(line.channel);
    if (!part) {
      part = { lines: new LineCollector(), sums: emptySums(), count: 0 };
      this.parts.set(line.channel, part);
    }
    part.lines.add(line);
    part.count++;
    addLine(part.sums, line);
  };

  /** The sums of each part add up to the bill's own, which are proven for all of them together. */
  finish({ account, source, rows, totals }: BillReading): ChannelPart[] {
    const isSummary = source.keys.store !== undefined;
    if (isSummary || this.parts.size === 0) return [{ channel: source.channel, rows, totals, groups: [] }];
    return [...this.parts].map(([channel, { lines, sums, count }]) => ({
      channel,
      ...(this.parts.size === 1
        ? { rows, totals }
        : {
            rows: { total: count, valid: count, invalid: 0, duplicate: 0, skipped: 0 },
            totals: { ...toTotals(false, sums), proof: totals.proof, claimed: null },
          }),
      groups: lines.finish(account),
    }));
  }
}
