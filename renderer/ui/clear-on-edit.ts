import { watch } from 'vue';

/** A complaint goes as soon as its field is touched: what is being corrected need not be told again. */
export function clearOnEdit<K extends string>(
  errors: Record<K, string>,
  sources: Record<NoInfer<K>, () => unknown>,
): void {
  for (const key of Object.keys(sources) as K[]) watch(sources[key], () => (errors[key] = ''));
}
