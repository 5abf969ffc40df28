import type { Field } from '../entities/define';
import type { MerchantField } from '../entities/merchant';
import { bad, good, type Checked } from './issues';
import { isDitto, isNoAnswer, isPlaceholder } from './placeholders';
import { cleanLine, cleanText, toHalfWidth } from './text';

/** A person's name in Han signs, set apart with blanks for looks: `王　溪`. */
const SPACED_NAME = /^\p{Script=Han}(?:\s*[\p{Script=Han}·])+$/u;
/** A mobile or ID number beside a name, with what sets it apart: `王溪/13800000000`, `王溪（电话：13800000000）`. */
const NUMBER_BESIDE = new RegExp(
  [
    String.raw`[\s/、,，;；:：|（(-]*(?:联系)?(?:电话|手机号?|身份证号?码?|tel)?[.:：\s]*(?<![\dA-Z])`,
    String.raw`(?:(?:(?:\+|00)?86-?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}|[1-9]\d{16}[\dX])`,
    String.raw`(?![\dA-Z])[\s/、,，;；|）)-]*`,
  ].join(''),
  'gi',
);
/** An account number beside the name of a bank or of a holder, where one column holds both. */
const ACCOUNT_BESIDE =
  /[\s/、,，;；:：|（(-]*(?:账号|帐号|卡号)?[:：\s]*(?<![\d-])\d(?:[\s-]?\d){11,}(?![\d-])[\s/、,，;；|）)-]*/g;

export function isPersonField(name: MerchantField): boolean {
  return name === 'legalName' || name === 'contactName';
}

/** Free text of an entity field: cleaned, blanks-only is absent, `max` counts UTF-16 units. */
export function checkText(raw: string, field: Field, isPerson: boolean): Checked {
  const text = field.type === 'longText' || field.section === 'address' ? cleanText(raw) : cleanLine(raw);
  if (text === '') return good('');
  if (field.required ? isNoAnswer(text) : isPlaceholder(text)) return good('');
  if (isDitto(text)) return bad(text, 'text.ditto');
  if (isPerson && !/\p{L}/u.test(text)) return bad(text, 'text.not_a_name');
  const value = isPerson
    ? cleanPerson(text)
    : field.section === 'settlement'
      ? text.replace(ACCOUNT_BESIDE, '') || text
      : text;
  return value === text ? checkLength(value, field.max ?? Infinity) : checkText(value, field, isPerson);
}

/** `王　溪` and `王溪 13800000000` are 王溪; names in letters keep their blanks. */
function cleanPerson(text: string): string {
  const name = /\d{4}/.test(text) ? text.replace(NUMBER_BESIDE, ' ').trim() || text : text;
  return /\s/.test(name) && SPACED_NAME.test(name) ? name.replace(/\s+/g, '') : name;
}

/** Words joined by a comma, in the order given, each once. */
export function checkTags(raw: string, max: number): Checked {
  const text = cleanLine(raw);
  if (isPlaceholder(text)) return good('');
  const words = toHalfWidth(text)
    .split(/[,、;|/\s]+/)
    .filter((w) => w !== '' && !isPlaceholder(w));
  const value = [...new Set(words)].join(',');
  return value === text ? checkLength(value, max) : checkTags(value, max);
}

/** Counts UTF-16 units, as the limits of fields do. */
export function checkLength(value: string, max: number): Checked {
  return value.length > max ? bad(value, 'text.too_long', { max, length: value.length }) : good(value);
}
