import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '@renderer/workers/sheet/limits';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { writeTemplate } from '@renderer/workers/sheet/template';
import { LISTS_ROW, makeDropLists } from '@renderer/workers/sheet/template-lists';
import { dictionaryItems } from '@shared/entities/dictionaries';
import type { Field } from '@shared/entities/define';
import { merchant, MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';
import { MARK_SHEET, takeMark } from '@shared/imports/file-mark';
import { createPlan } from '@shared/imports/plan';
import { IMPORT_TEMPLATES } from '@shared/imports/templates';
import { understandSheets } from '@shared/imports/understand';
import { unwrap, type Result } from '@shared/kernel/result';
import { cityNames, districtNames, provinceNames } from '@shared/rules/regions';
import { merchantCells, ROW_FIELDS } from '../../support/factories/merchant-row';
import { rawSheet } from '../../support/factories/raw-sheet';
import { grid } from './workbook-builder';
import { joined, partsOf, withCells, withPart, withRows } from './written';

const LOCALES = ['zh', 'en'] as const;
const MARK_PART = 'xl/worksheets/sheet3.xml';
const files: Record<'zh' | 'en', Uint8Array> = { zh: new Uint8Array(), en: new Uint8Array() };

beforeAll(async () => {
  for (const locale of LOCALES) files[locale] = joined(await writeTemplate('merchant', locale));
});

async function understand(bytes: Uint8Array) {
  const { sheets, mark } = takeMark(unwrap(await readSpreadsheet(bytes, '商户导入模板.xlsx')).sheets);
  return { sheets, mark, found: understandSheets(sheets, { mark }) };
}

async function check(bytes: Uint8Array) {
  const { found } = await understand(bytes);
  const { sheet, headerRow, mapping, doubtful, warnings } = unwrap(found);
  const plan = createPlan(sheet, headerRow, mapping, { today: '2026-01-05' }).checkAll();
  return { mapping, doubtful, warnings, plan };
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

/** The n-th good row, in the order of the template's columns. */
function goodRow(n: number, changes: Parameters<typeof merchantCells>[1] = {}): string[] {
  const cells = merchantCells(n, changes);
  return MERCHANT_INPUT_FIELDS.map((field) => cells[(ROW_FIELDS as readonly string[]).indexOf(field)] ?? '');
}

describe('the templates', () => {
  it('are listed, every one, and bear the name of their entity', () => {
    const written = readdirSync('shared/imports/templates').map((file) => file.replace('.ts', ''));
    const names = written.filter((name) => name !== 'index' && name !== 'define');
    expect(Object.keys(IMPORT_TEMPLATES).sort()).toEqual(names.sort());
    for (const [name, template] of Object.entries(IMPORT_TEMPLATES)) expect(template.entity.name).toBe(name);
  });

  it('get a new version with every change of their columns', () => {
    const { version, fields } = IMPORT_TEMPLATES.merchant;
    expect([version, fields.join(' ')]).toEqual([
      2,
      'name shortName merchantType subjectType level uscc legalName legalIdNo contactName contactPhone email province city district address businessScope mcc bankName accountName accountNo ratePpm settleCycle onboardedOn tags remark',
    ]);
  });
});

describe.each(LOCALES)('the merchant template (%s)', (locale) => {
  it('shows two sheets: one to fill in, with required columns marked, and the instructions', async () => {
    const { sheets, mark } = await understand(files[locale]);
    expect(mark).toEqual({ kind: 'template', source: 'merchant', version: 2 });
    expect(sheets.map((sheet) => sheet.hidden)).toEqual([false, false]);
    const headers = MERCHANT_INPUT_FIELDS.map((name) => {
      const field: Field = merchant.fields[name];
      return (field.required ? '*' : '') + field[locale];
    });
    const [data, guide] = sheets.map(grid);
    expect(data).toHaveLength(2);
    expect(data![0]).toEqual(headers);
    expect(data![1]![0]).toContain(locale === 'zh' ? '本行不会导入' : 'this row is not imported');
    for (const name of MERCHANT_INPUT_FIELDS) {
      const row = guide!.find((cells) => cells[0] === merchant.fields[name][locale]);
      expect(
        row?.slice(1, 3).every((text) => text !== ''),
        name,
      ).toBe(true);
    }
  });

  it('says that it was not filled in when it is imported as it is', async () => {
    expect(codeOf((await understand(files[locale])).found)).toBe('file.template_empty');
  });

  it('imports what was filled in, without a doubt and without the example', async () => {
    const filled = withRows(files[locale], [goodRow(1), goodRow(2)]);
    const { mapping, doubtful, warnings, plan } = await check(filled);
    expect(Object.keys(mapping)).toEqual(MERCHANT_INPUT_FIELDS);
    expect([doubtful, warnings, [...plan.issues()]]).toEqual([[], [], []]);
    expect(plan.summary()).toMatchObject({ total: 2, valid: 2, blank: 0 });
  });

  it('takes every value that its lists offer', async () => {
    const enums = MERCHANT_INPUT_FIELDS.filter((name) => merchant.fields[name].type === 'enum');
    for (const name of enums) {
      const labels = dictionaryItems(merchant.fields[name].dictionary!).map((item) => item[locale]);
      const rows = labels.map((label, i) => {
        const row = goodRow(i + 1);
        row[MERCHANT_INPUT_FIELDS.indexOf(name)] = label;
        return row;
      });
      const { plan } = await check(withRows(files[locale], rows));
      expect(plan.summary(), name).toMatchObject({ total: labels.length, valid: labels.length });
    }
  });

  it('keeps messages within what Excel allows, one rule per column, down to the last row an import takes', () => {
    const xml = partsOf(files[locale])['xl/worksheets/sheet1.xml']!;
    const rules = xml.match(/<dataValidation /g)!;
    expect(rules.length).toBeLessThanOrEqual(MERCHANT_INPUT_FIELDS.length);
    expect(xml.match(/sqref="[A-Z]+2:[A-Z]+(\d+)"/g)).toHaveLength(rules.length);
    expect(new Set([...xml.matchAll(/sqref="[A-Z]+2:[A-Z]+(\d+)"/g)].map(([, last]) => Number(last)))).toEqual(
      new Set([LIMITS.rows + 1]),
    );
    const longest = (name: string) =>
      Math.max(...[...xml.matchAll(RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, t]) => t!.length));
    expect([longest('promptTitle'), longest('errorTitle')].every((length) => length <= 32)).toBe(true);
    expect([longest('prompt'), longest('error')].every((length) => length <= 255)).toBe(true);
    expect(Math.max(...[...xml.matchAll(/<formula1>([^<]*)</g)].map(([, text]) => text!.length))).toBeLessThan(256);
  });

  it('has no formula in any cell, and whole columns in text format', () => {
    const parts = partsOf(files[locale]);
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/'));
    expect(sheets).toHaveLength(3);
    for (const [name, xml] of sheets) expect(xml.includes('<f>') || xml.includes('<f '), name).toBe(false);
    const columns = [
      ...parts['xl/worksheets/sheet1.xml']!.matchAll(/<col min="\d+" max="\d+" width="[\d.]+" style="(\d+)"/g),
    ];
    const formats = [...parts['xl/styles.xml']!.split('<cellXfs')[1]!.matchAll(/<xf numFmtId="(\d+)"/g)].map(
      ([, id]) => id,
    );
    expect(columns.map(([, style]) => formats[Number(style)])).toEqual(MERCHANT_INPUT_FIELDS.map(() => '49'));
  });

  it('stays small, and equal every time', async () => {
    expect(files[locale].length).toBeLessThan(200_000);
    expect(joined(await writeTemplate('merchant', locale))).toEqual(files[locale]);
  });
});

describe('the example row', () => {
  it('is left out wherever it was moved to, and fails as a record should its mark be typed over', async () => {
    const example = grid((await understand(files.zh)).sheets[0]!)[1]!;
    const moved = withRows(files.zh, [...Array.from({ length: 8 }, (_, i) => goodRow(i + 1)), example]);
    expect((await check(moved)).plan.summary()).toMatchObject({ total: 8, valid: 8, invalid: 0 });
    const { plan } = await check(withCells(files.zh, { A2: '青禾便利店' }));
    expect(plan.summary()).toMatchObject({ total: 1, valid: 0, invalid: 1 });
    const errors = [...plan.issues()].filter((issue) => issue.severity === 'error').map((issue) => issue.field);
    expect(errors).toEqual(['uscc', 'legalIdNo', 'accountNo']);
  });

  it('is known in a file that lost its mark on the way through .csv', async () => {
    const { sheets } = await understand(withRows(files.zh, [goodRow(1)]));
    const plain = rawSheet(grid(sheets[0]!));
    const { sheet, headerRow, mapping } = unwrap(understandSheets([plain]));
    expect(createPlan(sheet, headerRow, mapping).checkAll().summary()).toMatchObject({ total: 1, valid: 1 });
    expect(codeOf(understandSheets([rawSheet(grid(sheets[0]!).slice(0, 2))]))).toBe('file.no_data');
  });

  it('leaves room for a merchant whose name merely speaks of examples', async () => {
    const rows = ['示例商贸有限公司', '范例（示例）商店'].map((name, i) => goodRow(i + 1, { name }));
    expect((await check(withRows(files.zh, rows))).plan.summary()).toMatchObject({ total: 2, valid: 2 });
  });
});

describe('the drop-downs', () => {
  const fields = MERCHANT_INPUT_FIELDS.map((name, i) => ({
    name,
    field: merchant.fields[name],
    letter: String.fromCharCode(65 + i),
  }));
  const { rows, names, formulas } = makeDropLists(fields, 2, 'zh');
  const column = (area: string) => {
    const [, letter, from, to] = /^\$([A-D])\$(\d+)(?::\$[A-D]\$(\d+))?$/.exec(area)!;
    return rows
      .slice(Number(from) - LISTS_ROW, Number(to ?? from) - LISTS_ROW + 1)
      .map((r) => r['ABCD'.indexOf(letter!)]);
  };
  /** What OFFSET, INDEX and MATCH make of it. */
  const offered = (key: string) => {
    const at = column(names['list_keys']!).indexOf(key);
    const start = Number(column(names['list_starts']!)[at]);
    const top = Number(/\d+/.exec(names['list_names']!)![0]) - LISTS_ROW;
    return rows.slice(top + start, top + start + Number(column(names['list_counts']!)[at])).map((row) => row[3]);
  };

  it('offer the cities of the province and the districts of the city, also where names repeat', () => {
    for (const province of provinceNames()) {
      expect(offered(province)).toEqual(cityNames(province));
      for (const city of cityNames(province)) {
        expect(offered(`${province}/${city}`), province + city).toEqual(districtNames(province, city));
      }
    }
    expect(offered('河南省/省直辖县')).not.toEqual(offered('海南省/省直辖县'));
    expect(formulas['city']).toContain('MATCH($L2,list_keys,0)');
    expect(formulas['district']).toContain('MATCH($L2&"/"&$M2,list_keys,0)');
  });

  it('offer the labels of a closed list and all provinces by name', () => {
    expect(column(names['list_province']!)).toEqual(provinceNames());
    expect(formulas['province']).toBe('list_province');
    for (const { field } of fields) {
      if (field.type !== 'enum') continue;
      const { dictionary } = field;
      expect(column(names[`list_${dictionary}`]!)).toEqual(dictionaryItems(dictionary ?? '').map((item) => item.zh));
    }
  });

  it('have names that every program takes, and keys that stand for one list each', () => {
    for (const name of Object.keys(names)) expect(name).toMatch(/^list_[A-Za-z]+$/);
    const keys = column(names['list_keys']!);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => String(key).includes('*') || String(key).includes('?'))).toEqual([]);
  });
});

