import { ElMessage } from 'element-plus';
import { ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AdminExport } from '@shared/contracts/sheet';
import { useLanguage } from '@renderer/platform/language';
import { saveFile } from '@renderer/platform/save-file';
import { useErrorText } from '@renderer/platform/use-error-text';
import { sheet } from '@renderer/platform/workers';

/** Saves what the gate gives out about administrators as a file, where the person wants it. */
export function useAdminExport(): { run: (what: AdminExport, fileName: string) => Promise<void>; busy: Ref<boolean> } {
  const { t } = useI18n();
  const { language } = useLanguage();
  const errorText = useErrorText();
  const busy = ref(false);

  async function run(what: AdminExport, fileName: string): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const kind = what.what === 'snapshot' && what.format === 'json' ? 'text' : 'xlsx';
    const saved = await saveFile(kind, fileName, async () =>
      (await sheet()).exportAdmins(JSON.parse(JSON.stringify(what)) as AdminExport, language.value),
    );
    busy.value = false;
    if (!saved.ok) return void ElMessage({ type: 'error', message: errorText(saved.error), showClose: true });
    if (saved.value) ElMessage({ type: 'success', message: t('admins.exported', { name: saved.value.displayName }) });
  }

  return { run, busy };
}
