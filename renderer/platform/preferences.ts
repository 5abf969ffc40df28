export type ThemeChoice = 'system' | 'light' | 'dark';
export type Language = 'zh' | 'en';

const THEME_KEY = 'merchant-desk.theme';
const LANGUAGE_KEY = 'merchant-desk.language';
const NAV_KEY = 'merchant-desk.nav';

/** How this browser shows the program: nothing personal, so it may lie in the open. */
export const preferences = {
  readTheme: (): ThemeChoice => {
    const kept = read(THEME_KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  },
  writeTheme: (theme: ThemeChoice): void => write(THEME_KEY, theme),
  readLanguage: (): Language => {
    const kept = read(LANGUAGE_KEY);
    if (kept === 'zh' || kept === 'en') return kept;
    return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  },
  writeLanguage: (language: Language): void => write(LANGUAGE_KEY, language),
  readNavFolded: (): boolean => read(NAV_KEY) === 'folded',
  writeNavFolded: (folded: boolean): void => write(NAV_KEY, folded ? 'folded' : 'open'),
};

/** Storage may be refused outright; the program then simply does not remember. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing to do: see read().
  }
}
