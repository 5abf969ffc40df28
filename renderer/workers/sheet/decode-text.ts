import type { TextEncoding } from '@shared/imports/define';
import { FileFailure } from './limits';

interface DecodedText {
  text: string;
  encoding: TextEncoding;
  /** Places where bytes made no character. */
  unreadable: number;
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

function decodeUnmarked(bytes: Uint8Array): DecodedText {
  const sample = bytes.subarray(0, SAMPLE);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2 === 1) odd++;
    else even++;
  });
  const pairs = sample.length / 2;
  if (odd > Math.max(1, pairs * 0.15) && even < odd / 20) return decodeAs(bytes, 'utf-16le');
  if (even > Math.max(1, pairs * 0.15) && odd < even / 20) return decodeAs(bytes, 'utf-16be');
  if (bytes.includes(0)) throw new FileFailure('file.unreadable');
  return decodeUtf8(bytes, 'utf-8');
}

function decodeUtf8(bytes: Uint8Array, encoding: 'utf-8' | 'utf-8-bom'): DecodedText {
  const strict = tryDecode(bytes, 'utf-8');
  if (strict !== undefined) return { text: strict, encoding, unreadable: 0 };
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const broken = lenient.split('\ufffd').length - 1;
  const foreign = lenient.match(/[^\0-\x7f]/g)?.length ?? 0;
  if (encoding === 'utf-8-bom' || broken * 10 < foreign) return { text: lenient, encoding, unreadable: broken };
  const chinese = tryDecode(bytes, 'gb18030');
  if (chinese !== undefined) return { text: chinese, encoding: 'gb18030', unreadable: 0 };
  return { ...decodeAs(bytes, 'gb18030'), unreadable: 1 };
}

function decodeAs(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be' | 'gb18030'): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes);
  const unreadable = text.split('\ufffd').length - 1;
  if (unreadable * 50 > text.length) throw new FileFailure('file.unreadable');
  return { text, encoding, unreadable };
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
