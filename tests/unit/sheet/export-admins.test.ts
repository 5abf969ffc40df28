import { describe, expect, it } from 'vitest';
import type { Grant } from '@shared/access/rights';
import { unwrap } from '@shared/kernel/result';
import type { AdminExport } from '@shared/contracts/sheet';
import { exportAdmins } from '@renderer/workers/sheet/export-admins';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { openCore, type OpenedCore } from '../../support/open-core';
import { grid } from './workbook-builder';
import { joined } from './written';

/** The workbook as a reader of it sees it, sheet by sheet. */
async function written(opened: OpenedCore, what: AdminExport, locale: 'zh' | 'en' = 'zh') {
  const bytes = joined(unwrap(await exportAdmins(opened.as('super') as never, what, locale)));
  const { sheets } = unwrap(await readSpreadsheet(bytes, 'a.xlsx', {}));
  return new Map(sheets.map((sheet) => [sheet.name, grid(sheet)]));
}

describe('what is known of administrators, as a workbook', () => {
  it('is the matrix of everybody and every right, with source, scope, limits and risk', async () => {
    const opened = await openCore();
    const grants: Grant[] = [{ permission: 'audit:view', scope: null, expiresAt: 0 }];
    const { entry, finance } = opened.admins;
    const db = opened.core.context.db;
    await db.table('admins').update(entry, { grants, denies: ['merchant:import'] });
    await db.table('admins').update(finance, { scope: { kind: 'region', regions: ['3301'] } });
    await opened.core.context.access.load(db);
    const rows = (await written(opened, { what: 'matrix' })).get('权限矩阵')!;
    expect(rows[0]).toEqual([
      '姓名',
      '登录名',
      '状态',
      '级别',
      '权限',
      '权限编号',
      '风险',
      '拥有',
      '来源',
      '有效至',
      '数据范围',
      '每次限额',
      '每天限额',
    ]);
    const find = (login: string, code: string) => rows.find((row) => row[1] === login && row[5] === code)!;
    expect(find('entry', 'audit:view').slice(6, 9)).toEqual(['中', '是', '单独授予']);
    expect(find('entry', 'merchant:import').slice(7, 9)).toEqual(['否', '单独收回']);
    expect(find('finance', 'merchant:revealAccount')[10]).toBe('浙江省 / 杭州市');
    expect(find('manager', 'merchant:export').slice(10)).toEqual(['全部商户', '10000', '50000']);
    const english = (await written(opened, { what: 'matrix' }, 'en')).get('Permission matrix')!;
    const own = english.find((row) => row[1] === 'manager' && row[5] === 'merchant:view')!;
    expect(own.slice(6, 9)).toEqual(['Low', 'Yes', 'Manager']);
    await opened.close();
  });

  it('is the list of everybody, and the snapshot of who was deleted as four sheets', async () => {
    const opened = await openCore();
    const { entry } = opened.admins;
    const list = (await written(opened, { what: 'list' })).get('管理员')!;
    expect(list).toHaveLength(9);
    const deleted = { id: entry, typedName: '测试entry', reason: '离职', heirId: '', managerId: '' };
    const { snapshotId } = unwrap(await opened.as('super').execute('admin.delete', deleted));
    const sheets = await written(opened, { what: 'snapshot', snapshotId, format: 'xlsx' });
    expect([...sheets.keys()]).toEqual(['资料与权限设置', '删除前的有效权限', '审计记录', '负责的商户']);
    expect(sheets.get('资料与权限设置')!.flat()).toContain('测试entry');
    expect(sheets.get('审计记录')!.flat()).toContain('admin.create');
    const json = await exportAdmins(opened.as('super'), { what: 'snapshot', snapshotId, format: 'json' }, 'zh');
    expect(JSON.parse(new TextDecoder().decode(joined(unwrap(json))))).toMatchObject({ version: 1 });
    await opened.close();
  });
});
