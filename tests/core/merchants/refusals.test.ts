import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandIo, CommandName, QueryName } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore, type Who } from '../../support/open-core';
import {
  BY_NUMBER,
  commitInput,
  createOne,
  dumpMemory,
  dumpTables,
  failInTransaction,
  importRows,
  syntheticMerchant,
} from '../../support/factories/merchants';

type Input<N extends CommandName> = CommandIo[N]['input'];
interface Case<N extends CommandName = CommandName> {
  name: N;
  /** A role that may not. */
  denied: Who;
  /** Input of the wrong shape. */
  invalid: unknown;
  /** Input that would succeed as the super admin. */
  good(world: World): Promise<Input<N>>;
}

interface World {
  core: OpenedCore;
  draft: string;
  active: string;
  deleted: string;
  batchId: string;
}

const define = <N extends CommandName>(one: Case<N>): Case => one;
const reason = '测试';

const CASES: Case[] = [
  define<'merchant.create'>({
    name: 'merchant.create',
    denied: 'readonly',
    invalid: { values: { nosuchfield: 'x' }, submit: true },
    good: async () => ({ values: syntheticMerchant(901), submit: true }),
  }),
  define<'merchant.update'>({
    name: 'merchant.update',
    denied: 'readonly',
    invalid: { id: 'x', rev: 'one', values: {} },
    good: async ({ draft }) => ({ id: draft, rev: 1, values: { name: '改名商户' } }),
  }),
  define<'merchant.setStatus'>({
    name: 'merchant.setStatus',
    denied: 'entry',
    invalid: { ids: ['x'], to: 'FROZEN', reason },
    good: async ({ active }) => ({ ids: [active], to: 'SUSPENDED', reason }),
  }),
  define<'merchant.delete'>({
    name: 'merchant.delete',
    denied: 'finance',
    invalid: { ids: [], reason },
    good: async ({ draft }) => ({ ids: [draft], reason }),
  }),
  define<'merchant.restore'>({
    name: 'merchant.restore',
    denied: 'finance',
    invalid: { ids: 'all' },
    good: async ({ deleted }) => ({ ids: [deleted] }),
  }),
  define<'merchant.purge'>({
    name: 'merchant.purge',
    denied: 'entry',
    invalid: { ids: ['x'] },
    good: async ({ deleted }) => ({ ids: [deleted], reason }),
  }),
  define<'merchant.reveal'>({
    name: 'merchant.reveal',
    denied: 'entry',
    invalid: { id: 'x', field: 'name' },
    good: async ({ active }) => ({ id: active, field: 'legalIdNo' }),
  }),
  define<'merchant.export'>({
    name: 'merchant.export',
    denied: 'entry',
    invalid: { filter: {}, sort: { field: 'accountNo', descending: false }, fields: ['name'], format: 'csv' },
    good: async () => ({ filter: {}, sort: BY_NUMBER.sort, fields: ['name'], format: 'csv' }),
  }),
  define<'import.commit'>({
    name: 'import.commit',
    denied: 'finance',
    invalid: { fileName: '', sha256: 'no', creates: { rows: 2, columns: {} } },
    good: ({ core }) => commitInput(core, [syntheticMerchant(902), syntheticMerchant(903)], [], 77),
  }),
  define<'import.revert'>({
    name: 'import.revert',
    denied: 'finance',
    invalid: { batchId: '' },
    good: async ({ batchId }) => ({ batchId }),
  }),
  define<'importMapping.save'>({
    name: 'importMapping.save',
    denied: 'readonly',
    invalid: { fingerprint: 'f', mapping: { name: -1 } },
    good: async () => ({ fingerprint: 'f', mapping: { name: 0 }, values: {} }),
  }),
  define<'sample.load'>({
    name: 'sample.load',
    denied: 'finance',
    invalid: { rows: 5 },
    good: async () => ({}),
  }),
  define<'sample.remove'>({
    name: 'sample.remove',
    denied: 'entry',
    invalid: { all: true },
    good: async ({ core }) => {
      unwrap(await core.as('super').execute('sample.load', {}));
      return {};
    },
  }),
];

let world: World;

beforeEach(async () => {
  const core = await openCore();
  const draft = await createOne(core, 1, {}, false);
  const active = await createOne(core, 2);
  const deleted = await createOne(core, 3, {}, false);
  const boss = core.as('super');
  unwrap(await boss.execute('merchant.setStatus', { ids: [active.id], to: 'ACTIVE', reason }));
  unwrap(await boss.execute('merchant.delete', { ids: [deleted.id], reason }));
  const { batchId } = await importRows(core, [syntheticMerchant(4), syntheticMerchant(5)]);
  world = { core, draft: draft.id, active: active.id, deleted: deleted.id, batchId };
});

