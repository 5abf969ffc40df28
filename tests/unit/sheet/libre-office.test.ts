import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFailedRows } from '@renderer/workers/sheet/failed-rows';
import { writeCsv } from '@renderer/workers/sheet/csv-writer';
import { guardText } from '@renderer/workers/sheet/guard';
import { ratePercent, type SheetTable } from '@renderer/workers/sheet/table';
import { writeXlsx } from '@renderer/workers/sheet/xlsx-writer';
import { packColumn } from '@shared/kernel/columns';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { writeTemplate } from '@renderer/workers/sheet/template';
import { MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';
import { takeMark } from '@shared/imports/file-mark';
import { createPlan, type ImportPlan } from '@shared/imports/plan';
import { understandSheets } from '@shared/imports/understand';
import { unwrap } from '@shared/kernel/result';
import { cityNames, districtNames, provinceNames } from '@shared/rules/regions';
import { merchantCells, ROW_FIELDS, ROW_HEADER } from '../../support/factories/merchant-row';
import { rawSheet, type RawCell } from '../../support/factories/raw-sheet';
import { findLibreOffice, LibreOffice } from '../../support/libre-office';
import { grid, readSheet } from './workbook-builder';
import { joined, withPart, withRows } from './written';

const program = findLibreOffice();
const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76';

describe.skipIf(!program)(
  `in LibreOffice${program ? '' : ' (skipped: soffice is not installed)'}`,
  { timeout: 120_000 },
  () => {
    let office: LibreOffice;
    beforeAll(() => {
      office = new LibreOffice(program!);
    });
    afterAll(() => office.close());

    describe('the merchant template', () => {
      let filled: Uint8Array;
      beforeAll(async () => {
        const rows = [1, 2].map((n) => {
          const cells = merchantCells(n);
          return MERCHANT_INPUT_FIELDS.map((field) => cells[(ROW_FIELDS as readonly string[]).indexOf(field)] ?? '');
        });
        filled = withRows(joined(await writeTemplate('merchant', 'zh')), rows);
      });

      it.each(['xlsx', 'ods', 'xls'])(
        'imports the same when it was filled in and saved there as .%s',
        async (format) => {
          const saved = await office.convert(filled, `template-to-${format}.xlsx`, format);
          const { sheets, mark } = takeMark(unwrap(await readSpreadsheet(saved, `x.${format}`)).sheets);
          expect(mark).toMatchObject({ source: 'merchant', version: 2 });
          expect(sheets.map((sheet) => sheet.name)).toEqual(['商户', '填写说明']);
          const { sheet, headerRow, mapping, warnings } = unwrap(understandSheets(sheets, { mark }));
          const plan = createPlan(sheet, headerRow, mapping, { today: '2026-01-05' }).checkAll();
          expect([warnings, [...plan.issues()]]).toEqual([[], []]);
          expect(plan.summary()).toMatchObject({ total: 2, valid: 2 });
        },
      );

      it('offers the right names under every province and city', async () => {
        const pairs = provinceNames().flatMap((province) =>
          cityNames(province).map((city) => [province, city] as const),
        );
        const found = /<formula1>(OFFSET[^<]*)/g;
        const asked = withPart(filled, 'xl/worksheets/sheet1.xml', (xml) => {
          const [cities, districts] = [...xml.matchAll(found)].map(([, formula]) => formula!);
          const rows = pairs.map(([province, city], i) => {
            const r = i + 10;
            const at = (formula: string) => formula.replaceAll('$L2', `$L${r}`).replaceAll('$M2', `$M${r}`);
            const text = (ref: string, value: string) => `<c r="${ref}${r}" t="inlineStr"><is><t>${value}</t></is></c>`;
            const join = (ref: string, formula: string) =>
              `<c r="${ref}${r}"><f>_xlfn.TEXTJOIN("|",TRUE,${at(formula)})</f></c>`;
            return `<row r="${r}">${text('L', province)}${text('M', city)}${join('Z', cities!)}${join('AA', districts!)}</row>`;
          });
          return xml.replace('</sheetData>', `${rows.join('')}</sheetData>`);
        });
        const sheet = await readSheet(await office.convert(asked, 'asked.xlsx', CSV), 'asked.csv');
        const answers = grid(sheet).slice(9);
        expect(answers).toHaveLength(pairs.length);
        pairs.forEach(([province, city], i) => {
          expect(answers[i]!.slice(25), province + city).toEqual([
            cityNames(province).join('|'),
            districtNames(province, city).join('|'),
          ]);
        });
      });

      it('keeps its rules, lists and text format', async () => {
        const fods = new TextDecoder().decode(await office.convert(filled, 'rules.xlsx', 'fods'));
        const lists = [...fods.matchAll(/table:condition="of:cell-content-is-in-list\(([^"]*)\)"/g)].map(
          ([, from]) => from,
        );
        expect(lists).toHaveLength(7);
        expect(lists.filter((from) => from!.includes('MATCH([.$L2]'))).toHaveLength(2);
        expect(fods).toContain('table:message-type="stop" table:title="商户类型"');
      });
    });

    describe('the rows left over from an import', () => {
      const at = (field: (typeof ROW_FIELDS)[number]) => ROW_FIELDS.indexOf(field);
      const judged = (plan: ImportPlan) =>
        plan.page('invalid', 0, Infinity).rows.map(({ values, issues }) => ({
          values,
          issues: issues.map(({ field, code }) => [field, code]),
        }));
      let first: ImportPlan;
      let bytes: Uint8Array;

      beforeAll(async () => {
        const rows: RawCell[][] = [
          merchantCells(1, { contactPhone: '12345', remark: '=1+1' }),
          merchantCells(2, { name: '', address: 'a\nb' }),
          merchantCells(3),
        ];
        rows[2]![at('accountNo')] = { text: '6222021234567890000', kind: 'number' };
        rows[2]![at('email')] = { text: '#N/A', kind: 'error' };
        const found = unwrap(understandSheets([rawSheet([ROW_HEADER, ...rows])]));
        first = createPlan(found.sheet, found.headerRow, found.mapping, { today: '2026-01-05' }).checkAll();
        bytes = joined(await writeFailedRows(first, found, 'zh'));
      });

      it.each(['xlsx', 'ods', 'xls'])('are judged the same after they were saved there as .%s', async (format) => {
        const saved = await office.convert(bytes, `left-to-${format}.xlsx`, format);
        const { sheets, mark } = takeMark(unwrap(await readSpreadsheet(saved, `x.${format}`)).sheets);
        const { sheet, headerRow, mapping, isMarked } = unwrap(understandSheets(sheets, { mark }));
        const plan = createPlan(sheet, headerRow, mapping, { today: '2026-01-05' }).checkAll();
        expect([isMarked, sheets.length]).toEqual([true, 1]);
        expect(judged(plan)).toEqual(judged(first));
      });

      it('show their notes', async () => {
        const fods = new TextDecoder().decode(await office.convert(bytes, 'notes.xlsx', 'fods'));
        expect(fods.match(/<office:annotation /g)!.length).toBeGreaterThan(3);
        expect(fods).toContain('原文件第 3 行“商户名称”为空');
      });
    });

    describe('an export', () => {
      const texts = [
        '普通文字',
        '=1+1',
        '+8613800000000',
        '-12.50',
        '@SUM(A1)',
        '＝1+1',
        '0012',
        '6200002335271131045',
        '620000233527113104500001',
        '1E5',
        '2025-06-30',
        'TRUE',
        '#N/A',
        "'=1",
        "''",
        '"引号"',
        '逗,号;制\t表',
        '<&>]]>',
        '_x0041_',
        ' 空格 ',
        '第一行\n第二行',
        '𠮷野家😀',
        '长'.repeat(32_767),
      ];
      const table: SheetTable = {
        name: '商户',
        rows: texts.length,
        columns: [
          { header: '名称', kind: 'text', values: packColumn(texts) },
          {
            header: '日期',
            kind: 'date',
            values: packColumn(texts.map((_, i) => `2024-02-${String(i + 1).padStart(2, '0')}`)),
          },
          { header: '费率', kind: 'rate', values: packColumn(texts.map((_, i) => String(i * 1_234))) },
        ],
      };
      const shown = texts.map((text, i) => [
        text,
        `2024-02-${String(i + 1).padStart(2, '0')}`,
        ratePercent(String(i * 1_234)),
      ]);

      it.each(['xlsx', 'ods'])(
        'as .xlsx is read there cell by cell as it was written (seen through .%s)',
        async (format) => {
          const saved = await office.convert(joined(await writeXlsx(table)), `export-to-${format}.xlsx`, format);
          const sheet = await readSheet(saved, `x.${format}`);
          expect(grid(sheet)).toEqual([['名称', '日期', '费率'], ...shown]);
          expect([0, 1, 2].map((column) => sheet.kind(1, column))).toEqual(['text', 'date', 'percent']);
        },
      );

      it('as .xlsx keeps signs there that no keyboard types', async () => {
        const odd = ['a\u0001b', 'a\u000bb', 'a\u001fb', 'a\rb', 'a\tb', '\ufffe', '_x0001_'];
        const one: SheetTable = {
          name: 'S',
          rows: odd.length,
          columns: [{ header: 'h', kind: 'text', values: packColumn(odd) }],
        };
        const saved = await office.convert(joined(await writeXlsx(one)), 'odd.xlsx', 'xlsx');
        expect(grid(await readSheet(saved)).flat()).toEqual(['h', ...odd]);
      });

      it('as .csv is read there text by text, what could be a formula behind its apostrophe', async () => {
        const bytes = joined(writeCsv(table));
        const asText = 'CSV:44,34,76,1,1/2/2/2/3/2';
        const sheet = await readSheet(await office.convert(bytes, 'export.csv', 'xlsx', asText), 'x.xlsx');
        const guarded = shown.map(([text, ...rest]) => [guardText(text!), ...rest]);
        expect(grid(sheet).slice(1)).toEqual(guarded);
      });
    });
  },
);
