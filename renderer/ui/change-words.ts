import { infoOf } from '@shared/access/catalogue';
import { LEVELS, type AdminLevel } from '@shared/access/levels';
import { isPermission } from '@shared/access/resources';
import { ROLES, type Limits, type RoleId } from '@shared/access/roles';
import type { Grant } from '@shared/access/rights';
import type { DataScope } from '@shared/access/scope';
import { categoryLabel } from '@shared/rules/expense-category';
import { dictionaryItems } from '@shared/entities/dictionaries';
import type { Field } from '@shared/entities/define';
import { merchant } from '@shared/entities/merchant';
import { showField } from './show-field';

/** What words are made with: the language, its texts, its dates and numbers. */
export interface ChangeTexts {
  language: 'zh' | 'en';
  t: (key: string, params?: Record<string, unknown>) => string;
  te: (key: string) => boolean;
  /** Epoch ms to date and time. */
  time: (at: number) => string;
  number: (n: number) => string;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The name of a changed field, as the record's own form calls it. */
export function fieldWord(targetType: string, field: string, texts: ChangeTexts): string {
  const spec = targetType === 'merchant' ? merchantField(field) : undefined;
  if (spec) return spec[texts.language];
  return texts.te(`ui.change.fields.${field}`) ? texts.t(`ui.change.fields.${field}`) : field;
}

/** A stored value as a person reads it: words for codes, percent for rates, names for permissions. */
export function valueWord(targetType: string, field: string, value: string, texts: ChangeTexts): string {
  if (value === '') return texts.t('ui.change.empty');
  const spec = targetType === 'merchant' ? merchantField(field) : undefined;
  if (spec) return showField(spec, value, texts.language) || value;
  if (ISO_TIME.test(value)) return texts.time(Date.parse(value));
  switch (field) {
    case 'roleIds':
    case 'denies':
    case 'permissions':
    case 'riskyRights':
      return listed(value, (id: string) => nameOf(id, texts), texts);
    case 'grants':
      return listed(value, (grant: Grant) => grantWord(grant, texts), texts);
    case 'members':
      return listed(
        value,
        ([name, access]: [string, string]) => texts.t(`ui.change.member.${access}`, { name }),
        texts,
      );
    case 'backupSeal':
      return texts.t(`backups.seal.${value}`);
    case 'restoredGroups':
      return listed(value, (group: string) => texts.t(`backups.scope.groups.${group}`), texts);
    case 'scope':
      return scopeWord(parsed<DataScope | null>(value), texts) ?? value;
    case 'limits':
      return limitsWord(parsed<Limits>(value), texts) || texts.t('ui.change.empty');
    case 'category':
      return categoryLabel(value, texts.language);
    case 'line':
      return value.startsWith('expense:')
        ? categoryLabel(value.slice('expense:'.length), texts.language)
        : texts.t(`ui.change.values.${value}`);
    case 'payMethod':
      return dictionaryItems('payMethod').find(({ code }) => code === value)?.[texts.language] ?? value;
    case 'sharedWith':
      return nameOf(value, texts);
    case 'level':
      return LEVELS[value as AdminLevel]?.[texts.language] ?? value;
    default:
      return texts.te(`ui.change.values.${value}`) ? texts.t(`ui.change.values.${value}`) : value;
  }
}

/** A permission or a built-in role by its name; what nobody knows any more stays as it is. */
export function nameOf(id: string, { language }: Pick<ChangeTexts, 'language'>): string {
  return isPermission(id) ? infoOf(id)[language] : (ROLES[id as RoleId]?.[language] ?? id);
}

function merchantField(field: string): Field | undefined {
  return (merchant.fields as Readonly<Record<string, Field>>)[field];
}

function grantWord({ permission, expiresAt }: Grant, texts: ChangeTexts): string {
  const name = nameOf(permission, texts);
  return expiresAt > 0 ? texts.t('ui.change.until', { name, at: texts.time(expiresAt) }) : name;
}

function scopeWord(scope: DataScope | null, { t }: ChangeTexts): string | null {
  if (!scope) return null;
  const list = scope.kind === 'region' ? scope.regions : scope.kind === 'merchant' ? scope.merchantIds : [];
  return t(`ui.change.scope.${scope.kind}`, { count: list.length });
}

function limitsWord(limits: Limits | null, texts: ChangeTexts): string {
  return Object.entries(limits ?? {})
    .map(([permission, limit]) => {
      const single =
        limit?.single === undefined ? [] : [texts.t('ui.change.single', { n: texts.number(limit.single) })];
      const day = limit?.day === undefined ? [] : [texts.t('ui.change.day', { n: texts.number(limit.day) })];
      return `${nameOf(permission, texts)} ${[...single, ...day].join(' / ')}`;
    })
    .join(separator(texts));
}

function listed<T>(value: string, word: (item: T) => string, texts: ChangeTexts): string {
  const list = parsed<T[]>(value);
  return Array.isArray(list) ? list.map(word).join(separator(texts)) : value;
}

function separator({ language }: ChangeTexts): string {
  return language === 'zh' ? '、' : ', ';
}

/** Entries outlive the shapes they tell of: what cannot be read is shown as it stands. */
function parsed<T>(value: string): T | null {
  try {
    return JSON.parse(value) as T;
  } catch {
    return null;
  }
}
