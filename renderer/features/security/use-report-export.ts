import { ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { SecurityReport } from '@shared/contracts/security';
import type { AppError } from '@shared/kernel/result';
import { saveFile } from '@renderer/platform/save-file';
import { useCommand } from '@renderer/platform/use-command';
import { sheet } from '@renderer/platform/workers';
import { useFindings } from './use-findings';

export interface ReportExport {
  busy: Ref<boolean>;
  error: Ref<AppError | null>;
  /** Name of the file that was written; '' when there is none. */
  run: () => Promise<string>;
}

/** The report as a workbook: what was found, then how everybody is guarded. Taking it is on record. */
export function useReportExport(): ReportExport {
  const { t } = useI18n();
  const words = useFindings();
  const take = useCommand('security.exportReport');
  const busy = ref(false);
  const error = ref<AppError | null>(null);

  function toRows(report: SecurityReport): string[][] {
    const found = report.findings.map((finding) => [
      t(`security.severity.${finding.severity}`),
      t(`security.kind.${finding.kind}`),
      words.who(finding),
      words.sentence(finding, report.days),
    ]);
    const people = report.people.map((one) => {
      const { strength, factor, pin, lastLogin, roles } = words.person(one);
      const parts = [
        `${t('security.column.roles')}: ${roles}`,
        `${t('security.column.strength')}: ${strength}`,
        `${t('security.column.factor')}: ${factor}`,
        `${t('security.column.pin')}: ${pin}`,
        `${t('security.column.lastLogin')}: ${lastLogin}`,
      ];
      return ['', t('security.tab.people'), one.name, parts.join('; ')];
    });
    return [...found, ...people];
  }

  async function run(): Promise<string> {
    busy.value = true;
    error.value = null;
    const saved = await saveFile('xlsx', `${t('security.fileName')}.xlsx`, async () => {
      const report = await take.run({});
      if (!report.ok) return report;
      const headers = (['severity', 'kind', 'who', 'what'] as const).map((name) => t(`security.column.${name}`));
      return (await sheet()).writeTable({ name: t('security.fileName'), headers, rows: toRows(report.value) });
    });
    busy.value = false;
    if (!saved.ok) error.value = saved.error;
    return saved.ok ? (saved.value?.displayName ?? '') : '';
  }

  return { busy, error, run };
}
