/** Printable ASCII without blanks, quotes and `&`: nothing in it ever needs cleaning. */
const PLAIN = /^[\x21\x23-\x25\x28-\x5f\x61-\x7e]*$/;
/**
 * Anything that makes text worth a closer look: blanks, controls, invisible marks, quotes, `&`, radicals, surrogates. Spelled
 * out, because property classes are several times slower and this is asked of every Chinese cell.
 */
const SUSPECT =
  /[\s"'&\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f\u2018\u2019\u202a-\u202e\u2060-\u206f\u2e80-\u2fdf\ufeff\ufff9-\ufffb\ud800-\udfff]/;
/** Zero-width characters, bidi marks, soft hyphen, BOM, and controls other than tab and line ends. */
const INVISIBLE = /\p{Cf}|(?![\t\n\r])\p{Cc}/gu;
/** Blanks of every make inside a text but the ideographic one, which in Chinese is spelling. */
const ODD_BLANKS = /[\t\v\f\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]/g;
/** Signs for parts of signs, which copying out of a PDF leaves in place of the signs themselves: U+2F66 for 工. */
const RADICALS = /[\u2e80-\u2fdf]/g;
const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;
/** Small forms of ASCII signs, which some input methods offer first: `﹪`, `﹢`, `﹣`. */
const SMALL_FORMS = /[\ufe50-\ufe6b]/g;
/** Quotes put around a code so that no program takes it for a number: `="6200"`, `“6200”`. */
const QUOTED = /^=?["\u201c](.*)["\u201d]$/s;
const CJK_EDGE = '\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef';
const BREAK_IN_CJK = new RegExp(`(?<=[${CJK_EDGE}])[\\t ]*\\n[\\t ]*|[\\t ]*\\n[\\t ]*(?=[${CJK_EDGE}])`, 'g');
const BLANKS = /\s+/g;
/** A formula that is only a text, as programs write it lest a spreadsheet takes a code for a number. */
const TEXT_FORMULA = /^="([^"]*(?:""[^"]*)*)"$/;
/** What a web page writes for signs that mean something to it; the marks stay when a table is copied as source. */
const ENTITY = /&(?:nbsp|amp|lt|gt|quot|apos|#0*(?:32|34|38|39|60|62|160)|#x0*(?:20|22|26|27|3c|3e|a0));/gi;
const ENTITY_SIGN: Record<string, string> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
/**
 * Text as it was meant: invisible characters out, blanks (NBSP and ideographic space too) trimmed at both ends, the
 * apostrophe with which Excel marks a number as text dropped, line ends as `\n`, odd blanks as plain ones. Full-width letters
 * and brackets stay: in names they are spelling.
 */
export function cleanText(raw: string): string {
  if (PLAIN.test(raw) || !SUSPECT.test(raw)) return raw;
  let text = raw.replace(/\r\n?/g, '\n').replace(ODD_BLANKS, ' ').replace(INVISIBLE, '');
  text = text.replace(RADICALS, (sign) => sign.normalize('NFKC'));
  // Taking one wrapping off may bring the next to light.
  for (let before = ''; before !== text;) {
    before = text;
    text = withoutEntities(text).trim().replace(/^'+/, '').replace(TEXT_FORMULA, unquote);
  }
  return text;
}

function withoutEntities(text: string): string {
  return text.replace(ENTITY, (entity) => {
    const name = entity.slice(1, -1).toLowerCase();
    return (
      ENTITY_SIGN[name] ?? String.fromCharCode(Number(name.replace('#x', '0x').replace('#', ''))).replace('\xa0', ' ')
    );
  });
}

function unquote(_: string, inner: string): string {
  return inner.replaceAll('""', '"');
}

/** One line of text: a line break inside a cell is layout, not spelling. */
export function cleanLine(raw: string): string {
  const text = cleanText(raw);
  if (!text.includes('\n')) return text;
  return text.replace(BREAK_IN_CJK, '').replace(/\s*\n\s*/g, ' ');
}

/** Full-width ASCII and the ideographic space as their half-width twins. */
export function toHalfWidth(text: string): string {
  return text
    .replace(FULL_WIDTH, (c) => (c === '\u3000' ? ' ' : String.fromCharCode(c.charCodeAt(0) - 0xfee0)))
    .replace(SMALL_FORMS, (c) => c.normalize('NFKC'));
}

/** The form in which codes and numbers are read: cleaned, half-width, no blanks at all, none of the marks that say "text". */
export function compact(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  let text = toHalfWidth(raw.replace(INVISIBLE, '')).replace(BLANKS, '');
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/^['`\u2018\u2019]+/, '').replace(QUOTED, '$1');
  }
  return text;
}

/** The form in which labels of enums are compared: compact, upper case. */
export function matchKey(raw: string): string {
  return compact(raw).toUpperCase();
}

/** Dashes of every make as `-`. */
export function plainDashes(text: string): string {
  return text.replace(/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-');
}

/** A number in scientific notation: Excel threw the last digits of a long number away. */
export function isScientific(text: string): boolean {
  return /^\d(?:\.\d+)?E\+?\d{1,3}$/i.test(text);
}
