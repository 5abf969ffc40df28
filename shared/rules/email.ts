import { bad, good, type Checked } from './issues';
import { cleanText, isPlaceholder, toHalfWidth } from './text';

const MAX = 64;
const SHAPE =
  /^[A-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?(?:\.[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?)*\.[A-Z]{2,24}$/i;

/** What nearly every address looks like: no need for the long way. */
const PLAIN = /^[a-z0-9]+@(?:[a-z0-9]+\.)+[a-z]{2,24}$/;

export function isPlainEmail(text: string): boolean {
  return text.length <= MAX && PLAIN.test(text);
}

/** Kept in lower case: nobody here tells two mailboxes apart by case. A dash or 无 stands for none. */
export function checkEmail(raw: string): Checked {
  if (isPlainEmail(raw)) return good(raw);
  const text = toHalfWidth(cleanText(raw))
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '');
  if (text === '' || isPlaceholder(text)) return good('');
  return text.length <= MAX && SHAPE.test(text) ? good(text) : bad(text, 'email.format');
}
