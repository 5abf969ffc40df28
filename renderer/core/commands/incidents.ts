import { z } from 'zod/mini';
import { defineCommand, refuse } from '../define';

export const incidentSettle = defineCommand<'incident.settle'>({
  name: 'incident.settle',
  access: 'security:configure',
  zh: '处理错误记录',
  en: 'Settle an incident',
  tables: ['incidents'],
  input: z.strictObject({
    id: z.string().check(z.minLength(1), z.maxLength(40)),
    state: z.enum(['handled', 'ignored']),
    note: z.string().check(z.maxLength(200)),
  }),
  async run(uow, { id, state, note }) {
    const incidents = uow.table('incidents');
    const row = (await incidents.get(id)) ?? refuse('incident.not_found');
    await incidents.put({ ...row, state, note, settledAt: uow.now, settledBy: uow.actor?.name ?? '' });
    uow.reason = note;
    uow.record({
      targetType: 'incident',
      targetId: id,
      targetLabel: id,
      diff: [{ field: 'state', before: row.state, after: state }],
    });
  },
});

/** Something went wrong in the window or in a worker: who it happened to need not know what a log is. */
export const incidentReport = defineCommand<'incident.report'>({
  name: 'incident.report',
  access: 'self',
  zh: '记录界面错误',
  en: 'Report a window error',
  tables: ['incidents'],
  unaudited: true,
  input: z.strictObject({
    id: z.string().check(z.regex(/^[0-9a-f]{8}$/)),
    place: z.string().check(z.maxLength(100)),
    errorName: z.string().check(z.maxLength(100)),
    frames: z.string().check(z.maxLength(2_000)),
  }),
  async run(uow, input, _prepared, ctx) {
    await uow.table('incidents').put({
      ...input,
      at: uow.now,
      code: 'internal.unexpected',
      appVersion: ctx.appVersion,
      by: uow.actor?.adminId ?? '',
      byName: uow.actor?.name ?? '',
      state: 'open',
      note: '',
      settledAt: 0,
      settledBy: '',
    });
  },
});

export const incidentCommands = [incidentSettle, incidentReport] as const;
