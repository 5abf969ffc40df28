import type { TextEncoding } from '@shared/imports/define';
import { FileFailure } from './limits';
import type { ReadWarning } from './port';

interface DecodedText {
  text: string;
  encoding: TextEncoding;
  warnings: ReadWarning[];
}

const SAMPLE = 64 * 1024;

/**
 * UTF-8 if the bytes are UTF-8, else GB18030 (which contains GBK and GB2312, what Chinese Excel saves), or UTF-16 by its
 * mark or its zeros. A UTF-8 file with a few broken places stays UTF-8: read as GB18030 it would be garbage throughout.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [a, b, c] = bytes;
  let decoded: DecodedText;
  if (a === 0xef && b === 0xbb && c === 0xbf) decoded = decodeUtf8(bytes.subarray(3), 'utf-8-bom');
  else if (a === 0xff && b === 0xfe) decoded = decodeAs(bytes, 'utf-16le');
  else if (a === 0xfe && b === 0xff) decoded = decodeAs(bytes, 'utf-16be');
  else decoded = decodeUnmarked(bytes);
  refuseBinary(decoded.text);
  return decoded;
}

/**
 * Text that may say in ASCII which encoding it has, as HTML and XML do. What it says counts only where the bytes are not
 * UTF-8: many systems keep an old line and write another encoding.
 */
export function decodeMarkup(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, 1_024));
  const label = /(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  if (!label || tryDecode(bytes, 'utf-8') !== undefined) return decodeText(bytes).text;
  return tryDecode(bytes, label) ?? decodeText(bytes).text;
}

function decodeUnmarked(bytes: Uint8Array): DecodedText {
  const sample = bytes.subarray(0, SAMPLE);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2 === 1) odd++;
    else even++;
  });
  if (even === 0 && odd === 0 && !bytes.includes(0)) return decodeUtf8(bytes, 'utf-8');
  // Most zeros are the high bytes of digits, delimiters and line ends; but `一` has one too, in the other half.
  for (const encoding of odd >= even ? (['utf-16le', 'utf-16be'] as const) : (['utf-16be', 'utf-16le'] as const)) {
    const text = bytes.length % 2 === 0 ? tryDecode(bytes, encoding) : undefined;
    if (text !== undefined && !looksScrambled(text)) return { text, encoding, warnings: [] };
  }
  throw new FileFailure('file.unreadable');
}

/** Pairs of bytes taken for characters at random fall all over the plane; text keeps to a few scripts. */
function looksScrambled(text: string): boolean {
  const sample = text.slice(0, SAMPLE);
  const usual =
    sample.match(/[\t\n\r -~\u00a0-\u00ff\u2000-\u206f\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/g)?.length ?? 0;
  return usual * 10 < sample.length * 9;
}

function decodeUtf8(bytes: Uint8Array, encoding: 'utf-8' | 'utf-8-bom'): DecodedText {
  const strict = tryDecode(bytes, 'utf-8');
  if (strict !== undefined) return { text: strict, encoding, warnings: [] };
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const broken = lenient.split('\ufffd').length - 1;
  const foreign = lenient.match(/[^\0-\x7f]/g)?.length ?? 0;
  if (encoding === 'utf-8-bom' || broken * 10 < foreign) {
    return { text: lenient, encoding, warnings: [unreadable(broken)] };
  }
  const doubt = doubtChinese(bytes);
  const chinese = tryDecode(bytes, 'gb18030');
  if (chinese !== undefined) return { text: chinese, encoding: 'gb18030', warnings: doubt };
  const { text, warnings } = decodeAs(bytes, 'gb18030');
  return { text, encoding: 'gb18030', warnings: [...warnings, ...doubt] };
}

/**
 * Nearly every character of a Chinese text is in GB2312, both bytes from A1 on; GBK's own are rare ones of names. Big5, Shift-JIS
 * and the code pages of Europe are not like that, yet GBK finds a character for almost any two bytes: read as Chinese they
 * would be wrong without an error.
 */
function doubtChinese(bytes: Uint8Array): ReadWarning[] {
  let common = 0;
  let rare = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    if (lead >= 0x81 && lead <= 0xfe && trail >= 0x30 && trail <= 0x39) {
      // Four bytes: only GB18030 is written so.
      common++;
      i += 3;
      continue;
    }
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) common++;
    else rare++;
    i++;
  }
  if (rare * 4 <= common) return [];
  if (rare + common >= 8) throw new FileFailure('file.unknown_encoding');
  return [{ code: 'file.encoding_doubtful' }];
}

function decodeAs(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be' | 'gb18030'): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes);
  const count = text.split('\ufffd').length - 1;
  if (count * 50 > text.length) throw new FileFailure('file.unreadable');
  return { text, encoding, warnings: count > 0 ? [unreadable(count)] : [] };
}

function unreadable(count: number): ReadWarning {
  return { code: 'file.partly_unreadable', params: { count } };
}

function tryDecode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuseBinary(text: string): void {
  const sample = text.slice(0, SAMPLE);
  const control = sample.match(/[\0-\x08\x0e-\x19\x1b-\x1f]/g)?.length ?? 0;
  if (control * 50 > sample.length || text.includes('\0')) throw new FileFailure('file.unreadable');
}
