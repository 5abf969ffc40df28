import { MERCHANT_INPUT_FIELDS, type MerchantValues } from '@shared/entities/merchant';
import type { CommandIo, MerchantQuery, MerchantView } from '@shared/contracts/core';
import { packRows } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import type { OpenedCore } from '../open-core';
import { storedRows } from '../stored-rows';
import { syntheticMerchant } from './import-batch';

export { syntheticMerchant };

export const BY_NUMBER = { filter: {}, sort: { field: 'merchantNo', descending: false }, offset: 0, limit: 1_000 };

/** The list as the window gets it, by number unless said otherwise. */
export async function listOf(core: OpenedCore, query: Partial<MerchantQuery> = {}): Promise<MerchantView[]> {
  return unwrap(await core.as('super').ask('merchant.list', { ...BY_NUMBER, ...query })).rows;
}

export async function createOne(
  core: OpenedCore,
  n: number,
  values: MerchantValues = {},
  submit = true,
): Promise<MerchantView> {
  const input = { values: { ...syntheticMerchant(n), ...values }, submit };
  return unwrap(await core.as('entry').execute('merchant.create', input));
}

/** Input of `import.commit` for these rows, at the table version of now. */
export async function commitInput(
  core: OpenedCore,
  creates: readonly MerchantValues[],
  updates: readonly (MerchantValues & { id: string; rev: number })[] = [],
  seed = 1,
): Promise<CommandIo['import.commit']['input']> {
  const lookup = await core.as('entry').ask('import.lookup', { uscc: packRows(['uscc'], []) });
  return {
    fileName: `批次${seed}.xlsx`,
    sha256: seed.toString(16).padStart(64, '0'),
    allowSameFile: false,
    tableVersion: unwrap(lookup).tableVersion,
    failed: 0,
    skipped: 0,
    creates: packRows(MERCHANT_INPUT_FIELDS, creates),
    updates: packRows(
      [...MERCHANT_INPUT_FIELDS, 'id', 'rev'],
      updates.map((u) => ({ ...u, rev: String(u.rev) })),
    ),
    fills: packRows([...MERCHANT_INPUT_FIELDS, 'id', 'rev'], []),
  };
}

export async function importRows(
  core: OpenedCore,
  creates: readonly MerchantValues[],
  updates: readonly (MerchantValues & { id: string; rev: number })[] = [],
  seed = 1,
): Promise<{ batchId: string; created: number; updated: number }> {
  return unwrap(await core.as('entry').execute('import.commit', await commitInput(core, creates, updates, seed)));
}

/** Everything stored, table by table: what a command that failed must leave as it was. That a right was used is noted by itself. */
export async function dumpTables(core: OpenedCore, except: readonly string[] = []): Promise<string> {
  const tables = core.core.context.db.dexie.tables.filter(
    (table) => ![...except, 'rightsUse', 'incidents'].includes(table.name),
  );
  return JSON.stringify(
    await Promise.all(tables.map(async (t) => [t.name, await storedRows(t)])),
    (_, value: unknown) => (value instanceof Uint8Array || value instanceof Uint32Array ? Array.from(value) : value),
  );
}

/** What memory says about every merchant, living and deleted. */
export async function dumpMemory(core: OpenedCore): Promise<string> {
  const living = await listOf(core);
  const deleted = await listOf(core, { filter: { deleted: true } });
  const { merchants } = core.core.context;
  return JSON.stringify([living, deleted, merchants.version, merchants.size, merchants.nextNumber]);
}

/** Makes the audit write of the next command throw inside its transaction; returns how to stop. */
export function failInTransaction(core: OpenedCore, table = 'audit'): () => void {
  const hook = (): never => {
    throw new Error('planted');
  };
  const target = core.core.context.db.dexie.table(table);
  target.hook('creating', hook);
  return () => target.hook('creating').unsubscribe(hook);
}
