import { toHalfWidth } from './text';

/** Han signs, digits and small letters alone: nothing in it would be folded. */
const PLAIN = /^[\u3001-\u9fff\da-z]*$/;

const BLANK = 0x20;
const OPEN = 0x28;
const CLOSE = 0x29;
/** A shorter name says nothing. */
const MIN_NAME = 2;

/** Half-width and lower case: the form in which texts are searched and compared. */
export function foldText(text: string): string {
  return toHalfWidth(text.toLowerCase());
}

/** A name as two people would spell it the same: no blanks, no bracketed additions, half-width, lower case. */
export function nameKey(name: string): string {
  if (PLAIN.test(name)) return name;
  const units: number[] = [];
  // Where the last open bracket stands: what is between it and the next closing one goes, as does the pair.
  let open = -1;
  for (let i = 0; i < name.length; i++) {
    const unit = foldUnit(name.charCodeAt(i));
    if (unit < 0) return foldSlowly(name);
    if (unit === BLANK) continue;
    if (unit === OPEN) open = units.length;
    if (unit === CLOSE && open >= 0) {
      units.length = open;
      open = -1;
    } else units.push(unit);
  }
  return String.fromCharCode(...units);
}

/** The same by the rules of texts in general, for letters other than Latin and Han. */
function foldSlowly(name: string): string {
  return foldText(name)
    .replace(/\([^()]*\)/g, '')
    .replace(/\s+/g, '');
}

/** A UTF-16 unit half-width and lower case; -1 for one that takes more than a table. */
function foldUnit(wide: number): number {
  const unit = wide >= 0xff01 && wide <= 0xff5e ? wide - 0xfee0 : wide === 0x3000 ? BLANK : wide;
  if (unit >= 0x41 && unit <= 0x5a) return unit + 0x20;
  if (unit < 0x7f) return unit > BLANK ? unit : BLANK;
  return unit >= 0x3001 && unit <= 0x9fff ? unit : -1;
}

/** The same; '' where it is too short to say anything. */
export function longNameKey(name: string): string {
  const key = nameKey(name);
  return key.length < MIN_NAME ? '' : key;
}

/** Name and region as one text that two spellings of the same shop share; '' where there is no name to speak of. */
export function softNameKey(name: string, province: string, city: string, district: string): string {
  const key = longNameKey(name);
  return key === '' ? '' : `${key}\u0001${province}\u0001${city}\u0001${district}`;
}
