import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { merchant, type MerchantField } from '@shared/entities/merchant';
import { createPlan } from '@shared/imports/plan';
import { understandSheets } from '@shared/imports/understand';
import { unwrap } from '@shared/kernel/result';
import { enumLabel } from '@shared/rules/enums';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';

interface Truth {
  bad_rows: { row: number; status: string; duplicate_of_row?: number; errors: { field: string; kind: string }[] }[];
  normalised_rows: { row: number; changes: { field: string; expect: string | { rate_bp: number } }[] }[];
  blank_rows: number[];
  canonical_valid_rows: (Record<string, string | number> & { row: number })[];
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/merchants/', import.meta.url));
const OPEN_SET = '/work/shared/data/open/merchants/';
const FIELD_OF = Object.fromEntries(
  Object.entries(merchant.fields).map(([field, { zh }]) => [zh, field as MerchantField]),
);
/** Kinds of the truth files and the code each must earn. */
const CODE_OF: Record<string, string> = {
  missing_required: 'required',
  missing_required_whitespace: 'required',
  uscc_checksum: 'uscc.checksum',
  uscc_length: 'uscc.length',
  uscc_charset: 'uscc.charset',
  uscc_old_15_digit_reg_no: 'uscc.old_registration',
  idcard_checksum: 'idcard.checksum',
  idcard_length: 'idcard.length',
  idcard_charset: 'idcard.charset',
  idcard_date: 'idcard.date',
  phone_letters: 'phone.format',
  phone_length: 'phone.format',
  phone_prefix: 'phone.format',
  phone_scientific: 'phone.format',
  email_format: 'email.format',
  mcc_invalid: 'mcc.invalid',
  account_invalid: 'account.invalid',
  rate_invalid: 'rate.invalid',
  rate_out_of_range: 'rate.out_of_range',
  date_invalid: 'date.invalid',
  cycle_invalid: 'enum.unknown',
  type_invalid: 'enum.unknown',
};

async function openPlan(folder: string, name: string) {
  const file = unwrap(await readSpreadsheet(new Uint8Array(readFileSync(folder + name)), name));
  const found = unwrap(understandSheets(file.sheets));
  return { found, plan: createPlan(found.sheet, found.headerRow, found.mapping).checkAll() };
}

function print(field: MerchantField, value: string | undefined): string {
  const { type, dictionary } = merchant.fields[field];
  return type === 'enum' && dictionary ? enumLabel(dictionary, value ?? '', 'zh') : (value ?? '');
}

describe.each([
  ['fixtures', FIXTURES],
  ['open set', OPEN_SET],
])('the merchant files (%s)', (_, folder) => {
  const isThere = existsSync(folder);
  it.skipIf(isThere)('are not there: this part is skipped', () => undefined);

  it.skipIf(!isThere).each(['merchants_messy_open_160.xlsx', 'merchants_messy_open_60_gbk.csv'])(
    '%s gives every row the status, codes and values of the truth file',
    async (name) => {
      const truth = JSON.parse(readFileSync(folder + name.replace(/\.\w+$/, '.truth.json'), 'utf8')) as Truth;
      const { found, plan } = await openPlan(folder, name);
      expect(Object.keys(found.mapping)).toHaveLength(22);
      const records = new Map([...plan.records()].map((record) => [record.row, record]));
      const issues = [...plan.issues()];
      const bad = new Map(truth.bad_rows.map((row) => [row.row, row]));
      for (const [row, record] of records) {
        const wanted = bad.get(row)?.status ?? (truth.blank_rows.includes(row) ? 'blank' : 'valid');
        expect(record.status, `row ${row}`).toBe(wanted);
        const errors = issues.filter((one) => one.row === row && one.severity === 'error');
        if (wanted === 'valid') expect(errors).toEqual([]);
        if (wanted !== 'invalid') continue;
        const expected = bad.get(row)!.errors.map(({ field, kind }) => `${FIELD_OF[field]} ${CODE_OF[kind]}`);
        expect(errors.map((one) => `${one.field} ${one.code}`).sort(), `row ${row}`).toEqual(expected.sort());
      }
      for (const canonical of truth.canonical_valid_rows) {
        const { values } = records.get(canonical.row)!;
        for (const [zh, field] of Object.entries(FIELD_OF)) {
          if (!(zh in canonical)) continue;
          const wanted = field === 'ratePpm' ? String(Number(canonical['费率_bp']) * 100) : canonical[zh];
          expect(print(field, values[field]), `row ${canonical.row} ${field}`).toBe(wanted);
        }
      }
      for (const { row, changes } of truth.normalised_rows) {
        for (const { field, expect: wanted } of changes) {
          const text = typeof wanted === 'string' ? wanted.replace(/ \(case-.*/, '') : String(wanted.rate_bp * 100);
          expect(print(FIELD_OF[field]!, records.get(row)!.values[FIELD_OF[field]!]), `row ${row}`).toBe(text);
        }
      }
      for (const { row, duplicate_of_row: original } of truth.bad_rows.filter((r) => r.status === 'duplicate')) {
        expect(plan.page('duplicate', 0, 100).rows.find((r) => r.row === row)?.duplicateOfRow).toBe(original);
      }
    },
  );

  it.skipIf(!isThere).each([
    ['merchants_clean_200.xlsx', 200, 1_002_000],
    ['merchants_clean_200.xls', 200, 1_002_000],
    ['merchants_clean_200_utf8bom.csv', 200, 1_002_000],
    ['merchants_clean_120_gbk.csv', 120, 618_600],
    ['merchants_quoted_60_utf8.csv', 60, null],
  ])('%s is all valid and without a doubt', async (name, rows, ratePpm) => {
    const { plan } = await openPlan(folder, name);
    expect(plan.summary()).toMatchObject({ total: rows, valid: rows, warning: 0, blank: 0 });
    expect([...plan.issues()]).toEqual([]);
    const sum = [...plan.records()].reduce((total, { values }) => total + Number(values.ratePpm), 0);
    if (ratePpm !== null) expect(sum).toBe(ratePpm);
  });
});
