import { z } from 'zod/mini';
import { SERIES_KEY } from '@renderer/data/merchant-store';
import { defineCommand } from '../define';
import { prepareSample, prepareSampleRemoval, type PreparedSample, type SampleRemoval } from '../merchants/sample';

export const sampleLoad = defineCommand<'sample.load', PreparedSample>({
  name: 'sample.load',
  access: 'sample:manage',
  zh: '载入示例数据',
  en: 'Load sample data',
  tables: ['merchantBlocks', 'meta'],
  input: z.strictObject({}),
  prepare: (ctx, _input, call) => prepareSample(ctx, call),
  async run(uow, _input, { blocks, nextNumber, change, created }, ctx) {
    if (created === 0) return { created };
    await uow.table('merchantBlocks').bulkPut(blocks.map(({ id, batchId, data }) => ({ id, batchId, columns: data })));
    await uow.table('meta').put({ key: SERIES_KEY, value: nextNumber });
    uow.recordBulk(change);
    uow.onCommit(() => ctx.merchants.apply({ add: blocks, nextNumber }));
    return { created };
  },
});

export const sampleRemove = defineCommand<'sample.remove', SampleRemoval>({
  name: 'sample.remove',
  access: 'sample:manage',
  zh: '清除示例数据',
  en: 'Remove sample data',
  tables: ['merchantBlocks', 'merchantRows', 'importBefore'],
  input: z.strictObject({}),
  prepare: (ctx) => prepareSampleRemoval(ctx),
  async run(uow, _input, { purge, change }, ctx) {
    const removed = purge.tombs.length;
    if (removed === 0) return { removed };
    await uow
      .table('merchantBlocks')
      .bulkPut(purge.blocks.map(({ id, batchId, data }) => ({ id, batchId, columns: data })));
    await uow.table('importBefore').bulkPut(purge.before);
    await uow.table('merchantRows').bulkPut(purge.tombs);
    uow.recordBulk(change);
    uow.onCommit(() => ctx.merchants.apply({ replace: purge.blocks, put: purge.tombs }));
    return { removed };
  },
});

export const sampleCommands = [sampleLoad, sampleRemove] as const;
