import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { askCore } from '@renderer/platform/workers';
import { useCommand } from '@renderer/platform/use-command';

const IDLE_MS = 2000;

export interface Draft {
  texts: Record<string, string>;
  savedAt: number;
}

/**
 * What is typed and not saved yet, kept encrypted by the core for this person: two seconds after the last key, and when the
 * page goes. Offered when they come back, whatever happened in between.
 */
export function useDraft(
  key: () => string,
  changedTexts: () => Record<string, string>,
): {
  offered: Ref<Draft | null>;
  savedAt: Ref<number>;
  look: () => Promise<void>;
  flush: () => Promise<void>;
  clear: () => Promise<void>;
} {
  const offered = ref<Draft | null>(null);
  const savedAt = ref(0);
  const save = useCommand('draft.save');
  const drop = useCommand('draft.clear');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '{}';
  let closed = false;

  async function look(): Promise<void> {
    const found = await askCore('draft.get', { key: key() });
    if (!found.ok || found.value === null) return;
    const texts = readTexts(found.value.json);
    if (Object.keys(texts).length > 0) offered.value = { texts, savedAt: found.value.savedAt };
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const json = JSON.stringify(changedTexts());
    if (closed || json === last || json === '{}') return;
    last = json;
    const kept = await save.run({ key: key(), json });
    if (kept.ok) savedAt.value = Date.now();
  }

  async function clear(): Promise<void> {
    clearTimeout(timer);
    offered.value = null;
    last = '{}';
    savedAt.value = 0;
    await drop.run({ key: key() });
  }

  watch(
    changedTexts,
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), IDLE_MS);
    },
    { deep: true },
  );
  onBeforeUnmount(() => {
    void flush();
    closed = true;
    clearTimeout(timer);
  });

  return { offered, savedAt, look, flush, clear };
}

function readTexts(json: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}
