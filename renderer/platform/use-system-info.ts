import { onMounted, shallowRef, type ShallowRef } from 'vue';
import type { SystemInfo } from '@shared/contracts/bridge';
import { getBridge } from './bridge';

/** How the program runs here; null until it has answered. */
export function useSystemInfo(): ShallowRef<SystemInfo | null> {
  const info = shallowRef<SystemInfo | null>(null);
  onMounted(async () => {
    const asked = await getBridge().system.info();
    if (asked.ok) info.value = asked.value;
  });
  return info;
}
