import { PrintChains, printOf } from '@shared/kernel/print-chains';
import { softNameKey } from '@shared/rules/name-key';
import { MerchantBlock, type RowSource } from './merchant-block';
import type { MerchantIndex } from './merchant-index';

/** What living merchants can be compared by, many at once. */
export type TwinKey = 'name' | 'phone' | 'account';

interface SlotReader {
  sourceOf(slot: number): { source: RowSource; row: number };
}

const FIELD = { phone: 'contactPhone', account: 'accountNo' } as const;
const LOOKED_AT = 20;
/** Blocks never change: what their names come to is worked out once. */
const namePrints = new WeakMap<MerchantBlock, Uint32Array>();

/** Living merchants that are not closed, by name and region, mobile and account, as they are at one version of the store. */
export class MerchantTwins {
  private readonly chains: Partial<Record<TwinKey, PrintChains>> = {};
  private readonly masks: Partial<Record<TwinKey, ReadonlySet<string>>> = {};
  private readonly counted: Uint8Array;

  constructor(
    private readonly index: MerchantIndex,
    private readonly reader: SlotReader,
    slots: number,
  ) {
    const closed = index.coded.status.find('CLOSED');
    this.counted = new Uint8Array(slots);
    for (let slot = 0; slot < slots; slot++) {
      const isCounted =
        index.alive[slot] === 1 && index.numbers.$deletedAt[slot] === 0 && index.coded.status.codes[slot] !== closed;
      if (isCounted) this.counted[slot] = 1;
    }
  }

  /** Slots whose merchant has this key; of `phone` and `account` the text is the blind index. */
  find(key: TwinKey, text: string): number[] {
    if (text === '') return [];
    const chains = (this.chains[key] ??= new PrintChains(this.prints(key)));
    return chains.find(printOf(text), LOOKED_AT).filter((slot) => this.textAt(key, slot) === text);
  }

  /** False where no merchant's mobile or account looks like this one masked: then its blind index need not be made. */
  mayHave(key: 'phone' | 'account', masked: string): boolean {
    let known = this.masks[key];
    if (!known) {
      const found = new Set<string>();
      for (let slot = 0; slot < this.counted.length; slot++) {
        if (this.counted[slot] === 1) found.add(this.cell(FIELD[key], slot));
      }
      this.masks[key] = known = found;
    }
    return known.has(masked);
  }

  private prints(key: TwinKey): Uint32Array {
    const prints = new Uint32Array(this.counted.length);
    // The index holds 32-bit prints of the blind texts already, made the same way.
    const made = key === 'name' ? null : this.index.prints[`#${FIELD[key]}`];
    const nothing = printOf('');
    for (let slot = 0; slot < prints.length; slot++) {
      if (this.counted[slot] === 0) continue;
      const print = made ? made[slot]! || 1 : this.namePrint(slot);
      prints[slot] = print === nothing ? 0 : print;
    }
    return prints;
  }

  private namePrint(slot: number): number {
    const { source, row } = this.reader.sourceOf(slot);
    if (!(source instanceof MerchantBlock)) return printOf(nameText(source, row));
    let known = namePrints.get(source);
    if (!known) {
      known = Uint32Array.from({ length: source.rows }, (_, at) => printOf(nameText(source, at)));
      namePrints.set(source, known);
    }
    return known[row]!;
  }

  private textAt(key: TwinKey, slot: number): string {
    if (key !== 'name') return this.cell(`#${FIELD[key]}`, slot);
    const { source, row } = this.reader.sourceOf(slot);
    return nameText(source, row);
  }

  private cell(column: string, slot: number): string {
    const { source, row } = this.reader.sourceOf(slot);
    return source.cell(column, row);
  }
}

function nameText(source: RowSource, row: number): string {
  const cell = (column: string) => source.cell(column, row);
  return softNameKey(cell('name'), cell('province'), cell('city'), cell('district'));
}
