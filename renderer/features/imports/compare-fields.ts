import type { MerchantView } from '@shared/contracts/core';
import {
  merchant,
  MERCHANT_INPUT_FIELDS,
  MERCHANT_SENSITIVE_FIELDS,
  type MerchantField,
} from '@shared/entities/merchant';
import type { MatchKey, PlanRow } from '@shared/imports/define';
import { showField } from '@renderer/ui/show-field';
import { viewCell } from './plan-cell';

/** The record a row is held against: another row of the file, or a merchant that is stored, its sensitive fields masked. */
export type OtherRecord =
  | { kind: 'row'; row: PlanRow; by: readonly MatchKey[] }
  | { kind: 'stored'; merchant: MerchantView; by: readonly MatchKey[] };

export interface ComparedField {
  field: MerchantField;
  label: string;
  here: string;
  there: string;
  /** `masked`: the stored value is not shown, so nobody can say. */
  state: 'differs' | 'onlyHere' | 'onlyThere' | 'masked' | 'same';
}

const ORDER: readonly ComparedField['state'][] = ['differs', 'onlyHere', 'onlyThere', 'masked', 'same'];
/** What a match says of a field whose stored value is masked. */
const MATCHED_FIELD: Partial<Record<MatchKey, MerchantField>> = { phone: 'contactPhone', account: 'accountNo' };

/** Two records side by side, field by field: what differs first. Fields empty on both sides are left out. */
export function compareFields(row: PlanRow, other: OtherRecord, locale: 'zh' | 'en'): ComparedField[] {
  const compared = MERCHANT_INPUT_FIELDS.map((field) => compareField(field, row, other, locale));
  return compared
    .filter((one) => one.here !== '' || one.there !== '')
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}

function compareField(field: MerchantField, row: PlanRow, other: OtherRecord, locale: 'zh' | 'en'): ComparedField {
  const here = viewCell(row, field, locale).text;
  const there =
    other.kind === 'row'
      ? viewCell(other.row, field, locale).text
      : showField(merchant.fields[field], other.merchant[field], locale);
  return { field, label: merchant.fields[field][locale], here, there, state: stateOf(field, here, there, other) };
}

function stateOf(field: MerchantField, here: string, there: string, other: OtherRecord): ComparedField['state'] {
  if (there === '') return 'onlyHere';
  if (here === '') return 'onlyThere';
  if (other.kind === 'stored' && isSensitive(field)) {
    return other.by.some((key) => MATCHED_FIELD[key] === field) ? 'same' : 'masked';
  }
  return here === there ? 'same' : 'differs';
}

function isSensitive(field: MerchantField): boolean {
  return (MERCHANT_SENSITIVE_FIELDS as readonly string[]).includes(field);
}
