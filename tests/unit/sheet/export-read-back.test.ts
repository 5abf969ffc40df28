import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportMerchants } from '@renderer/workers/sheet/export-merchants';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import type { CoreClient } from '@shared/contracts/core';
import { MERCHANT_INPUT_FIELDS, type MerchantField, type MerchantValues } from '@shared/entities/merchant';
import { createPlan } from '@shared/imports/plan';
import { understandSheets } from '@shared/imports/understand';
import { packRows } from '@shared/kernel/columns';
import { ok, unwrap } from '@shared/kernel/result';
import { checkField, checkMerchant } from '@shared/rules/fields';
import { hasError } from '@shared/rules/issues';
import { syntheticMerchant } from '../../support/factories/import-batch';
import { joined } from './written';

const QUERY = { filter: {}, sort: { field: 'name', descending: false }, offset: 0, limit: 1 };

/** A core that hands these rows out unmasked: what leaves the gate is its business, not the file's. */
function coreOf(rows: readonly MerchantValues[]): CoreClient {
  const batch = packRows(MERCHANT_INPUT_FIELDS, rows);
  return { execute: () => Promise.resolve(ok(batch) as never), ask: () => Promise.reject(new Error('not asked')) };
}

async function exported(rows: readonly MerchantValues[], format: 'xlsx' | 'csv', locale: 'zh' | 'en') {
  const input = { format, locale, fields: MERCHANT_INPUT_FIELDS, query: QUERY };
  return joined(unwrap(await exportMerchants(coreOf(rows), input)).chunks);
}

async function imported(bytes: Uint8Array, name: string) {
  const { sheets } = unwrap(await readSpreadsheet(bytes, name));
  const { sheet, headerRow, mapping, doubtful } = unwrap(understandSheets(sheets));
  const plan = createPlan(sheet, headerRow, mapping).checkAll();
  return { mapping, doubtful, plan, records: [...plan.records()] };
}

/** Every input field, in order, absent ones as ''. */
function full(values: MerchantValues): MerchantValues {
  return Object.fromEntries(MERCHANT_INPUT_FIELDS.map((field) => [field, values[field] ?? '']));
}

/** Words that a spreadsheet would like to turn into something else, and ones that are hard to write down. */
const WORDS = [
  '=1+1',
  '+8613800000000',
  '-12.50',
  '@SUM(A1)',
  '＝1+1',
  '0012',
  '62000000000000000000000001',
  '1E5',
  '2025-06-30',
  'TRUE',
  '"引号"',
  "it's",
  '逗,号;和\\',
  '<&>]]>',
  '_x000D_',
  '𠮷野家😀',
  '#REF!',
];
const LINES = [...WORDS, '第一行\n第二行', 'a\n=b', '长'.repeat(500)];
const LEVELS = ['', 'A', 'D'];

/** Those of the words that may be stored in a field: what no merchant holds is never exported. */
function storable(field: MerchantField, words: readonly string[]): string[] {
  return words.filter((word) => {
    const { value, issues } = checkField(field, word);
    return value === word && !hasError(issues);
  });
}

const merchants = fc
  .array(
    fc.record({
      name: fc.constantFrom('青禾便利店', ...storable('name', WORDS)),
      legalName: fc.constantFrom('安晓禾', ...storable('legalName', WORDS)),
      address: fc.constantFrom('', ...storable('address', WORDS)),
      remark: fc.constantFrom('', ...storable('remark', LINES)),
      businessScope: fc.constantFrom('', ...storable('businessScope', LINES)),
      level: fc.constantFrom(...LEVELS),
      ratePpm: fc.integer({ min: 0, max: 30_000 }).map(String),
      onboardedOn: fc.constantFrom('1999-12-31', '2024-02-29', '2025-06-16'),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => rows.map((changes, i) => full({ ...syntheticMerchant(i + 1), ...changes })));

it('is refused, not cut, where a sheet has no room for the rows', async () => {
  const rows = 1_048_576;
  const execute = () => Promise.resolve(ok({ rows, columns: {} }) as never);
  const core: CoreClient = { execute, ask: () => Promise.reject(new Error('not asked')) };
  const refused = await exportMerchants(core, { locale: 'zh', format: 'xlsx', fields: [], query: QUERY });
  expect(refused).toMatchObject({ error: { code: 'export.too_many_rows', params: { rows, limit: rows - 1 } } });
});

describe.each(['xlsx', 'csv'] as const)('an export as .%s', (format) => {
  it.each(['zh', 'en'] as const)('imports again as it was (%s)', async (locale) => {
    await fc.assert(
      fc.asyncProperty(merchants, async (rows) => {
        fc.pre(rows.every((row) => checkMerchant(row).length === 0));
        const { mapping, doubtful, records } = await imported(await exported(rows, format, locale), `商户.${format}`);
        expect([Object.keys(mapping), doubtful]).toEqual([MERCHANT_INPUT_FIELDS, []]);
        expect(records.map(({ status, values }) => [status, full(values)])).toEqual(rows.map((row) => ['valid', row]));
      }),
      { numRuns: 40 },
    );
  });

  it('is the same file for the same rows', async () => {
    const rows = [1, 2, 3].map((n) => full(syntheticMerchant(n)));
    expect(await exported(rows, format, 'zh')).toEqual(await exported(rows, format, 'zh'));
  });
});
