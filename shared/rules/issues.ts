/** Every complaint a value or a row can earn. Stable words: stored in reports, printed by check-file, matched by tests. */
export const ISSUE_CODES = [
  'required',
  'text.too_long',
  'text.truncated_number',
  'text.error_value',
  'text.ditto',
  'text.not_a_name',
  'text.not_normalised',
  'uscc.length',
  'uscc.charset',
  'uscc.checksum',
  'uscc.old_registration',
  'uscc.org_code',
  'uscc.subject_mismatch',
  'uscc.taken',
  'idcard.length',
  'idcard.charset',
  'idcard.date',
  'idcard.checksum',
  'idcard.region',
  'idcard.age',
  'phone.format',
  'email.format',
  'mcc.invalid',
  'account.invalid',
  'account.luhn',
  'rate.invalid',
  'rate.out_of_range',
  'rate.assumed_percent',
  'rate.unusual',
  'date.invalid',
  'date.future',
  'enum.unknown',
  'enum.assumed',
  'region.unknown',
  'region.mismatch',
  'region.from_address',
  'region.out_of_reach',
  'duplicate.in_file',
] as const;

export type IssueCode = (typeof ISSUE_CODES)[number];
export type Severity = 'error' | 'warning';

/** One complaint about one value. `params` never carry the value itself: it may be an ID or account number. */
export interface CellIssue {
  code: IssueCode;
  severity: Severity;
  params?: Record<string, string | number>;
}

/** What a checker answers: the value to store (or, when it cannot be understood, the cleaned text) and the complaints. */
export interface Checked {
  value: string;
  issues: readonly CellIssue[];
}

const NONE: readonly CellIssue[] = [];

export function good(value: string): Checked {
  return { value, issues: NONE };
}

export function bad(value: string, code: IssueCode, params?: CellIssue['params']): Checked {
  return { value, issues: [issue(code, 'error', params)] };
}

export function doubtful(value: string, code: IssueCode, params?: CellIssue['params']): Checked {
  return { value, issues: [issue(code, 'warning', params)] };
}

export function issue(code: IssueCode, severity: Severity, params?: CellIssue['params']): CellIssue {
  return params ? { code, severity, params } : { code, severity };
}

export function hasError(issues: readonly CellIssue[]): boolean {
  for (const one of issues) if (one.severity === 'error') return true;
  return false;
}
