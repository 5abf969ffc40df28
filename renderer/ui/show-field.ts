import { dictionaryItems } from '@shared/entities/dictionaries';
import type { Field } from '@shared/entities/define';
import { formatRate } from '@shared/rules/rate';

/** A stored value as a person reads it: enums by name, rates as percent; everything else is its own text. */
export function showField(field: Field, value: string | undefined, locale: 'zh' | 'en'): string {
  if (value === undefined || value === '') return '';
  switch (field.type) {
    case 'enum':
      return dictionaryItems(field.dictionary ?? '').find((item) => item.code === value)?.[locale] ?? value;
    case 'rate':
      return formatRate(value);
    case 'tags':
      return value.split(',').join(locale === 'zh' ? '、' : ', ');
    default:
      return value;
  }
}

/** A stored value as it stands in a form: like `showField`, but enums stay codes and tags keep their commas. */
export function showInForm(field: Field, value: string | undefined): string {
  if (value === undefined || value === '') return '';
  return field.type === 'rate' ? formatRate(value) : value;
}