describe.each(CASES)('$name', (one) => {
  it('is denied to a role without the permission, and only the denial is stored', async () => {
    const { core } = world;
    const input = await one.good(world);
    const before = await dumpTables(core, ['audit']);
    const memory = await dumpMemory(core);
    expect(await core.as(one.denied).execute(one.name, input)).toMatchObject({ error: { code: 'access.denied' } });
    expect(await dumpTables(core, ['audit'])).toBe(before);
    expect(await dumpMemory(core)).toBe(memory);
    const last = unwrap(await core.as('super').ask('audit.list', { log: 'all', limit: 1 })).rows[0];
    expect(last).toMatchObject({ action: one.name, result: 'denied' });
  });

  it('answers input of the wrong shape with issues and changes nothing', async () => {
    const { core } = world;
    const before = await dumpTables(core);
    const result = await core.as('super').execute(one.name, one.invalid as never);
    expect(result).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await dumpTables(core)).toBe(before);
  });

  it('leaves rows, audit, series and memory as they were when its transaction fails', async () => {
    const { core } = world;
    const input = await one.good(world);
    const before = await dumpTables(core);
    const memory = await dumpMemory(core);
    const stop = failInTransaction(core, one.name === 'importMapping.save' ? 'importMappings' : 'audit');
    const result = await core.as('super').execute(one.name, input);
    stop();
    expect(result).toMatchObject({ error: { code: 'internal.unexpected' } });
    expect(await dumpTables(core)).toBe(before);
    expect(await dumpMemory(core)).toBe(memory);
    expect(await core.as('super').execute(one.name, input)).toMatchObject({ ok: true });
  });
});

const NO_ROWS = { rows: 0, columns: {} };

describe('queries about merchants and imports', () => {
  const asked: [QueryName, unknown, unknown][] = [
    ['merchant.list', BY_NUMBER, { ...BY_NUMBER, limit: 0 }],
    ['merchant.get', { id: 'nobody' }, { id: '' }],
    ['merchant.counts', { filter: {} }, { filter: { colour: 'red' } }],
    ['merchant.history', { id: 'nobody' }, {}],
    ['merchant.duplicates', { name: '青禾' }, { name: 5 }],
    ['import.lookup', { uscc: { rows: 0, columns: {} } }, { uscc: { rows: 1, columns: { uscc: { text: '' } } } }],
    ['import.existing', { ids: [] }, { ids: 'x' }],
    ['import.reach', {}, { all: true }],
    ['import.similar', { rows: NO_ROWS }, { rows: { rows: 1, columns: { name: { text: '' } } } }],
    ['importPending.find', {}, { all: true }],
    ['importPending.decisions', { uploadId: 'u' }, {}],
    ['importPending.part', { uploadId: 'u', part: 0 }, { uploadId: 'u', part: 13 }],
    ['import.preview', { tableVersion: 1, creates: NO_ROWS, updates: NO_ROWS, fills: NO_ROWS }, { creates: NO_ROWS }],
    ['import.batch', { batchId: 'b' }, { batchId: '' }],
    ['import.revertPreview', { batchId: 'b' }, {}],
    ['import.batches', { offset: 0, limit: 10 }, { offset: -1, limit: 10 }],
    ['import.sameFile', { sha256: 'a' }, { sha256: 1 }],
    ['importMapping.find', { fingerprint: 'f' }, {}],
  ];

  it.each(asked)('%s asks for a session and for input of the right shape', async (name, good, invalid) => {
    const { core } = world;
    expect(await core.as('super').ask(name, invalid as never)).toMatchObject({ error: { code: 'input.invalid' } });
    await core.core.execute('session.signOut', {});
    expect(await core.core.ask(name, good as never)).toMatchObject({ error: { code: 'access.signed_out' } });
  });

  it.each([
    'import.lookup',
    'import.existing',
    'import.reach',
    'import.similar',
    'importPending.find',
    'importPending.decisions',
    'importPending.part',
    'import.preview',
    'import.batch',
    'import.revertPreview',
    'import.sameFile',
    'importMapping.find',
  ] as const)('%s is denied to who may not import', async (name) => {
    const input = asked.find(([n]) => n === name)![1];
    expect(await world.core.as('readonly').ask(name, input as never)).toMatchObject({
      error: { code: 'access.denied' },
    });
  });

  it('say so when a merchant does not exist', async () => {
    const nobody = { id: 'nobody' };
    expect(await world.core.as('super').ask('merchant.get', nobody)).toMatchObject({
      error: { code: 'merchant.not_found' },
    });
    expect(await world.core.as('super').ask('merchant.history', nobody)).toMatchObject({
      error: { code: 'merchant.not_found' },
    });
  });
});
