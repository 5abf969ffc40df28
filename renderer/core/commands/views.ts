import { z } from 'zod/mini';
import type { ViewRow } from '@renderer/data/tables';
import { defineCommand, refuse } from '../define';
import { storageKeyField } from '../input-fields';
import {
  otherDefaults,
  savedViewKey,
  shareableRoles,
  viewIdSchema,
  viewNameSchema,
  type StoredView,
} from '../saved-views';

/** Columns, widths and sorting of a list, as one admin likes them. */
export const viewSave = defineCommand<'view.save'>({
  name: 'view.save',
  access: 'self',
  zh: '保存列表样式',
  en: 'Save list layout',
  tables: ['views'],
  unaudited: true,
  input: z.strictObject({ key: storageKeyField, json: z.string().check(z.maxLength(64 * 1024)) }),
  async run(uow, input) {
    await uow.table('views').put({ id: `${uow.actor!.adminId}|${input.key}`, json: input.json });
  },
});

export const viewKeep = defineCommand<'view.keep', { key: string; id: string; others: ViewRow[] }>({
  name: 'view.keep',
  access: 'self',
  zh: '保存列表视图',
  en: 'Keep a view of a list',
  tables: ['views'],
  input: z.strictObject({
    list: storageKeyField,
    id: z.union([z.literal(''), viewIdSchema]),
    name: viewNameSchema,
    json: z.string().check(z.maxLength(16 * 1024)),
    sharedWith: z.string().check(z.maxLength(64)),
    isRoleDefault: z.optional(z.boolean()),
  }),
  needs: { any: ['role:manage'], of: ({ isRoleDefault }) => (isRoleDefault ? ['role:manage'] : []) },
  async prepare(ctx, { list, sharedWith, isRoleDefault, ...input }) {
    const { adminId } = ctx.session.actor!;
    const admin = await ctx.db.table('admins').get(adminId);
    const roleIds: readonly string[] = admin?.roleIds ?? [];
    const roles = shareableRoles(ctx, roleIds).map(({ id }) => id);
    if (sharedWith === '' ? isRoleDefault : !roles.includes(sharedWith))
      refuse('input.invalid', { issues: [{ field: 'sharedWith', code: 'invalid' }] });
    const id = input.id || ctx.newId();
    const key = savedViewKey(adminId, list, id);
    return { key, id, others: isRoleDefault ? await otherDefaults(ctx, list, sharedWith, key) : [] };
  },
  async run(uow, { name, json, sharedWith, isRoleDefault = false }, { key, id, others }) {
    const before = await uow.table('views').get(key);
    const stored: StoredView = { name, json, sharedWith, isRoleDefault };
    await uow.table('views').bulkPut(others);
    await uow.table('views').put({ id: key, json: JSON.stringify(stored) });
    const old = before ? (JSON.parse(before.json) as StoredView) : null;
    uow.record({
      targetType: 'savedView',
      targetId: id,
      targetLabel: name,
      diff: [
        { field: 'name', before: old?.name ?? '', after: name },
        { field: 'sharedWith', before: old?.sharedWith ?? '', after: sharedWith },
        { field: 'roleDefault', before: old?.isRoleDefault ? 'yes' : '', after: isRoleDefault ? 'yes' : '' },
      ].filter(({ before: was, after }) => was !== after),
    });
    return { id };
  },
});

export const viewDrop = defineCommand<'view.drop'>({
  name: 'view.drop',
  access: 'self',
  zh: '删除列表视图',
  en: 'Remove a view of a list',
  tables: ['views'],
  input: z.strictObject({ list: storageKeyField, id: viewIdSchema }),
  async run(uow, { list, id }) {
    const key = savedViewKey(uow.actor!.adminId, list, id);
    const before = (await uow.table('views').get(key)) ?? refuse('input.invalid');
    await uow.table('views').remove(key);
    const { name } = JSON.parse(before.json) as StoredView;
    uow.record({ targetType: 'savedView', targetId: id, targetLabel: name, diff: [] });
  },
});

export const viewCommands = [viewSave, viewKeep, viewDrop] as const;
