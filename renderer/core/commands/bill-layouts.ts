import { z } from 'zod/mini';
import type { BillLayout } from '@shared/imports/bills/layout';
import { diffFields } from '@renderer/data/unit-of-work';
import { layoutIdSchema, layoutSchema } from '../bills/layout-input';
import { defineCommand, refuse } from '../define';

/** What the audit says of a layout: its columns as `meaning=header`. */
function toldOf(layout: BillLayout | undefined): Record<string, unknown> | undefined {
  if (!layout) return undefined;
  const { name, kind, channel, columns, inFen, dateOrder } = layout;
  const named = Object.entries(columns).map(([field, column]) => `${field}=${column}`);
  return { layoutName: name, layoutKind: kind, channel, layoutColumns: named.sort().join(', '), inFen, dateOrder };
}
const TOLD = ['layoutName', 'layoutKind', 'channel', 'layoutColumns', 'inFen', 'dateOrder'] as const;

export const billLayoutSave = defineCommand<'billLayout.save'>({
  name: 'billLayout.save',
  access: 'bill:import',
  zh: '保存表格格式',
  en: 'Save a table layout',
  tables: ['billLayouts'],
  input: layoutSchema,
  async run(uow, layout) {
    const before = await uow.table('billLayouts').get(layout.id);
    const diff = diffFields(TOLD, toldOf(before), toldOf(layout));
    if (diff.length === 0) return;
    await uow.table('billLayouts').put({ ...layout, savedAt: uow.now, savedBy: uow.actor?.name ?? '' });
    uow.record({ targetType: 'billLayout', targetId: layout.id, targetLabel: layout.name, diff });
  },
});

export const billLayoutRemove = defineCommand<'billLayout.remove'>({
  name: 'billLayout.remove',
  access: 'bill:import',
  zh: '删除表格格式',
  en: 'Delete a table layout',
  tables: ['billLayouts'],
  input: z.strictObject({ id: layoutIdSchema }),
  async run(uow, { id }) {
    const before = await uow.table('billLayouts').get(id);
    if (!before) refuse('bill.layout_not_found');
    await uow.table('billLayouts').remove(id);
    const diff = diffFields(TOLD, toldOf(before), undefined);
    uow.record({ targetType: 'billLayout', targetId: id, targetLabel: before.name, diff });
  },
});

export const billLayoutCommands = [billLayoutSave, billLayoutRemove] as const;
