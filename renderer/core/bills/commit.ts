import type { BillCommandIo, BillInput } from '@shared/contracts/bills';
import type { CallOptions } from '@shared/contracts/core';
import { numbersOf } from '@renderer/data/txn-numbers';
import { groupId, placeOf, readGroup } from '@renderer/data/txn-blocks';
import type {
  BillFileRow,
  BillRow,
  ChannelAccountRow,
  ChannelTermsRow,
  CouponDayRow,
  FeeDayRow,
  TxnBlockRow,
  TxnDayRow,
  TxnNumbersRow,
} from '@renderer/data/txn-rows';
import type { PayerDayRow } from '@renderer/data/payer-days';
import type { BulkChange } from '@renderer/data/unit-of-work';
import { gzip } from '../backup/file/compress';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { prepareNotices, type PreparedNotices } from '../reminders/notices';
import { accountId, accountOfBill, accountsById, isAccountWithinReach } from './accounts';
import { bookOf, requireProven } from './check-bill';
import { DayDeltas } from './day-deltas';
import { CouponDeltas } from './coupon-days';
import { FeeDeltas } from './fee-days';
import { PayerDeltas } from './payer-days';
import { termsById } from './terms';
import { KnownKeys } from './known-keys';
import { buildBlocks } from './build-blocks';

export interface PreparedBills {
  bills: BillRow[];
  files: BillFileRow[];
  blocks: TxnBlockRow[];
  numbers: TxnNumbersRow[];
  days: TxnDayRow[];
  fees: FeeDayRow[];
  payers: PayerDayRow[];
  couponDays: CouponDayRow[];
  accounts: ChannelAccountRow[];
  unknownAccounts: number;
  notices: PreparedNotices;
  change: BulkChange;
}

/** Everything slow about storing bills: sums worked out again, known lines found, payers masked and sealed, rollups prepared. */
export async function prepareBills(
  ctx: CoreContext,
  { bills, files }: BillCommandIo['bill.commit']['input'],
  call: CallOptions,
): Promise<PreparedBills> {
  for (const bill of bills) {
    requireProven(bill);
    if (!files.some((file) => file.sha256 === bill.sha256))
      refuse('input.invalid', { issues: [{ field: 'files', code: 'missing' }] });
  }
  const work = new Commit(ctx, ctx.newId(), await termsById(ctx), await accountsById(ctx));
  for (const bill of bills) work.requireReach(bill);
  const total = bills.reduce((sum, bill) => sum + bill.rows.valid, 0);
  for (const [n, bill] of bills.entries()) {
    await work.add(bill, n, (done) => call.onProgress?.(done, total));
    if (call.isCancelled?.()) refuse('operation.cancelled');
  }
  return work.finish(files);
}

class Commit {
  private readonly rows: BillRow[] = [];
  private readonly blocks: TxnBlockRow[] = [];
  private readonly numbers: TxnNumbersRow[] = [];
  private readonly days = new DayDeltas();
  private readonly fees = new FeeDeltas();
  private readonly payers = new PayerDeltas();
  private readonly coupons = new CouponDeltas();
  private readonly keys: KnownKeys;
  private readonly seen = new Map<
    string,
    { account: string; label: string; channel: BillInput['channel']; from: string; to: string }
  >();
  private done = 0;

  constructor(
    private readonly ctx: CoreContext,
    private readonly batchId: string,
    private readonly terms: ReadonlyMap<string, ChannelTermsRow>,
    private readonly known: ReadonlyMap<string, ChannelAccountRow>,
  ) {
    this.keys = new KnownKeys((group) => readGroup(ctx.db, group));
  }

  /** Somebody with a part of the merchants may store what belongs to these, or to nobody yet. */
  requireReach(bill: BillInput): void {
    for (const { account } of bill.groups) {
      const row = this.known.get(accountId(bill.channel, this.accountOf(bill, account).account));
      if (row?.merchantId && !isAccountWithinReach(this.ctx, row)) refuse('merchant.out_of_reach');
    }
  }

