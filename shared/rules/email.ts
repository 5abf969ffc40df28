import { bad, good, type Checked } from './issues';
import { isNoAnswer } from './placeholders';
import { cleanText, toHalfWidth } from './text';

const MAX = 64;
const SHAPE =
  /^[A-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?(?:\.[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?)*\.[A-Z]{2,24}$/i;

/** What nearly every address looks like: no need for the long way. */
const PLAIN = /^[a-z0-9]+@(?:[a-z0-9]+\.)+[a-z]{2,24}$/;
/** `张三<z@example.com>`, as a mail program copies it. */
const ADDRESSED = /^[^<>@]*<([^<>]+)>$/;
const LABEL = /^(?:mailto|e-?mail|[\u4e00-\u9fff]{2,6}):\s*/;

export function isPlainEmail(text: string): boolean {
  return text.length <= MAX && PLAIN.test(text);
}

/** Kept in lower case: nobody here tells two mailboxes apart by case. A dash or 无 stands for none. */
export function checkEmail(raw: string): Checked {
  if (isPlainEmail(raw)) return good(raw);
  const text = toHalfWidth(cleanText(raw)).trim().toLowerCase();
  if (text === '' || isNoAnswer(text) || /^无(?:电子)?(?:邮箱|邮件)$/.test(text)) return good('');
  const address = text
    .replace(ADDRESSED, '$1')
    .replace(LABEL, '')
    .replace(/^["'“”‘’]+|["'“”‘’;,、。.]+$/g, '')
    .replaceAll('。', '.')
    .trim();
  return address.length <= MAX && SHAPE.test(address) ? good(address) : bad(text, 'email.format');
}
