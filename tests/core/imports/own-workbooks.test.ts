import { beforeEach, describe, expect, it } from 'vitest';
import { ImportSession } from '@renderer/workers/sheet/import-session';
import { writeTemplate } from '@renderer/workers/sheet/template';
import { MERCHANT_INPUT_FIELDS } from '@shared/entities/merchant';
import { unwrap } from '@shared/kernel/result';
import { merchantCells, ROW_FIELDS } from '../../support/factories/merchant-row';
import { openCore, type OpenedCore } from '../../support/open-core';
import { joined, withPart, withRows } from '../../unit/sheet/written';

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
