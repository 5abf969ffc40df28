import { beforeEach, describe, expect, it } from 'vitest';
import type { MerchantValues } from '@shared/entities/merchant';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import {
  commitInput,
  createOne,
  dumpTables,
  importRows,
  listOf,
  syntheticMerchant,
} from '../../support/factories/merchants';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
});

type Row = MerchantValues & { id: string; rev: number };
const many = (count: number, from = 0) => Array.from({ length: count }, (_, i) => syntheticMerchant(from + i));

async function rowsOf(creates: readonly MerchantValues[], updates: readonly Row[] = [], fills: readonly Row[] = []) {
  const input = await commitInput(core, creates, updates);
  return { ...input, fills: (await commitInput(core, [], fills)).updates };
}

async function preview(input: Awaited<ReturnType<typeof rowsOf>>) {
  const { tableVersion, creates, updates, fills } = input;
  return core.as('entry').ask('import.preview', { tableVersion, creates, updates, fills });
}

describe('import.preview', () => {
  it('says what the commit then does, and stores nothing', async () => {
    await importRows(core, many(5));
    const [a, b, c, d] = await listOf(core);
    const input = await rowsOf(
      many(2, 10),
      [
        { id: a!.id, rev: 1, name: '新名称', remark: '补充' },
        { id: b!.id, rev: 1, name: b!.name ?? '' },
      ],
      [
        { id: c!.id, rev: 1, name: '不写', remark: '补上', email: 'a@example.com' },
        { id: d!.id, rev: 1, name: '不写' },
      ],
    );
    const before = await dumpTables(core);
    expect(unwrap(await preview(input))).toEqual({
      create: 2,
      update: 1,
      fill: 1,
      unchanged: 2,
      fields: [{ field: 'name', count: 1 }],
      filled: [
        { field: 'email', count: 1 },
        { field: 'remark', count: 2 },
      ],
    });
    expect(await dumpTables(core)).toBe(before);
    const done = unwrap(await core.as('entry').execute('import.commit', { ...input, allowSameFile: true }));
    expect(done).toMatchObject({ created: 2, updated: 2 });
    expect(unwrap(await core.as('entry').ask('import.batch', { batchId: done.batchId }))).toMatchObject({ skipped: 2 });
    expect(await listOf(core)).toMatchObject([
      { name: '新名称', remark: '补充' },
      { name: b!.name },
      { name: c!.name, remark: '补上', email: 'a@example.com' },
      { name: d!.name },
      {},
      {},
      {},
    ]);
  });

  it('refuses for the same reasons as the commit', async () => {
    const made = await createOne(core, 1);
    const cases = [
      await rowsOf([]),
      { ...(await rowsOf(many(1, 5))), tableVersion: 999 },
      await rowsOf([{ ...syntheticMerchant(5), mcc: '9' }]),
      await rowsOf(many(2)),
      await rowsOf([], [{ id: made.id, rev: 7, remark: 'x' }]),
      await rowsOf([], [{ id: made.id, rev: 1, mcc: 'x' }]),
      await rowsOf([], [], [{ id: 'nobody', rev: 1, remark: 'x' }]),
      // One merchant cannot be written twice.
      await rowsOf([], [{ id: made.id, rev: 1, remark: 'x' }], [{ id: made.id, rev: 1, email: 'a@example.com' }]),
    ];
    for (const input of cases) {
      const refused = await core.as('entry').execute('import.commit', input);
      expect(refused.ok).toBe(false);
      expect(await preview(input)).toEqual(refused);
    }
  });
});

describe('import.commit to merchants found by name', () => {
  it('may give them the USCC of the file, unless somebody has it', async () => {
    await importRows(core, many(2));
    const [a, b] = await listOf(core);
    const uscc = syntheticMerchant(60).uscc;
    expect(await importRows(core, [], [{ id: a!.id, rev: 1, uscc }], 2)).toMatchObject({ updated: 1 });
    expect((await listOf(core))[0]).toMatchObject({ id: a!.id, uscc });
    const taken = await rowsOf([], [], [{ id: b!.id, rev: 1, uscc }]);
    // A fill leaves the code alone that is there.
    expect(unwrap(await preview(taken))).toMatchObject({ fill: 0, unchanged: 1 });
    const update = { ...(await rowsOf([], [{ id: b!.id, rev: 1, uscc }])), allowSameFile: true };
    const refused = {
      error: { code: 'merchant.uscc_taken', issues: [{ field: 'updates.0.uscc', code: 'uscc.taken' }] },
    };
    expect(await core.as('entry').execute('import.commit', update)).toMatchObject(refused);
  });

  it('lets a row take the code another row of the import gives up, and two swap theirs', async () => {
    await importRows(core, many(3));
    const [a, b, c] = await listOf(core);
    const swap = [
      { id: a!.id, rev: 1, uscc: b!.uscc ?? '' },
      { id: b!.id, rev: 1, uscc: a!.uscc ?? '' },
      { id: c!.id, rev: 1, uscc: syntheticMerchant(70).uscc },
    ];
    const { batchId } = await importRows(core, [syntheticMerchant(2)], swap, 2);
    expect((await listOf(core)).map((row) => row.uscc)).toEqual([
      b!.uscc,
      a!.uscc,
      syntheticMerchant(70).uscc,
      c!.uscc,
    ]);
    unwrap(await core.as('entry').execute('import.revert', { batchId }));
    expect((await listOf(core)).map((row) => row.uscc)).toEqual([a!.uscc, b!.uscc, c!.uscc]);
  });

  it('refuses one code twice: in two updates, or in an update and a new row', async () => {
    await importRows(core, many(2));
    const [a, b] = await listOf(core);
    const uscc = syntheticMerchant(60).uscc;
    const two = [a!, b!].map(({ id }) => ({ id, rev: 1, uscc }));
    const refused = (field: string) => ({ error: { code: 'merchant.uscc_taken', issues: [{ field }] } });
    expect(await preview(await rowsOf([], two))).toMatchObject(refused('updates.1.uscc'));
    const both = await rowsOf([syntheticMerchant(60)], [two[0]!]);
    expect(await preview(both)).toMatchObject(refused('creates.0.uscc'));
  });
});
