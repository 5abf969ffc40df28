import { bad, good, type Checked } from './issues';
import { compact } from './text';

/** ISO 18245 codes below 1000: the only ones that lose a zero when a spreadsheet takes them for numbers. */
const LOST_ZERO = /^(742|763|780)(?![0-9A-Z])/;
/** Four digits that stand alone, with a label around them that has no other digits: `5812-餐饮`, `餐饮（5812）`, `MCC 5812`. */
const LABELLED = /^(?:MCC)?[^0-9A-Z]*(?:MCC[^0-9A-Z]*)?(\d{4})(?:[^0-9A-Z].*)?$|^[^0-9]*[^0-9A-Z](\d{4})[^0-9A-Z]*$/;

/** A merchant category code: four digits, leading zero kept. */
export function checkMcc(raw: string): Checked {
  const text = compact(raw).toUpperCase().replace(/\.0+$/, '').replace(LOST_ZERO, '0$1');
  if (text === '') return good('');
  if (/^\d{4}$/.test(text)) return text === '0000' ? bad(text, 'mcc.invalid') : good(text);
  const match = LABELLED.exec(text);
  const code = match?.[1] ?? match?.[2] ?? '';
  const rest = text.replace(code, '');
  if (code === '' || code === '0000' || /\d/.test(rest)) return bad(text, 'mcc.invalid');
  return good(code);
}
