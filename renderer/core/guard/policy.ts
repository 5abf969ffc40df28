import { DEFAULT_POLICY, type SecurityPolicy } from '@shared/access/security-policy';
import type { MetaRow } from '@renderer/data/tables';

/** Row of `meta` with the company's security policy. */
export const POLICY_KEY = 'security';

export async function readPolicy(meta: {
  get(key: string): PromiseLike<MetaRow | undefined>;
}): Promise<SecurityPolicy> {
  const stored = (await meta.get(POLICY_KEY))?.value as Partial<SecurityPolicy> | undefined;
  return { ...DEFAULT_POLICY, ...stored };
}
