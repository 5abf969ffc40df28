import type { IssueText } from '../issue-words';
import type { Locale } from '../issue-texts';
import type { BillIssue, BillIssueCode } from './define';

const TEXTS: Readonly<Record<BillIssueCode, IssueText>> = {
  required: {
    zh: '这一格是空的，这一行就说明不了什么；请重新下载账单',
    en: 'this cell is empty, and without it the row says nothing: download the bill again',
  },
  'amount.invalid': {
    zh: '读不出准确到分的金额；请不要修改账单，重新下载后再试',
    en: 'this is no amount exact to the fen: leave the bill as it was downloaded, and fetch it again',
  },
  'date.invalid': {
    zh: '不是有效的时间；请重新下载账单',
    en: 'this is no date and time: download the bill again',
  },
  'enum.unknown': {
    zh: '不认识这个类型或状态，不能确定这笔钱是收是退；请核对，或把账单发给技术支持',
    en: 'this type or state is not known, so it is not certain whether money came or went: check it, or send us the layout',
  },
  'text.truncated_number': {
    zh: '单号被表格软件变成了数字，末尾几位已丢失；请重新下载账单，不要用 Excel 保存',
    en: 'a spreadsheet took this number for a figure and its last digits are lost: download the bill again and do not save it in Excel',
  },
  'duplicate.in_file': {
    zh: '与第 {row} 行是同一笔，只算一次',
    en: 'the same movement as in row {row}: counted once',
  },
  'row.columns': {
    zh: '列数与表头不符，分不清各列；请重新下载账单',
    en: 'the row has another number of columns than the header, so they cannot be told apart: download the bill again',
  },
  'row.number_twice': {
    zh: '单号与第 {row} 行相同，金额或时间却不同；账单可能被改过，请重新下载',
    en: 'the same number as in row {row} over another amount or time: the bill may have been changed, download it again',
  },
  'balance.broken': {
    zh: '余额与上一行接不上（应为 {expected}，实为 {found}）',
    en: 'the balance does not follow from the row before (expected {expected}, found {found})',
  },
};

/** A sentence for one complaint about a row of a bill: where, and what to do. */
export function billIssueMessage(issue: BillIssue, locale: Locale): string {
  const text = TEXTS[issue.code][locale].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(issue.params?.[name] ?? whole),
  );
  const value = issue.value ?? '';
  if (locale === 'zh') {
    const column = issue.column === '' ? '' : `“${issue.column}”`;
    return `第 ${issue.row} 行${column}${value === '' ? '' : `（${value}）`}：${text}`;
  }
  const column = issue.column === '' ? '' : `, "${issue.column}"`;
  return `Row ${issue.row}${column}${value === '' ? '' : ` (${value})`}: ${text}`;
}
