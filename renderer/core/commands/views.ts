import { z } from 'zod/mini';
import { defineCommand } from '../define';
import { storageKeyField } from '../input-fields';

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

export const viewCommands = [viewSave] as const;