describe('the mark', () => {
  const filled = () => withRows(files.zh, [goodRow(1)]);
  const marked = (from: string, to: string) =>
    withPart(filled(), MARK_PART, (xml) => xml.replace(`<t>${from}</t>`, `<t>${to}</t>`));

  it.each([
    ['1', 'file.template_older'],
    ['99', 'file.template_newer'],
  ])('warns of version %s and still imports', async (version, code) => {
    const { warnings, plan } = await check(marked('2', version));
    expect(warnings).toEqual([{ code, params: { found: Number(version), current: 2 } }]);
    expect(plan.summary()).toMatchObject({ total: 1, valid: 1 });
  });

  it('turns the template of another import away', async () => {
    expect(codeOf((await understand(marked('merchant', 'transaction'))).found)).toBe('file.template_other');
  });

  it('is known from the first templates, which did not sign it', async () => {
    const old = withPart(marked('2', '1'), MARK_PART, (xml) => xml.replace('<t>merchant-desk</t>', '<t></t>'));
    expect((await understand(old)).mark).toEqual({ kind: 'template', source: 'merchant', version: 1 });
  });

  it("is not seen in somebody else's sheet of the same name", async () => {
    const theirs = marked('merchant-desk', 'x');
    const { mark, sheets } = await understand(theirs);
    expect([mark, sheets.at(-1)!.name]).toEqual([undefined, MARK_SHEET]);
  });
});
