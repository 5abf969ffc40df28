import { parseYuan } from './yuan';

/** What a bill writes where there is no amount. */
const NO_AMOUNT: ReadonlySet<string> = new Set(['', '-', '--', '—', '——', '/', '*', '\\N', 'null', 'NULL']);

/**
 * An amount of a bill in fen: 0 where the bill writes none, `undefined` when it cannot be read exactly (a tenth of a fen, a safe
 * integer overrun, no number). `fen` columns hold whole fen, all others yuan.
 */
export function readFen(text: string, unit: 'yuan' | 'fen' = 'yuan'): number | undefined {
  if (NO_AMOUNT.has(text)) return 0;
  const plain = readPlain(text);
  const fen = plain ?? slowly(text);
  if (fen === undefined || unit === 'yuan') return fen;
  return fen % 100 === 0 ? fen / 100 : undefined;
}

function slowly(text: string): number | undefined {
  const parsed = parseYuan(text);
  return parsed.ok ? parsed.value : undefined;
}

const ZERO = 48;
const DOT = 46;

/** `-12.34`, `0.57000`: a million of these are read for one bill, so digit by digit; anything else goes the general way. */
function readPlain(text: string): number | undefined {
  let at = text.charCodeAt(0) === 45 ? 1 : 0;
  if (text.length - at > 15 || at === text.length) return undefined;
  let fen = 0;
  let decimals = -1;
  for (const start = at; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (decimals >= 0 || at === start) return undefined;
      decimals = 0;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    if (decimals >= 2) {
      if (digit !== 0) return undefined;
      continue;
    }
    fen = fen * 10 + digit;
    if (decimals >= 0) decimals++;
  }
  if (decimals <= 0) fen *= 100;
  else if (decimals === 1) fen *= 10;
  return text.charCodeAt(0) === 45 ? 0 - fen : fen;
}
