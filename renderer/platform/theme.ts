import { shallowRef } from 'vue';
import { preferences, type ThemeChoice } from './preferences';

export const themeChoice = shallowRef<ThemeChoice>('system');

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');

/** Applies what was chosen and, for `system`, follows the computer as it changes. */
export function startTheme(): void {
  themeChoice.value = preferences.readTheme();
  darkSystem.addEventListener('change', apply);
  apply();
}

export function setTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  preferences.writeTheme(choice);
  apply();
}

function apply(): void {
  const dark = themeChoice.value === 'dark' || (themeChoice.value === 'system' && darkSystem.matches);
  document.documentElement.classList.toggle('dark', dark);
}
