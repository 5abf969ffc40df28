import { z } from 'zod/mini';
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

export const auditCommands = [auditExport] as const;
