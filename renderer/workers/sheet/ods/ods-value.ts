import { KIND } from '../xlsx/cell-store';
import { isoCellText, numberText, serialText } from '../xlsx/number-text';
import type { OdsNumberType } from './ods-styles';
import { PLAIN } from '../xlsx/number-format';

export interface OdsValue {
  text: string;
  kind: number;
  isText: boolean;
}

/** What OpenOffice wrote for a formula without a result before there was a type for it: a zero that shows an error. */
const ERROR = /^(?:#[A-Z0-9/?]+[!?]?|Err:\d{3})$/;

/**
 * A cell by its stored value, as `RawSheet` shows such values; `shown` is the text of its paragraphs, `numberType` what the
 * style makes of a plain number.
 */
export function readOdsValue(
  attribute: (name: string) => string | undefined,
  shown: string,
  numberType: OdsNumberType | undefined,
): OdsValue {
  const type = attribute('office:value-type');
  if (attribute('calcext:value-type') === 'error') return of(shown, KIND.error);
  switch (type) {
    case 'float':
    case 'currency':
    case 'percentage':
      return numberValue(Number(attribute('office:value') ?? NaN), type === 'float' ? numberType : type, shown);
    case 'boolean':
      return of(attribute('office:boolean-value') === 'true' ? 'TRUE' : 'FALSE', KIND.boolean);
    case 'date':
      return of(isoCellText(attribute('office:date-value') ?? shown), KIND.date);
    case 'time':
      return of(clockText(attribute('office:time-value') ?? '') ?? shown, KIND.date);
    default:
      return of(attribute('office:string-value') ?? shown, KIND.text);
  }
}

function numberValue(value: number, type: string | undefined, shown: string): OdsValue {
  if (ERROR.test(shown)) return of(shown, KIND.error);
  if (!Number.isFinite(value)) return of(shown, KIND.text);
  if (type === 'percentage') {
    const decimals = /[.,](\d+)\s*%/.exec(shown)?.[1]?.length ?? 0;
    const percent = numberText(value, { type: 'percent', decimals }, false);
    return of(percent.text, percent.kind);
  }
  if (type === 'date' || type === 'time') {
    const text = serialText(value, type === 'time', false);
    if (text !== null) return of(text, KIND.date);
  }
  // A code shown with leading zeros.
  if (/^0\d+$/.test(shown) && Number(shown) === value) return of(shown, KIND.number);
  return of(numberText(value, PLAIN, false).text, KIND.number);
}

function of(text: string, kind: number): OdsValue {
  return { text, kind, isText: kind === KIND.text };
}

/** Ten thousand hours: no length of time is written longer, and no point in time is earlier. */
const LONGEST_MS = 36_000_000_000;

/** `PT36H05M00.5S` as `36:05:00.500`. */
function clockText(duration: string): string | undefined {
  const match = /^PT(\d{1,8})H(\d{1,2})M(\d{1,2})(?:[.,](\d+))?S$/.exec(duration);
  if (!match) return undefined;
  const [, hours, minutes, seconds, fraction] = match;
  const ms = Math.round(Number(`0.${fraction ?? 0}`) * 1000);
  const total = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + ms;
  // A point in time, of which the format shows the clock alone.
  if (total >= LONGEST_MS) return serialText(total / 86_400_000, false, false) ?? undefined;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const clock = `${two(total / 3_600_000)}:${two((total / 60_000) % 60)}:${two((total / 1000) % 60)}`;
  return total % 1000 === 0 ? clock : `${clock}.${String(total % 1000).padStart(3, '0')}`;
}
