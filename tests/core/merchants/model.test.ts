import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MerchantFilter, MerchantView } from '@shared/contracts/core';
import type { MerchantValues } from '@shared/entities/merchant';
import { MerchantHeads, type MerchantsKnown } from '@renderer/data/merchant-heads';
import { unwrap } from '@shared/kernel/result';
import { pinyinOf } from '@shared/rules/pinyin';
import { openCore, type OpenedCore } from '../../support/open-core';
import { BY_NUMBER, createOne, importRows, listOf, syntheticMerchant } from '../../support/factories/merchants';

/** What the naive model remembers of a merchant: enough to foretell every list. */
interface Known {
  id: string;
  no: string;
  rev: number;
  plain: MerchantValues;
  status: string;
  deleted: boolean;
  createdBy: string;
}

type Step =
  | { kind: 'create'; name: number }
  | { kind: 'update' | 'remark'; at: number; name: number }
  | { kind: 'status' | 'delete' | 'restore' | 'purge'; at: number }
  | { kind: 'import'; rows: number; updates: number[] }
  | { kind: 'revert'; at: number };

const NAMES = ['青禾便利店', '重庆小面馆', '长沙KFC（一店）', '晓岚文具 店', '西藏药房', 'ABC商行', '安徽六安茶叶'];
const at = fc.nat(40);
const name = fc.nat(NAMES.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('create' as const), name }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('update' as const, 'remark' as const), at, name }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('status' as const, 'delete' as const, 'restore' as const, 'purge' as const),
      at,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      rows: fc.nat(6),
      updates: fc.array(at, { maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('revert' as const), at }) },
);

class Model {
  rows = new Map<string, Known>();
  batches: { id: string; created: string[]; before: Map<string, Known> }[] = [];
  private imports = 0;
  serial = 0;
  constructor(private readonly core: OpenedCore) {}

  living = (): Known[] => [...this.rows.values()].filter((r) => !r.deleted);
  pick = (list: Known[], n: number): Known | undefined => list[n % Math.max(list.length, 1)];

  async run(one: Step): Promise<void> {
    const boss = this.core.as('super');
    switch (one.kind) {
      case 'create': {
        const plain = this.fresh(one.name);
        const made = await createOne(this.core, 0, plain);
        this.learn(made, plain);
        return;
      }
      case 'update':
      case 'remark': {
        const row = this.pick(this.living(), one.at);
        if (!row) return;
        const patch: MerchantValues =
          one.kind === 'update' ? { name: `${NAMES[one.name]!}${row.no}改${row.rev}` } : { remark: `第${row.rev}次` };
        unwrap(await boss.execute('merchant.update', { id: row.id, rev: row.rev, values: patch }));
        this.change(row.id, { plain: { ...row.plain, ...patch } });
        return;
      }
      case 'status': {
        const row = this.pick(
          this.living().filter((r) => r.status === 'SUBMITTED'),
          one.at,
        );
        if (!row) return;
        unwrap(await boss.execute('merchant.setStatus', { ids: [row.id], to: 'ACTIVE', reason: '' }));
        this.change(row.id, { status: 'ACTIVE' });
        return;
      }
      case 'delete': {
        const row = this.pick(
          this.living().filter((r) => r.status === 'SUBMITTED'),
          one.at,
        );
        if (!row) return;
        unwrap(await boss.execute('merchant.delete', { ids: [row.id], reason: '' }));
        this.change(row.id, { deleted: true });
        return;
      }
      case 'restore':
      case 'purge': {
        const row = this.pick(
          [...this.rows.values()].filter((r) => r.deleted),
          one.at,
        );
        if (!row) return;
        if (one.kind === 'restore') {
          unwrap(await boss.execute('merchant.restore', { ids: [row.id] }));
          this.change(row.id, { deleted: false });
        } else {
          unwrap(await boss.execute('merchant.purge', { ids: [row.id], reason: '' }));
          this.rows.delete(row.id);
        }
        return;
      }
      case 'import':
        return this.import(one.rows, one.updates);
      case 'revert':
        return this.revert(one.at);
    }
  }

  private async import(count: number, picks: number[]): Promise<void> {
    const targets = new Set(picks.map((n) => this.pick(this.living(), n)).filter((r) => r !== undefined));
    const creates = Array.from({ length: count }, () => this.fresh(this.serial));
    if (creates.length + targets.size === 0) return;
    const updates = [...targets].map((row) => ({ id: row.id, rev: row.rev, address: `导入路${row.rev}号` }));
    // Never the seed of an earlier file, reverted or not: the same file is refused.
    const seed = ++this.imports;
    const { batchId } = await importRows(this.core, creates, updates, seed);
    const before = new Map([...targets].map((row) => [row.id, { ...row }]));
    for (const u of updates) this.change(u.id, { plain: { ...this.rows.get(u.id)!.plain, address: u.address } });
    const made = await listOf(this.core, { filter: { importBatchId: batchId } });
    made.forEach((view, i) => this.learn(view, creates[i]!));
    this.batches.push({ id: batchId, created: made.map((m) => m.id), before });
  }

