import type { Field } from '@shared/entities/define';
import { dictionaryItems } from '@shared/entities/dictionaries';
import type { ImportTemplate } from '@shared/imports/templates/define';
import type { Locale } from './template-texts';
import { columnName } from './xlsx-parts';

export interface TemplateColumn {
  name: string;
  field: Field;
  /** As spreadsheets call it: `A`. */
  letter: string;
  /** As it stands in the example row, but for the mark there. */
  example: string;
}

export function templateColumns({ entity, fields, example }: ImportTemplate, locale: Locale): TemplateColumn[] {
  return fields.map((name, i) => {
    const field = entity.fields[name]!;
    const given = example[name] ?? field.example ?? dictionaryItems(field.dictionary ?? '')[0]?.[locale] ?? '';
    const text = typeof given === 'string' ? given : given[locale];
    return { name, field, letter: columnName(i), example: text };
  });
}
