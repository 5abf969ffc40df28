import { bad, good, type Checked } from './issues';
import { cleanText, isPlaceholder, toHalfWidth } from './text';

const MAX = 64;
const SHAPE =
  /^[A-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?(?:\.[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?)*\.[A-Z]{2,24}$/i;

/** Kept in lower case: nobody here tells two mailboxes apart by case. A dash or 无 stands for none. */
export function checkEmail(raw: string): Checked {
  const text = toHalfWidth(cleanText(raw)).trim().toLowerCase();
  if (text === '' || isPlaceholder(text)) return good('');
  return text.length <= MAX && SHAPE.test(text) ? good(text) : bad(text, 'email.format');
}
