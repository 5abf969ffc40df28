import { afterEach, beforeEach, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { exportReview } from '@renderer/workers/sheet/export-review';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { openCore, type OpenedCore } from '../../support/open-core';
import { grid } from './workbook-builder';
import { joined } from './written';

let opened: OpenedCore;
let id: string;

/** A signed review of the clerk: imports go, one right of the merchants' goes, the rest stays. */
beforeEach(async () => {
  opened = await openCore();
  const { entry: adminId, super: reviewerId } = opened.admins;
  const as = opened.as('super');
  const scope = { kind: 'people' as const, adminIds: [adminId] };
  id = unwrap(
    await as.execute('review.create', { title: '一季度权限审查', scope, dueDate: '2026-01-12', reviewerId }),
  ).id;
  const { items } = unwrap(await as.ask('review.get', { id }));
  const lines = items.map(({ resource }) => {
    if (resource === 'import') return { adminId, resource, decision: 'revoke' as const, remove: [], comment: '=1+1' };
    if (resource !== 'merchant') return { adminId, resource, decision: 'keep' as const, remove: [], comment: '' };
    const remove = ['merchant:import' as const];
    return { adminId, resource, decision: 'reduce' as const, remove, comment: '不再负责导入' };
  });
  unwrap(await as.execute('review.decide', { id, lines }));
  unwrap(await as.execute('review.sign', { id }));
  unwrap(await as.execute('review.apply', { id, adminId }));
});
afterEach(() => opened.close());

async function written(locale: 'zh' | 'en') {
  const bytes = joined(unwrap(await exportReview(opened.as('super') as never, id, locale)));
  const { sheets } = unwrap(await readSpreadsheet(bytes, 'a.xlsx', {}));
  return { name: sheets[0]!.name, rows: grid(sheets[0]!) };
}

it('is one row for each line, with decision, what goes, who carried it out, and the hash that was signed', async () => {
  const { hash, items, no } = unwrap(await opened.as('super').ask('review.get', { id }));
  const { name, rows } = await written('zh');
  expect(name).toBe('权限审查');
  expect(rows).toHaveLength(items.length + 1);
  const [head, ...lines] = rows;
  const column = (title: string): number => head!.indexOf(title);
  const of = (object: string) => lines.find((line) => line[column('对象')] === object)!;
  const merchants = of('商户');
  expect(merchants[column('结论')]).toBe('收缩');
  expect(merchants[column('收回的权限')]).toBe('导入商户');
  expect(merchants[column('理由')]).toBe('不再负责导入');
  expect(merchants[column('执行人')]).toBe('测试超管');
  expect(of('导入记录')[column('结论')]).toBe('回收');
  for (const line of lines) {
    expect(line[column('编号')]).toBe(no);
    expect(line[column('状态')]).toBe('已签署');
    expect(line[column('签署时间')]).toMatch(/^2026-01-05 09:00/);
    expect(line[column('签署摘要')]).toBe(hash);
  }
  // What a person typed is text, whatever it begins with.
  expect(of('导入记录')[column('理由')]).toContain('=1+1');
});

it('is in English for who reads English, and nothing for who may not see it', async () => {
  const { name, rows } = await written('en');
  expect(name).toBe('Access review');
  expect(rows.flat()).toEqual(expect.arrayContaining(['Reduce', 'Revoke', 'Signed']));
  expect(await exportReview(opened.as('entry') as never, id, 'en')).toMatchObject({ error: { code: 'access.denied' } });
});
