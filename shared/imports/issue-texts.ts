import { dictionaryItems } from '../entities/dictionaries';
import type { Field } from '../entities/define';
import { merchant, type MerchantField } from '../entities/merchant';
import { enumLabel } from '../rules/enums';
import type { IssueCode } from '../rules/issues';
import { ISSUE_TEXTS, REASON_TEXTS } from './issue-words';

export type Locale = 'zh' | 'en';

export interface SpokenIssue {
  field: string;
  code: string;
  params?: Record<string, string | number>;
}

/** Where a complaint is about, for people who look at the table itself. */
export interface IssuePlace {
  /** 1-based row in the file. */
  row: number;
  /** The header of the column as the file has it; '' where the file has no such column. */
  column: string;
  /** Text of the cell. */
  value: string;
}

/** Longer values are cut: a sentence is to be read. */
const VALUE_MAX = 40;

/** One sentence for one complaint, cause and remedy. Never holds the value itself: it goes into logs and reports. */
export function issueMessage(issue: SpokenIssue, locale: Locale): string {
  const code = issue.code as IssueCode;
  const text = REASON_TEXTS[code]?.[String(issue.params?.['reason'])] ?? ISSUE_TEXTS[code];
  if (!text) return issue.code;
  const field = fieldOf(issue.field);
  const words: Record<string, string | number> = {
    ...wordsOf(field, issue, locale),
    ...issue.params,
    field: field?.[locale] ?? issue.field,
  };
  return text[locale].replace(/\{(\w+)\}/g, (whole, name: string) => String(words[name] ?? whole));
}

/**
 * The whole sentence: row, column as the file names it, value, cause and remedy. Only for places that show the row anyway (the
 * grid, the workbook of failed rows): the value may be an ID or account number.
 */
export function issueSentence(issue: SpokenIssue, place: IssuePlace, locale: Locale): string {
  const label = fieldOf(issue.field)?.[locale] ?? issue.field;
  const column = place.column.replace(/\s+/g, ' ').trim() || label;
  const text = place.value.replace(/\s+/g, ' ').trim();
  const value = text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX)}…` : text;
  const message = issueMessage(issue, locale);
  if (locale === 'zh') return `第 ${place.row} 行“${column}”${value === '' ? '为空' : `的值“${value}”`}：${message}`;
  return `Row ${place.row}, "${column}"${value === '' ? ' (empty)' : `, value "${value}"`}: ${message}`;
}

function fieldOf(name: string): Field | undefined {
  return name in merchant.fields ? merchant.fields[name as MerchantField] : undefined;
}

/** Words that the field itself gives: an example, the choices, the label of a code. */
function wordsOf(field: Field | undefined, issue: SpokenIssue, locale: Locale): Record<string, string> {
  const example = field?.example ? (locale === 'zh' ? `（如 ${field.example}）` : ` (such as ${field.example})`) : '';
  const dictionary = field?.dictionary ?? '';
  const choices = dictionaryItems(dictionary).map((item) => item[locale]);
  const code = String(issue.params?.['code'] ?? '');
  return {
    example,
    choices: choices.join(locale === 'zh' ? '、' : ', '),
    label: code === '' ? '' : enumLabel(dictionary, code, locale),
  };
}
