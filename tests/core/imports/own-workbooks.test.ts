import { beforeEach, describe, expect, it } from 'vitest';
import { ImportSession } from '@renderer/workers/sheet/import-session';
import { writeTemplate } from '@renderer/workers/sheet/template';
import { MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';
import { unwrap } from '@shared/kernel/result';
import { columnName } from '@renderer/workers/sheet/xlsx-parts';
import { merchantCells, ROW_FIELDS, ROW_HEADER, usccOf } from '../../support/factories/merchant-row';
import { listOf } from '../../support/factories/merchants';
import { openCore, type OpenedCore } from '../../support/open-core';
import { joined, withCells, withPart, withRows } from '../../unit/sheet/written';

let core: OpenedCore;
let session: ImportSession;
beforeEach(async () => {
  core = await openCore();
  session = new ImportSession(core.as('entry'));
});

function open(bytes: Uint8Array, name: string) {
  return session.open({ name, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) });
}

describe('a template of ours, imported', () => {
  const row = () => {
    const cells = merchantCells(1);
    return MERCHANT_INPUT_FIELDS.map((field) => cells[(ROW_FIELDS as readonly string[]).indexOf(field)] ?? '');
  };

  it('offers its two sheets and never the hidden one, and says nothing of a version that fits', async () => {
    const file = withRows(joined(await writeTemplate('merchant', 'zh')), [row()]);
    const summary = unwrap(await open(file, '商户导入模板.xlsx'));
    expect(summary.sheets.map((sheet) => sheet.name)).toEqual(['商户', '填写说明']);
    expect(summary).toMatchObject({ sheet: '商户', headerRow: 1, doubtful: [], missingRequired: [], warnings: [] });
  });

  it('says what to do about another version, and about a template nobody filled in', async () => {
    const empty = joined(await writeTemplate('merchant', 'zh'));
    const older = withPart(withRows(empty, [row()]), 'xl/worksheets/sheet3.xml', (xml) =>
      xml.replace('<t>2</t>', '<t>1</t>'),
    );
    expect(unwrap(await open(older, 'x.xlsx')).warnings).toMatchObject([{ code: 'file.template_older' }]);
    expect(await open(empty, 'x.xlsx')).toMatchObject({ error: { code: 'file.template_empty' } });
  });
});

describe('the rows left over from an import', () => {
  const PHONE = ROW_FIELDS.indexOf('contactPhone');
  const header = [...ROW_HEADER];
  header[PHONE] = '列七';
  const wrong = (n: number) => merchantCells(n, { contactPhone: '1380000' });
  const cells = [header, merchantCells(1), wrong(2), merchantCells(3), wrong(4), wrong(5), merchantCells(1)];
  const file = new TextEncoder().encode(cells.map((row) => row.join('\t')).join('\r\n'));

  /** Opens, maps the phone by hand where the file does not say, checks, and imports what is good. */
  async function importGood(bytes: Uint8Array, name: string, byHand: Record<string, number> = {}) {
    const summary = unwrap(await open(bytes, name));
    const mapping = { ...summary.mapping, ...byHand };
    const { sheet, headerRow } = summary;
    const checked = unwrap(await session.planRows({ sheet, headerRow, mapping, duplicateMode: 'skip' }));
    const left = joined(unwrap(await session.failedWorkbook('zh')));
    const done = unwrap(await session.commit({ onlyValid: true, allowSameFile: false }));
    return { summary, checked, left, done };
  }

  const names = async () => (await listOf(core)).map((one) => one.uscc).sort();

  it('once corrected, import as just those rows, with the columns as the clerk mapped them', async () => {
    const first = await importGood(file, '商户.tsv', { contactPhone: PHONE });
    expect(first.summary.missingRequired).toEqual(['contactPhone']);
    expect(first.done).toMatchObject({ created: 2, failed: 3, skipped: 1 });
    const at = (row: number) => `${columnName(PHONE)}${row}`;
    const corrected = withCells(first.left, { [at(2)]: '13800000002', [at(4)]: '13800000005' });
    const second = await importGood(corrected, '未导入的行.xlsx');
    expect(second.summary).toMatchObject({ missingRequired: [], doubtful: [], sheets: [{ name: '未导入的行' }] });
    expect(second.summary.mapping).toEqual({ ...first.summary.mapping, contactPhone: PHONE });
    // The row that repeated another is told by the database now.
    expect(second.checked).toMatchObject({ total: 4, valid: 3, invalid: 1, create: 2, existing: 1 });
    expect(second.done).toMatchObject({ created: 2, failed: 1 });
    expect(await names()).toEqual([1, 2, 3, 5].map(usccOf).sort());
    const third = await importGood(withCells(second.left, { [at(2)]: '13800000004' }), '未导入的行.xlsx');
    expect(third.done).toMatchObject({ created: 1, failed: 0 });
    expect(await names()).toEqual([1, 2, 3, 4, 5].map(usccOf).sort());
  });
});
