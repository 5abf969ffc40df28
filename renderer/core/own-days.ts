import type { OwnDay } from '@shared/time/holidays';
import type { MetaRow } from '@renderer/data/tables';
import type { MetaValues } from './context';

/** Days noted over the built-in lists of holidays, through whatever can read `meta`. */
export async function readOwnDays(meta: { get(key: string): PromiseLike<MetaRow | undefined> }): Promise<OwnDay[]> {
  return ((await meta.get('holidays'))?.value as MetaValues['holidays'] | undefined) ?? [];
}