  async add(bill: BillInput, n: number, onProgress: (done: number) => void): Promise<void> {
    const { ctx, batchId } = this;
    const id = `${batchId}|${String(n).padStart(4, '0')}`;
    const book = bookOf(bill.kind);
    const leansOn: string[] = [];
    const own: TxnBlockRow[] = [];
    const accounts = new Set<string>();
    let added = 0;
    for (const group of bill.groups) {
      const { account, label } = this.accountOf(bill, group.account);
      const place = groupId(book, group.bizDate, bill.channel, account);
      const fresh = await this.keys.takeNew(place, group);
      if (fresh.length < group.rows) leansOn.push(place);
      accounts.add(account);
      this.see(bill.channel, account, label, group.bizDate);
      this.done += group.rows;
      onProgress(this.done);
      if (fresh.length === 0) continue;
      const plans = book === 't' ? this.terms.get(accountId(bill.channel, account))?.plans : undefined;
      const blocks = await buildBlocks(ctx, group, fresh, place, id, plans);
      added += fresh.length;
      own.push(...blocks);
      if (book === 't') {
        for (const block of blocks) {
          this.days.add(block, 1);
          this.payers.add(block, 1);
        }
      }
      for (const block of blocks) {
        this.fees.add(block, 1);
        this.coupons.add(block, 1);
      }
    }
    this.blocks.push(...own);
    if (book === 't' && own.length > 0) this.numbers.push(numbersOf(id, own));
    const dates = bill.groups.map((g) => g.bizDate).sort();
    this.rows.push({
      id,
      batchId,
      at: ctx.now(),
      by: ctx.session.actor?.adminId ?? '',
      byName: ctx.session.actor?.name ?? '',
      fileName: bill.fileName,
      sha256: bill.sha256,
      kind: bill.kind,
      channel: bill.channel,
      accounts: [...accounts],
      from: dates[0] ?? '',
      to: dates.at(-1) ?? '',
      rows: bill.rows.valid,
      added,
      known: bill.groups.length === 0 ? 0 : bill.rows.valid - added,
      leansOn,
      totals: bill.totals,
      state: 'done',
      revertedAt: 0,
      revertedBy: '',
    });
  }

  async finish(files: BillCommandIo['bill.commit']['input']['files']): Promise<PreparedBills> {
    const { ctx, batchId, rows, blocks } = this;
    const stored: BillFileRow[] = [];
    for (const { sha256, fileName, bytes } of files) {
      const id = `${batchId}|${sha256}`;
      // Packed before it is sealed: afterwards nothing packs it any more, here, in the journal and in every backup.
      const box = await ctx.vault.sealBytes(`billFiles|${id}`, await gzip(bytes));
      stored.push({ id, fileName, bytes: bytes.length, packed: 'gzip', box });
    }
    const sum = (of: (row: BillRow) => number) => rows.reduce((total, row) => total + of(row), 0);
    const accounts = this.updatedAccounts();
    const days = await this.days.apply(ctx.db);
    // Of receipts alone: movements of an account and our own ledger tell of the same money again.
    const receipts = blocks.filter(({ id }) => placeOf(id).book === 't');
    return {
      bills: rows,
      files: stored,
      blocks,
      numbers: this.numbers,
      days,
      fees: await this.fees.apply(ctx.db),
      payers: await this.payers.apply(ctx.db),
      couponDays: await this.coupons.apply(ctx.db),
      accounts,
      unknownAccounts: accounts.filter((a) => a.merchantId === '').length,
      notices: await prepareNotices(ctx, { batchId, blocks: receipts, days, accounts }),
      change: {
        targetType: 'billBatch',
        targetId: batchId,
        targetLabel: rows.length === 1 ? rows[0]!.fileName : `${rows[0]!.fileName} +${rows.length - 1}`,
        counts: { bills: rows.length, added: sum((r) => r.added), known: sum((r) => r.known) },
        rowsHash: ctx.audit.sha256(blocks.map((b) => `${b.id}\n${b.text.key?.text ?? ''}`).join('\n')),
      },
    };
  }

  private accountOf(bill: BillInput, account: string): { account: string; label: string } {
    return accountOfBill(this.ctx, this.known, bill, account);
  }

  private see(channel: BillInput['channel'], account: string, label: string, day: string): void {
    const id = accountId(channel, account);
    const seen = this.seen.get(id) ?? { account, label, channel, from: day, to: day };
    this.seen.set(id, { ...seen, from: day < seen.from ? day : seen.from, to: day > seen.to ? day : seen.to });
  }

  private updatedAccounts(): ChannelAccountRow[] {
    return [...this.seen].map(([id, { account, label, channel, from, to }]) => {
      const before = this.known.get(id);
      return {
        id,
        channel,
        account,
        label,
        merchantId: before?.merchantId ?? '',
        firstSeen: before && before.firstSeen < from ? before.firstSeen : from,
        lastSeen: before && before.lastSeen > to ? before.lastSeen : to,
      };
    });
  }
}

/** Groups of the blocks of a bill: what a later bill may lean on. */
export function groupsOf(blocks: readonly Pick<TxnBlockRow, 'id'>[]): Set<string> {
  return new Set(
    blocks.map(({ id }) => {
      const { book, bizDate, channel, account } = placeOf(id);
      return groupId(book, bizDate, channel, account);
    }),
  );
}
