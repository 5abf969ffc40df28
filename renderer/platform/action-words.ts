import { computed, shallowRef, type ComputedRef } from 'vue';
import type { ActionWord } from '@shared/contracts/audit';
import { useLanguage } from './language';
import { askCore } from './workers';

/** They change only with the program: asked for once. */
const words = shallowRef<readonly ActionWord[]>([]);

export interface ActionWords {
  /** An action's name as a person reads it. */
  text: (action: string) => string;
  /** Actions that leave entries, for a filter. */
  audited: ComputedRef<readonly { name: string; text: string }[]>;
}

export function useActionWords(): ActionWords {
  const { language } = useLanguage();
  if (words.value.length === 0) void load();
  const byName = computed(() => new Map(words.value.map((word) => [word.name, word[language.value]])));
  return {
    text: (action) => byName.value.get(action) ?? action,
    audited: computed(() =>
      words.value.filter((word) => word.audited).map((word) => ({ name: word.name, text: word[language.value] })),
    ),
  };
}

async function load(): Promise<void> {
  const asked = await askCore('audit.words', {}).catch(() => null);
  if (asked?.ok && Array.isArray(asked.value)) words.value = asked.value;
}
