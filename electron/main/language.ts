import { app } from 'electron';
import { z } from 'zod';
import { statePath } from './identity';
import type { MenuLocale } from './menu-texts';
import { readJson, writeJson } from './state-file';

const stored = z.object({ locale: z.enum(['zh', 'en']) });

/** The language of menus and dialogs: what the window last said, else the system's. */
export async function readLanguage(): Promise<MenuLocale> {
  const remembered = await readJson(statePath('language.json'), stored);
  return remembered?.locale ?? (app.getLocale().toLowerCase().startsWith('zh') ? 'zh' : 'en');
}

export async function rememberLanguage(locale: MenuLocale): Promise<void> {
  // The menu has changed already; at worst the next start asks the system again.
  await writeJson(statePath('language.json'), { locale }).catch(() => undefined);
}