  private async revert(n: number): Promise<void> {
    const [batch] = this.batches.length > 0 ? this.batches.splice(n % this.batches.length, 1) : [];
    if (!batch) return;
    unwrap(await this.core.as('entry').execute('import.revert', { batchId: batch.id }));
    for (const id of batch.created) if (this.rows.get(id)?.rev === 1) this.rows.delete(id);
    for (const [id, was] of batch.before) {
      if (this.rows.get(id)?.rev === was.rev + 1) this.rows.set(id, { ...was, rev: was.rev + 2 });
    }
  }

  private fresh(nameIndex: number): MerchantValues & { name: string; uscc: string } {
    this.serial += 1;
    const plain = syntheticMerchant(this.serial);
    return { ...plain, name: `${NAMES[nameIndex % NAMES.length]!}${this.serial}` };
  }

  private learn(view: MerchantView, plain: MerchantValues): void {
    const { id, rev, merchantNo: no = '', status = '', createdBy } = view;
    this.rows.set(id, { id, no, rev, plain, status, deleted: false, createdBy });
  }

  private change(id: string, patch: Partial<Known>): void {
    const row = this.rows.get(id)!;
    this.rows.set(id, { ...row, ...patch, rev: row.rev + 1 });
  }

  /** The naive way: look at every row. */
  find(filter: MerchantFilter): string[] {
    const words = (filter.text ?? '').toLowerCase().replace('（', '(').split(/\s+/).filter(Boolean);
    return [...this.rows.values()]
      .filter(
        (r) => r.deleted === (filter.deleted ?? false) && (!filter.status || filter.status.includes(r.status as never)),
      )
      .filter((r) => {
        const { full, initials } = pinyinOf(r.plain.name!);
        const texts = [r.plain.name!, r.plain.shortName!, r.plain.contactName!, r.no, r.plain.uscc!, full, initials];
        const folded = texts.map((t) => t.toLowerCase().replace('（', '(').replace('）', ')'));
        const secret = [r.plain.contactPhone, r.plain.accountNo, r.plain.legalIdNo].includes(filter.text ?? '');
        return secret || words.every((w) => folded.some((t) => t.includes(w)));
      })
      .sort((a, b) => (a.no < b.no ? -1 : 1))
      .map((r) => r.id);
  }
}

const QUERIES: MerchantFilter[] = [
  {},
  { deleted: true },
  { text: '青禾' },
  { text: 'kfc（一' },
  { text: 'cqxm' },
  { text: '文具 店' },
  { text: 'xizang' },
  { text: 'm0000000' },
  { text: '改', status: ['SUBMITTED'] },
  { status: ['ACTIVE'] },
  { text: '13800000003' },
  { text: syntheticMerchant(2).accountNo! },
  { text: syntheticMerchant(4).uscc },
];

describe('any sequence of creating, editing, deleting, importing and undoing', () => {
  it('gives the lists a naive model gives, before and after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        const core = await openCore();
        const model = new Model(core);
        for (const one of steps) await model.run(one);
        const compare = async (opened: OpenedCore): Promise<void> => {
          for (const filter of QUERIES) {
            expect(
              (await listOf(opened, { filter })).map((r) => r.id),
              JSON.stringify(filter),
            ).toEqual(model.find(filter));
          }
          for (const view of await listOf(opened)) {
            const known = model.rows.get(view.id)!;
            expect(view).toMatchObject({ rev: known.rev, status: known.status, merchantNo: known.no });
            expect([view.name, view.address, view.remark]).toEqual([
              known.plain.name,
              known.plain.address,
              known.plain.remark,
            ]);
          }
        };
        await compare(core);
        const { merchants, db } = core.core.context;
        const heads = await MerchantHeads.of(db);
        const headsOf = (of: MerchantsKnown) =>
          of
            .allIds()
            .sort()
            .map((id) => {
              const { rev, updatedAt, createdBy, ownerId } = of.get(id)!;
              return [id, rev, updatedAt, createdBy, ownerId ?? ''];
            });
        expect(headsOf(heads)).toEqual(headsOf(merchants));
        const memory = await snapshot(core);
        const again = await core.reopen();
        await compare(again);
        expect(await snapshot(again)).toEqual(memory);
        expect(unwrap(await again.as('super').ask('audit.verify', {})).verdict).toBe('ok');
        await again.close();
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

const SORTS = ['name', 'updatedAt', 'status', 'ratePpm', 'city', 'uscc', 'address'];

/** Every sort in both directions, and the count of the next number. */
async function snapshot(core: OpenedCore): Promise<unknown> {
  const lists: string[][] = [];
  for (const field of SORTS) {
    for (const descending of [false, true]) {
      const query = { ...BY_NUMBER, sort: { field, descending } };
      lists.push(unwrap(await core.as('super').ask('merchant.list', query)).rows.map((r) => r.id));
    }
  }
  return [lists, core.core.context.merchants.nextNumber];
}
