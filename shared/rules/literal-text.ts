import type { Field } from '../entities/define';
import { merchant, type MerchantField } from '../entities/merchant';
import { bad, good, type Checked } from './issues';
import { checkLength } from './plain-text';
import { isDitto, isNoAnswer } from './placeholders';

/** Zero-width and bidi marks, and controls other than line ends: nobody typed them on purpose, and some turn text round. */
const UNSEEN = /\p{Cf}|(?!\n)\p{Cc}/gu;

/** Whether a clerk may keep the text of a field as it was typed: names, addresses, remarks; never numbers and codes. */
export function isFreeText(name: string): name is MerchantField {
  const field = (merchant.fields as Readonly<Record<string, Field>>)[name];
  return field !== undefined && field.system !== true && (field.type === 'text' || field.type === 'longText');
}

/** Free text as typed: only blanks around it, what cannot be seen, and line ends in a field of one line are taken away. */
export function checkLiteral(name: MerchantField, raw: string): Checked {
  const field: Field = merchant.fields[name];
  const lines = raw.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(UNSEEN, '').trim();
  const text = mayHaveLines(field) ? lines : lines.replace(/\s*\n\s*/g, ' ');
  if (text === '' || (field.required && isNoAnswer(text))) return field.required ? bad('', 'required') : good('');
  return isDitto(text) ? bad(text, 'text.ditto') : checkLength(text, field.max ?? Infinity);
}

/** Whether a value is one that `checkLiteral` gives: the gate stores it though tidying would give another. */
export function isLiteral(name: MerchantField, value: string): boolean {
  if (!isFreeText(name)) return false;
  const checked = checkLiteral(name, value);
  return checked.issues.length === 0 && checked.value === value;
}

function mayHaveLines(field: Field): boolean {
  return field.type === 'longText' || field.section === 'address';
}
