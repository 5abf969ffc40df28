export type CompareSlots = (a: number, b: number) => number;

/** Slots in some order, with room for more: a change moves the part between the two places, natively, and allocates nothing. */
export class SlotOrder {
  private slots: Int32Array<ArrayBuffer>;
  private count: number;

  /** `slots` is taken over. */
  constructor(slots: Int32Array<ArrayBuffer>) {
    this.slots = slots;
    this.count = slots.length;
  }

  /** Valid until the next change. */
  get view(): Int32Array {
    return this.slots.subarray(0, this.count);
  }

  /**
   * Whether a slot whose key may have changed still stands where it belongs; all others do. Asks a few neighbours: no two
   * slots may compare equal.
   */
  isInPlace(slot: number, compare: CompareSlots): boolean {
    const at = this.placeOf(slot, compare) - 1;
    if (at < 0 || this.slots[at] !== slot) return false;
    if (at > 0 && compare(this.slots[at - 1]!, slot) > 0) return false;
    return at + 1 === this.count || compare(slot, this.slots[at + 1]!) < 0;
  }

  remove(slot: number): void {
    const at = this.view.indexOf(slot);
    if (at < 0) return;
    this.slots.copyWithin(at, at + 1, this.count);
    this.count--;
  }

  /** The slots that are there must be in order. */
  insert(slot: number, compare: CompareSlots): void {
    const at = this.placeOf(slot, compare);
    if (this.count === this.slots.length) this.grow();
    this.slots.copyWithin(at + 1, at, this.count);
    this.slots[at] = slot;
    this.count++;
  }

  /** How many slots are not after this one. */
  private placeOf(slot: number, compare: CompareSlots): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(slot, this.slots[middle]!) < 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private grow(): void {
    const grown = new Int32Array(Math.max(16, Math.ceil(this.count * 1.25)));
    grown.set(this.slots);
    this.slots = grown;
  }
}
