import type { Field } from '@shared/entities/define';
import { dictionaryItems } from '@shared/entities/dictionaries';
import { fillIn, RULES, WORDS, type Locale } from './template-texts';
import { escapeXml } from './xlsx-parts';

/** Excel calls a file damaged whose titles or messages are longer. */
const MAX_TITLE = 32;
const MAX_MESSAGE = 225;
/** Values of one length only. */
const LENGTHS: Partial<Record<Field['type'], number>> = { uscc: 18, idCard: 18 };
/** How the value is written is worth a word while it is typed; for the others the header says enough. */
const HINTED: ReadonlySet<Field['type']> = new Set<Field['type']>([
  'date',
  'rate',
  'region',
  'mcc',
  'uscc',
  'idCard',
  'phone',
  'bankAccount',
  'tags',
]);

interface Rule {
  type: 'list' | 'textLength';
  operator?: 'equal' | 'lessThanOrEqual';
  formula: string | number;
  /** `warning` asks and lets the value in: what the import accepts, the template must not refuse. */
  style: 'stop' | 'warning';
  error: string;
}

/**
 * The data validation of a field for a whole range of cells: a list, a length, or a hint alone. `undefined` where there is
 * nothing to say.
 */
export function ruleXml(field: Field, range: string, source: string | undefined, locale: Locale): string | undefined {
  const rule = findRule(field, source, locale);
  const isHinted = HINTED.has(field.type);
  if (!rule && !isHinted) return undefined;
  const title = field[locale].slice(0, MAX_TITLE);
  const attributes: Record<string, string> = {
    ...(rule && {
      type: rule.type,
      errorStyle: rule.style,
      ...(rule.operator && { operator: rule.operator }),
      showErrorMessage: '1',
      errorTitle: title,
      error: rule.error.slice(0, MAX_MESSAGE),
    }),
    allowBlank: '1',
    ...(isHinted && { showInputMessage: '1', promptTitle: title, prompt: ruleOf(field, locale).slice(0, MAX_MESSAGE) }),
    sqref: range,
  };
  const open = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  const formula = rule ? `<formula1>${escapeXml(String(rule.formula))}</formula1>` : '';
  return `<dataValidation${open.join('')}>${formula}</dataValidation>`;
}

/** What may stand in a field, in words; follows the field's type, so that a new field explains itself. */
export function ruleOf(field: Field, locale: Locale): string {
  const rule = RULES[field.type][locale];
  if (field.type === 'enum') {
    const names = dictionaryItems(field.dictionary ?? '').map((item) => item[locale]);
    return rule + names.join(WORDS.comma[locale]);
  }
  if (field.max === undefined || field.type === 'region') return rule;
  return rule + fillIn(WORDS.atMost[locale], { max: field.max });
}

function findRule(field: Field, source: string | undefined, locale: Locale): Rule | undefined {
  if (source !== undefined) {
    return field.type === 'enum'
      ? { type: 'list', formula: source, style: 'stop', error: WORDS.pick[locale] }
      : { type: 'list', formula: source, style: 'warning', error: WORDS.notListed[locale] };
  }
  const length = LENGTHS[field.type];
  const limit = length ?? field.max;
  if (limit === undefined) return undefined;
  return {
    type: 'textLength',
    operator: length === undefined ? 'lessThanOrEqual' : 'equal',
    formula: limit,
    style: 'warning',
    error: fillIn(length === undefined ? WORDS.tooLong[locale] : WORDS.notLength[locale], { limit }),
  };
}
