/** One movement of an account with the balance after it, in the order of the file. */
export interface Movement {
  /** 1-based row in the file. */
  row: number;
  account: string;
  /** Date and second as one sortable text. */
  at: string;
  amountFen: number;
  balanceFen: number;
}

export interface BalanceCheck {
  isSound: boolean;
  /** Where the balances stop following from each other. */
  brokenAt?: { row: number; expectedFen: number; foundFen: number };
  openingFen: number;
  closingFen: number;
}

/**
 * Whether each balance follows from the one before: downwards, or upwards where the newest stands first. Banks shuffle movements of
 * one moment, so where the order of the file does not hold, any order within a moment or a day that does is enough.
 */
export function checkBalances(moves: readonly Movement[]): BalanceCheck | undefined {
  if (moves.length === 0) return undefined;
  const upwards = [...moves].reverse();
  const down = follow(moves);
  if (down.isSound) return down;
  const up = follow(upwards);
  if (up.isSound) return up;
  const sorted = [...moves].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.row - b.row));
  const loose = followLoosely(sorted, (m) => m.at) ?? followLoosely(sorted, (m) => m.at.slice(0, 10));
  if (loose) return loose;
  return isNewestFirst(moves) ? up : down;
}

function follow(moves: readonly Movement[]): BalanceCheck {
  const first = moves[0]!;
  const opening = first.balanceFen - first.amountFen;
  let balance = opening;
  for (const { row, amountFen, balanceFen } of moves) {
    balance += amountFen;
    if (balance === balanceFen) continue;
    return {
      isSound: false,
      brokenAt: { row, expectedFen: balance, foundFen: balanceFen },
      openingFen: opening,
      closingFen: moves.at(-1)!.balanceFen,
    };
  }
  return { isSound: true, openingFen: opening, closingFen: balance };
}

/** Groups in order; within a group a walk from balance to balance that uses every movement once. */
function followLoosely(moves: readonly Movement[], groupOf: (move: Movement) => string): BalanceCheck | undefined {
  let balance: number | undefined;
  let opening = 0;
  for (let from = 0; from < moves.length;) {
    let to = from + 1;
    while (to < moves.length && groupOf(moves[to]!) === groupOf(moves[from]!)) to++;
    const group = moves.slice(from, to);
    const start = balance ?? startOf(group);
    if (from === 0) opening = start;
    const end = start + group.reduce((sum, move) => sum + move.amountFen, 0);
    if (!isWalk(group, start, end)) return undefined;
    balance = end;
    from = to;
  }
  return { isSound: true, openingFen: opening, closingFen: balance ?? opening };
}

/**
 * Every movement leads from one balance to the next; all of them make one walk from `start` to `end` exactly when each balance
 * is entered as often as it is left (an Eulerian path) and all hang together, which balances of one account do.
 */
function isWalk(group: readonly Movement[], start: number, end: number): boolean {
  const degree = new Map<number, number>();
  const add = (balance: number, by: number) => degree.set(balance, (degree.get(balance) ?? 0) + by);
  for (const { amountFen, balanceFen } of group) {
    add(balanceFen - amountFen, 1);
    add(balanceFen, -1);
  }
  add(start, -1);
  add(end, 1);
  return [...degree.values()].every((d) => d === 0);
}

/** The balance that is left but never entered. */
function startOf(group: readonly Movement[]): number {
  const entered = new Map<number, number>();
  for (const { balanceFen } of group) entered.set(balanceFen, (entered.get(balanceFen) ?? 0) + 1);
  for (const { amountFen, balanceFen } of group) {
    const before = balanceFen - amountFen;
    const times = entered.get(before) ?? 0;
    if (times === 0) return before;
    entered.set(before, times - 1);
  }
  return group[0]!.balanceFen - group[0]!.amountFen;
}

function isNewestFirst(moves: readonly Movement[]): boolean {
  return moves[0]!.at > moves.at(-1)!.at;
}
