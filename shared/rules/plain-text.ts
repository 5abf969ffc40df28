import type { Field } from '../entities/define';
import type { MerchantField } from '../entities/merchant';
import { bad, good, type Checked } from './issues';
import { cleanLine, cleanText, isPlaceholder, toHalfWidth } from './text';

/** A person's name in Han signs, set apart with blanks for looks: `王　溪`. */
const SPACED_NAME = /^\p{Script=Han}(?:\s*[\p{Script=Han}·])+$/u;

export function isPersonField(name: MerchantField): boolean {
  return name === 'legalName' || name === 'contactName';
}

/** Free text of an entity field: cleaned, blanks-only is absent, `max` counts UTF-16 units. */
export function checkText(raw: string, field: Field, isPerson: boolean): Checked {
  const text = field.type === 'longText' || field.section === 'address' ? cleanText(raw) : cleanLine(raw);
  if (text === '') return good('');
  if (field.required && isPlaceholder(text)) return bad('', 'required');
  const value = isPerson && /\s/.test(text) && SPACED_NAME.test(text) ? text.replace(/\s+/g, '') : text;
  if (field.max !== undefined && value.length > field.max) return bad(value, 'text.too_long', { max: field.max });
  return good(value);
}

/** Words joined by a comma, in the order given, each once. */
export function checkTags(raw: string, max: number): Checked {
  const words = toHalfWidth(cleanLine(raw))
    .split(/[,、;|/\s]+/)
    .filter((w) => w !== '');
  const value = [...new Set(words)].join(',');
  return value.length > max ? bad(value, 'text.too_long', { max }) : good(value);
}
