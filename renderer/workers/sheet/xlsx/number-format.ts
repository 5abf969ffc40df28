/**
 * What a number format does to the text a person sees, as far as meaning goes: which numbers are dates, percentages or
 * codes with leading zeros. Decimals, thousands separators and currency signs are not applied: a value is never rounded
 * by how it was displayed.
 */
export type NumberStyle = SectionStyle | ChoiceStyle;

type SectionStyle =
  | { type: 'plain' }
  | { type: 'percent'; decimals: number }
  | { type: 'padded'; width: number }
  | { type: 'date' | 'time' | 'elapsed' };

/** Sections with conditions, `[<1][h]:mm;0.0`: the first that takes the value says what it is. */
interface ChoiceStyle {
  type: 'choice';
  sections: readonly { takes: (value: number) => boolean; style: SectionStyle }[];
}

export const PLAIN: SectionStyle = { type: 'plain' };

/**
 * Formats known by number only (ECMA-376 part 1, 18.8.30, with the zh-CN rows 27-36 and 50-58, which Excel and WPS write
 * without spelling them out).
 */
export function builtInStyle(id: number): NumberStyle {
  if (id === 9) return { type: 'percent', decimals: 0 };
  if (id === 10) return { type: 'percent', decimals: 2 };
  if ((id >= 14 && id <= 17) || id === 22) return { type: 'date' };
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return { type: 'time' };
  if (id === 46) return { type: 'elapsed' };
  if ((id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58) return { type: 'date' };
  if ((id >= 32 && id <= 35) || id === 55 || id === 56) return { type: 'time' };
  return PLAIN;
}

/**
 * Of sections without conditions only the first counts, that of positive numbers: nobody writes negative numbers as another
 * kind of thing.
 */
export function readNumberStyle(code: string): NumberStyle {
  const sections = splitSections(code);
  if (!sections.some((section) => CONDITION.test(section))) return sectionStyle(sections[0] ?? '');
  return { type: 'choice', sections: sections.map((s) => ({ takes: readCondition(s), style: sectionStyle(s) })) };
}

export function styleFor(value: number, style: NumberStyle): SectionStyle {
  if (style.type !== 'choice') return style;
  return style.sections.find((section) => section.takes(value))?.style ?? PLAIN;
}

const CONDITION = /\[(<=|>=|<>|<|>|=)(-?[\d.]+(?:E[+-]?\d+)?)\]/i;

function readCondition(section: string): (value: number) => boolean {
  const [, operator, bound] = CONDITION.exec(section) ?? [];
  const limit = Number(bound);
  switch (operator) {
    case '<':
      return (value) => value < limit;
    case '<=':
      return (value) => value <= limit;
    case '>':
      return (value) => value > limit;
    case '>=':
      return (value) => value >= limit;
    case '=':
      return (value) => value === limit;
    case '<>':
      return (value) => value !== limit;
    default:
      return () => true;
  }
}

function sectionStyle(section: string): SectionStyle {
  const elapsed = /\[(h+|m+|s+)\]/i.test(section);
  const bare = section
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general|g\/通用格式/gi, '')
    .replace(/e[+-]/gi, '')
    .toLowerCase();
  // A letter beside digit places is a unit somebody forgot to quote, unless the digits are parts of a second.
  const counts = /[0#?]/.test(bare.replace(/s[.,]0+/g, 's'));
  const hasTime = !counts && /[hs]|am\/pm|a\/p|上午\/下午/.test(bare);
  // `aaa` and `aaaa` are the days of the week in Chinese and Japanese.
  const hasDay = !counts && (/[yde年月日]|aaa/.test(bare) || (!hasTime && /m/.test(bare)));
  // In `[h]:mm` the `m` left over means minutes.
  if (elapsed) return { type: !counts && /[yd年月日]/.test(bare) ? 'date' : 'elapsed' };
  if (hasDay) return { type: 'date' };
  if (hasTime) return { type: 'time' };
  if (bare.includes('%'))
    return { type: 'percent', decimals: /\.([0#?]*)/.exec(bare)?.[1]?.replace(/[^0]/g, '').length ?? 0 };
  if (/^0{2,}$/.test(bare.trim())) return { type: 'padded', width: bare.trim().length };
  return PLAIN;
}

/** The sections of a format, each without quoted text, escaped characters, fillers and blanks of a letter's width. */
function splitSections(code: string): string[] {
  const sections: string[] = [];
  let out = '';
  for (let i = 0; i < code.length; i++) {
    const c = code[i]!;
    if (c === ';') {
      sections.push(out);
      out = '';
    } else if (c === '"') {
      const close = code.indexOf('"', i + 1);
      i = close < 0 ? code.length : close;
    } else if (c === '[') {
      const close = code.indexOf(']', i);
      if (close < 0) break;
      out += code.slice(i, close + 1);
      i = close;
    } else if (c === '\\' || c === '_' || c === '*') i++;
    else out += c;
  }
  return [...sections, out];
}
