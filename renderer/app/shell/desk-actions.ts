import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useDeskStore } from '@renderer/platform/desk-store';
import { useLanguage } from '@renderer/platform/language';
import { useSessionStore } from '@renderer/platform/session-store';
import { setTheme } from '@renderer/platform/theme';
import { DESK_ROUTES, isAllowed } from '../router';
import { useSignOut } from './use-sign-out';

export interface DeskAction {
  id: string;
  label: string;
  kind: 'page' | 'action';
  run(): void;
}

/** Everything the command palette offers to who is signed in: pages without a parameter, and what the frame can do. */
export function useDeskActions(): () => DeskAction[] {
  const { t } = useI18n();
  const router = useRouter();
  const store = useSessionStore();
  const desk = useDeskStore();
  const signOut = useSignOut();
  const { language, setLanguage } = useLanguage();

  return () => [
    ...DESK_ROUTES.filter((route) => !route.path.includes(':') && isAllowed(route.meta?.permission)).map(
      (route): DeskAction => ({
        id: route.path,
        label: t(route.meta?.titleKey ?? ''),
        kind: 'page',
        run: () => void router.push({ path: route.path, force: true }),
      }),
    ),
    { id: 'rights', label: t('app.mine.title'), kind: 'action', run: () => (desk.showingRights = true) },
    { id: 'lock', label: t('app.lock'), kind: 'action', run: () => void store.lock('user') },
    {
      id: 'password',
      label: t('session.change.title'),
      kind: 'action',
      run: () => (desk.changingPassword = true),
    },
    ...(['light', 'dark', 'system'] as const).map((theme): DeskAction => ({
      id: theme,
      label: `${t('settings.look.theme')}: ${t(`app.theme.${theme}`)}`,
      kind: 'action',
      run: () => setTheme(theme),
    })),
    {
      id: 'language',
      label: t('app.otherLanguage'),
      kind: 'action',
      run: () => void setLanguage(language.value === 'zh' ? 'en' : 'zh'),
    },
    { id: 'signOut', label: t('app.user.signOut'), kind: 'action', run: () => void signOut() },
  ];
}
