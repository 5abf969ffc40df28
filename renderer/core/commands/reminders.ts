import { z } from 'zod/mini';
import { defineCommand } from '../define';
import { settingsSchema } from '../reminders/inputs';

/** What one wants to be told of is one's own business, like the columns of a list. */
export const reminderSave = defineCommand<'reminder.save'>({
  name: 'reminder.save',
  access: 'self',
  zh: '保存收款提醒',
  en: 'Save reminders',
  tables: ['reminders'],
  unaudited: true,
  input: settingsSchema,
  async run(uow, settings) {
    await uow.table('reminders').put({ ...settings, id: uow.actor!.adminId });
  },
});

export const noticeMark = defineCommand<'notice.mark'>({
  name: 'notice.mark',
  access: 'self',
  zh: '标记收款提醒',
  en: 'Mark reminders',
  tables: ['notices'],
  unaudited: true,
  input: z.strictObject({
    ids: z.array(z.string().check(z.minLength(1), z.maxLength(400))).check(z.maxLength(500)),
    as: z.enum(['told', 'read']),
  }),
  async run(uow, { ids, as }) {
    const table = uow.table('notices');
    for (const id of new Set(ids)) {
      const notice = await table.get(id);
      if (notice?.adminId !== uow.actor!.adminId) continue;
      const toldAt = notice.toldAt || uow.now;
      await table.put({ ...notice, toldAt, readAt: as === 'read' ? notice.readAt || uow.now : notice.readAt });
    }
  },
});

export const reminderCommands = [reminderSave, noticeMark] as const;
