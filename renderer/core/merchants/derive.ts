import {
  MERCHANT_INPUT_FIELDS,
  MERCHANT_SENSITIVE_FIELDS,
  type MerchantField,
  type MerchantValues,
} from '@shared/entities/merchant';
import type { PackedColumn } from '@shared/kernel/columns';
import { maskField } from '@shared/rules/mask';
import { pinyinColumns, pinyinOf } from '@shared/rules/pinyin';
import { findRegionCode } from '@shared/rules/regions';
import { findSubjectType } from '@shared/rules/uscc';
import type { Vault } from '../vault/vault';
import { secretsOf, type Secrets } from './secrets';

/** Region codes by the three names: a hundred thousand rows know a few thousand districts. */
const regionCodes = new Map<string, string>();

/**
 * Input values as they are stored: sensitive ones masked, the legal form guessed from the USCC where nobody gave it, and
 * the region code and pinyin every write derives anew. `merchantNo` and `status` are the caller's.
 */
export function deriveValues(plain: Readonly<MerchantValues>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of MERCHANT_INPUT_FIELDS) values[field] = plain[field] ?? '';
  for (const field of MERCHANT_SENSITIVE_FIELDS) values[field] = maskField(field, values[field]!);
  if (values['subjectType'] === '') values['subjectType'] = findSubjectType(values['uscc']!);
  const { full, initials } = pinyinOf(values['name']!);
  values['regionCode'] = regionCodeOf(values['province']!, values['city']!, values['district']!);
  values['py'] = full;
  values['pyInitials'] = initials;
  return values;
}

/** Columns that others are made from. */
export const DERIVED_FROM = [
  'name',
  'uscc',
  'subjectType',
  'province',
  'city',
  'district',
  ...MERCHANT_SENSITIVE_FIELDS,
] as const satisfies readonly MerchantField[];
export type PlainColumns = Record<(typeof DERIVED_FROM)[number], readonly string[]>;

/** The same for many rows, column by column: only those columns that differ from the input. */
export function deriveColumns(plain: Readonly<PlainColumns>): Record<string, PackedColumn | readonly string[]> {
  const { full, initials } = pinyinColumns(plain.name);
  const columns: Record<string, PackedColumn | readonly string[]> = { py: full, pyInitials: initials };
  columns['regionCode'] = plain.province.map((province, row) =>
    regionCodeOf(province, plain.city[row]!, plain.district[row]!),
  );
  columns['subjectType'] = plain.subjectType.map((given, row) => given || findSubjectType(plain.uscc[row]!));
  for (const field of MERCHANT_SENSITIVE_FIELDS) columns[field] = plain[field].map((value) => maskField(field, value));
  return columns;
}

export function blindOf(vault: Vault, secrets: Secrets): Record<string, string> {
  return Object.fromEntries(MERCHANT_SENSITIVE_FIELDS.map((field) => [field, vault.blind(field, secrets[field])]));
}

/** Stored (masked) values with the secrets put back: what the rules check. */
export function plainValues(stored: Readonly<Record<string, string>>, secrets: Secrets): MerchantValues {
  const plain: MerchantValues = {};
  for (const field of MERCHANT_INPUT_FIELDS) plain[field] = stored[field] ?? '';
  return { ...plain, ...secrets };
}

/** A patch over what is there. A masked form sent back unchanged is no change. */
export function mergeValues(
  current: Readonly<Record<string, string>>,
  secrets: Secrets,
  patch: Readonly<MerchantValues>,
  fillOnly = false,
): { plain: MerchantValues; secrets: Secrets } {
  const plain = plainValues(current, secrets);
  for (const [field, value] of Object.entries(patch) as [MerchantField, string][]) {
    if (isSensitive(field) && value !== '' && value === current[field]) continue;
    if (fillOnly && (plain[field] ?? '') !== '') continue;
    plain[field] = value;
  }
  return { plain, secrets: secretsOf(plain) };
}

export function isSensitive(field: string): field is (typeof MERCHANT_SENSITIVE_FIELDS)[number] {
  return (MERCHANT_SENSITIVE_FIELDS as readonly string[]).includes(field);
}

export function regionCodeOf(province: string, city: string, district: string): string {
  const key = `${province}|${city}|${district}`;
  let code = regionCodes.get(key);
  if (code === undefined) {
    code = province === '' ? '' : findRegionCode(province, city, district);
    regionCodes.set(key, code);
  }
  return code;
}
