import type { Field } from '../entities/define';
import { MERCHANT_INPUT_FIELDS, merchant, type MerchantField, type MerchantValues } from '../entities/merchant';
import type { CellKind } from '../imports/define';
import type { FieldIssue } from '../kernel/result';
import { parseDate } from '../time/parse-date';
import { checkBankAccount } from './bank-account';
import { checkEmail } from './email';
import { checkEnum } from './enums';
import { checkIdCard } from './id-card';
import { bad, doubtful, good, issue, type CellIssue, type Checked } from './issues';
import { isLiteral } from './literal-text';
import { checkMcc } from './mcc';
import { checkPhone } from './phone';
import { findPlainTest } from './plain-values';
import { checkLength, checkTags, checkText, isPersonField } from './plain-text';
import { isErrorText } from './placeholders';
import { MAX_RATE_PPM, checkRate, type RateUnit } from './rate';
import { checkProvince, cleanRegion } from './regions';
import { cleanText } from './text';
import { checkUscc, findSubjectType } from './uscc';

export interface CheckOptions {
  /** Unit that a column header promises for bare rates. */
  rateUnit?: RateUnit;
  /** BizDate; turns on what depends on the day: age, dates in the future. */
  today?: string;
}

const NO_OPTIONS: CheckOptions = {};

/**
 * The one normaliser and validator of a merchant field, for the form and the import alike. `raw` is text as typed or seen in
 * a cell, `kind` what the cell was. The value is ready to store unless an issue of severity `error` comes with it.
 */
export function checkField(
  name: MerchantField,
  raw: string,
  kind: CellKind = 'text',
  options: CheckOptions = NO_OPTIONS,
): Checked {
  const field: Field = merchant.fields[name];
  if (kind === 'error' || isErrorText(cleanText(raw)))
    return field.required ? bad(raw, 'text.error_value') : doubtful('', 'text.error_value');
  const checked = raw === '' ? good('') : checkByType(name, field, raw, kind, options);
  return checked.value === '' && field.required && checked.issues.length === 0 ? bad('', 'required') : checked;
}

/**
 * Whether normalised values may be stored as they are: the gate's own check, whoever made them. Lists errors only.
 * Required fields must be there unless `partial` (an update that leaves the others alone).
 */
export function checkMerchant(values: Readonly<MerchantValues>, partial = false): FieldIssue[] {
  const issues: FieldIssue[] = [];
  for (const name of MERCHANT_INPUT_FIELDS) {
    const value = values[name];
    if (value === undefined && partial) continue;
    const code = findFault(name, value ?? '');
    if (code) issues.push({ field: name, ...code });
  }
  return issues;
}

/** Complaints that only several fields together give rise to; all of them doubts. */
export function checkTogether(values: Readonly<MerchantValues>): (CellIssue & { field: MerchantField })[] {
  const expected = findSubjectType(values.uscc ?? '');
  if (!values.subjectType || values.subjectType === 'MICRO' || expected === '' || expected === values.subjectType)
    return [];
  return [{ ...issue('uscc.subject_mismatch', 'warning'), field: 'subjectType' }];
}

function checkByType(name: MerchantField, field: Field, raw: string, kind: CellKind, options: CheckOptions): Checked {
  const isNumber = kind === 'number';
  switch (field.type) {
    case 'text':
    case 'longText':
      return checkText(raw, field, isPersonField(name));
    case 'enum':
      return checkEnum(raw, field.dictionary ?? '');
    case 'uscc':
      return checkUscc(raw, isNumber);
    case 'idCard':
      return checkIdCard(raw, isNumber, options.today);
    case 'phone':
      return checkPhone(raw);
    case 'email':
      return checkEmail(raw);
    case 'mcc':
      return checkMcc(raw);
    case 'bankAccount':
      return checkBankAccount(raw, isNumber);
    case 'rate':
      return checkRate(raw, kind === 'percent' ? 0 : options.rateUnit);
    case 'date':
      return checkDate(raw, options.today ?? '');
    case 'tags':
      return checkTags(raw, field.max ?? 200);
    case 'region':
      return name === 'province' ? checkProvince(raw) : checkRegionText(raw, field);
  }
}

function checkDate(raw: string, today: string): Checked {
  const text = cleanText(raw);
  if (text === '') return good('');
  const date = parseDate(text);
  if (date === '' || date < '1900' || date >= '2100') return bad(text, 'date.invalid');
  return today !== '' && date > today ? doubtful(date, 'date.future') : good(date);
}

function checkRegionText(raw: string, field: Field): Checked {
  return checkLength(cleanRegion(raw), field.max ?? Infinity);
}

/** Why a normalised value may not be stored, or nothing. */
export function findFault(name: MerchantField, value: string): Omit<FieldIssue, 'field'> | undefined {
  const field: Field = merchant.fields[name];
  if (value === '') return field.required ? { code: 'required' } : undefined;
  if (findPlainTest(name)?.(value)) return undefined;
  if (field.type === 'rate') {
    if (!/^\d{1,7}$/.test(value)) return { code: 'rate.invalid' };
    return Number(value) > MAX_RATE_PPM ? { code: 'rate.out_of_range' } : undefined;
  }
  // A clerk may keep free text as it was typed.
  if (isLiteral(name, value)) return undefined;
  const checked = checkField(name, value);
  const error = checked.issues.find((i) => i.severity === 'error');
  if (error) return error.params ? { code: error.code, params: error.params } : { code: error.code };
  return checked.value === value ? undefined : { code: 'text.not_normalised' };
}
