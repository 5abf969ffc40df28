import { dictionaryItems } from '@shared/entities/dictionaries';
import type { Field } from '@shared/entities/define';
import { merchant, type MerchantField } from '@shared/entities/merchant';
import type { PlanRow } from '@shared/imports/define';
import { issueMessage } from '@shared/imports/issue-texts';
import { cityNames, districtNames, provinceNames } from '@shared/rules/regions';
import type { CellChoice, CellModel } from '@renderer/ui/table-cells';
import { viewCell } from './plan-cell';

interface Words {
  locale: () => 'zh' | 'en';
  /** "In the file: ..." */
  was: (raw: string) => string;
  save: (row: number, field: string, text: string) => void;
}

/** The rows of a plan as a table of cells. What is typed is raw text, judged by the form's rules like any cell of the file. */
export function planCells({ locale, was, save }: Words): CellModel<PlanRow> {
  return {
    text: (row, key) => viewCell(row, key, locale()).text,
    editText: (row, key) => row.raw[key] ?? '',
    note: (row, key) => cellNotes(row, key, locale(), was).join(' '),
    canEdit: (row) => !row.removed,
    choices: (row, key) => choicesOf(row, key, locale()),
    hint: (key) => merchant.fields[key as MerchantField].example ?? '',
    save: (row, key, text) => save(row.row, key, text),
  };
}

/** What there is to say about a cell: why it is wrong, what it was in the file. */
export function cellNotes(row: PlanRow, key: string, locale: 'zh' | 'en', was: (raw: string) => string): string[] {
  const view = viewCell(row, key, locale);
  return [...view.issues.map((issue) => issueMessage(issue, locale)), ...(view.raw === '' ? [] : [was(view.raw)])];
}

function choicesOf(row: PlanRow, key: string, locale: 'zh' | 'en'): CellChoice[] {
  const field: Field = merchant.fields[key as MerchantField];
  if (field.type === 'enum') {
    return dictionaryItems(field.dictionary ?? '').map((item) => ({
      text: item[locale],
      label: item[locale],
      words: [item.code, item.zh, item.en, ...(item.synonyms ?? [])],
    }));
  }
  return field.type === 'region' ? regionChoices(row, key).map((name) => ({ text: name, label: name })) : [];
}

/** Cities of the province that stands beside, districts of the city. */
function regionChoices(row: PlanRow, key: string): string[] {
  const { province = '', city = '' } = row.values;
  if (key === 'province') return provinceNames();
  return key === 'city' ? cityNames(province) : districtNames(province, city);
}
