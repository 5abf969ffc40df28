import { z } from 'zod/mini';
import { moveToArchive, prepareArchive, type PreparedArchive } from '../audit/archive';
import { prepareAuditExport, type PreparedAuditExport } from '../audit/export';
import { auditFilterShape } from '../audit/filter-schema';
import { defineCommand } from '../define';
import { fileNameSchema } from '../input-fields';

export const auditExport = defineCommand<'audit.export', PreparedAuditExport>({
  name: 'audit.export',
  access: 'audit:export',
  zh: '导出审计日志',
  en: 'Export the audit log',
  tables: [],
  input: z.strictObject({ ...auditFilterShape, locale: z.enum(['zh', 'en']), fileName: fileNameSchema }),
  spends: (_input, { batch }) => [{ permission: 'audit:export', amount: batch.rows }],
  prepare: (ctx, { locale, fileName: _fileName, ...filter }, call) => prepareAuditExport(ctx, filter, locale, call),
  async run(uow, { fileName }, { batch, proof }) {
    uow.recordBulk({
      targetType: 'audit',
      targetId: '',
      targetLabel: fileName,
      counts: { rows: batch.rows, fields: Object.keys(batch.columns).length },
      rowsHash: proof.rowsSha256,
      diff: [
        { field: 'fileName', before: '', after: fileName },
        { field: 'filter', before: '', after: proof.filter },
      ],
    });
    return { batch, proof };
  },
});

export const auditArchive = defineCommand<'audit.archive', PreparedArchive>({
  name: 'audit.archive',
  access: 'audit:archive',
  zh: '归档审计日志',
  en: 'Archive the audit log',
  tables: ['auditArchives'],
  stepUp: true,
  input: z.strictObject({
    fileName: fileNameSchema,
    bytes: z.instanceof(Uint8Array),
  }),
  prepare: (ctx, { fileName, bytes }) => prepareArchive(ctx, fileName, bytes),
  async run(uow, _input, prepared) {
    await moveToArchive(uow, prepared);
    const { fromSeq, toSeq } = prepared.record;
    return { fromSeq, toSeq };
  },
});

export const auditCommands = [auditExport, auditArchive] as const;
