import { merchant } from '@shared/entities/merchant';
import { dictionaryItems } from '@shared/entities/dictionaries';
import type { Field } from '@shared/entities/define';
import { infoOf } from '@shared/access/catalogue';
import { isPermission } from '@shared/access/resources';
import { ROLES, type RoleId } from '@shared/access/roles';
import { formatRate } from '@shared/rules/rate';

type Language = 'zh' | 'en';

/** The name of a merchant's field; null when it is not one: the page then has its own word for it. */
export function merchantFieldName(field: string, language: Language): string | null {
  return fieldOf(field)?.[language] ?? null;
}

/** A stored value as a person reads it: words for codes, percent for rates. */
export function showValue(field: string, value: string, language: Language): string {
  if (field === 'roleIds' || field === 'denies' || field === 'permissions') return namesIn(value, language);
  const spec = fieldOf(field);
  if (!spec || value === '') return value;
  if (spec.dictionary) return dictionaryItems(spec.dictionary).find((item) => item.code === value)?.[language] ?? value;
  if (spec.type === 'rate') return formatRate(value) || value;
  return value;
}

/** A stored list of roles or permissions by their names; ids nobody knows any more stay as they are. */
function namesIn(value: string, language: Language): string {
  if (!value.startsWith('[')) return value;
  const ids = JSON.parse(value) as string[];
  const nameOf = (id: string): string =>
    isPermission(id) ? infoOf(id)[language] : (ROLES[id as RoleId]?.[language] ?? id);
  return ids.map(nameOf).join(language === 'zh' ? '、' : ', ');
}

function fieldOf(field: string): Field | undefined {
  return (merchant.fields as Readonly<Record<string, Field>>)[field];
}
