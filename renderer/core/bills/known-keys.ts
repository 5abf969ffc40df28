import type { TxnGroup } from '@shared/contracts/bills';
import { cellAt } from '@shared/kernel/columns';
import { keysOf } from '@renderer/data/txn-blocks';
import type { TxnBlockRow } from '@renderer/data/txn-rows';

/**
 * Which lines are stored already. A line's key and its business day never change, so the day of the account it belongs to is the only
 * place where it can be: no index over all lines is needed, however many there are.
 */
export class KnownKeys {
  private readonly byGroup = new Map<string, Set<string>>();

  constructor(private readonly read: (group: string) => Promise<TxnBlockRow[]>) {}

  /** Places of the lines that are not known; from now on they are. */
  async takeNew(place: string, group: TxnGroup): Promise<Uint32Array> {
    let keys = this.byGroup.get(place);
    if (!keys) {
      keys = keysOf(await this.read(place));
      this.byGroup.set(place, keys);
    }
    const fresh = new Uint32Array(group.rows);
    let count = 0;
    for (let row = 0; row < group.rows; row++) {
      const key = cellAt(group.text.key, row);
      if (key === '' || keys.has(key)) continue;
      keys.add(key);
      fresh[count++] = row;
    }
    return fresh.subarray(0, count);
  }
}
