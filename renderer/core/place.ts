import type { MetaRow } from '@renderer/data/tables';
import type { MetaValues } from './context';
import { readPolicy } from './guard/policy';
import { DEFAULT_IDLE_MINUTES, type Place } from './session';

/** What `meta` says of the company, through whatever can read it. */
export async function readPlace(meta: { get(key: string): PromiseLike<MetaRow | undefined> }): Promise<Place> {
  const company = (await meta.get('company'))?.value as MetaValues['company'] | undefined;
  const settings = (await meta.get('settings'))?.value as MetaValues['settings'] | undefined;
  return {
    companyName: company?.name ?? '',
    idleMinutes: settings?.idleMinutes ?? DEFAULT_IDLE_MINUTES,
    strictPasswords: (await readPolicy(meta)).passwords === 'strict',
  };
}
